import type { BrowserWindow } from 'electron';
import type { BridgeEvent } from '../bridge/contract.ts';
import type { Language, Words } from '../words/words.ts';
import type { Activity } from './activity.ts';
import type { Engine } from './engine-process.ts';
import type { KnownConnections } from './known-connections.ts';
import type { BugLog } from './log.ts';
import type { PreferenceStore } from './preferences.ts';

/** What the handlers and the menu work with. */
export interface AppContext {
  /** The app's data folder. */
  readonly folder: string;
  readonly engine: Engine;
  readonly activity: Activity;
  readonly preferences: PreferenceStore;
  readonly connections: KnownConnections;
  readonly log: BugLog;
  readonly window: () => BrowserWindow | null;
  readonly language: () => Language;
  readonly words: () => Words['app'];
  /** Tells the window; without one nobody needs to know. */
  readonly tell: (event: BridgeEvent) => void;
  /** Brings everything that main shows (menu, colours) in line with changed preferences. */
  readonly applyPreferences: () => void;
}
