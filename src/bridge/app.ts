import { z } from 'zod';
import { toMain } from './call.ts';

/** The app itself: its version, its language, its looks, how long it keeps batches. */
export const appCalls = {
  describeApp: toMain(z.undefined()).answers<AppDescription>(),
  setLanguage: toMain(z.strictObject({ language: z.enum(['system', 'en', 'fr']) })).answers<AppDescription>(),
  setTheme: toMain(z.strictObject({ theme: z.enum(['system', 'light', 'dark']) })).answers<AppDescription>(),
  setRetention: toMain(
    z.strictObject({
      months: z.union([z.literal(12), z.literal(36), z.literal(84)]).nullable(),
      keepsKnown: z.boolean(),
    }),
  ).answers<AppDescription>(),
  /** Null: nobody is asked for new versions. */
  setUpdateFeed: toMain(
    z.strictObject({ address: z.string().min(1).max(500).nullable() }),
  ).answers<AppDescription>(),
};

export interface AppDescription {
  readonly version: string;
  readonly platform: 'win32' | 'darwin' | 'linux';
  /** The system and the runtime with their versions, for support. */
  readonly system: string;
  /** What the person chose, and the language that follows from it. */
  readonly chosenLanguage: 'system' | 'en' | 'fr';
  readonly language: 'en' | 'fr';
  readonly theme: 'system' | 'light' | 'dark';
  /** The connection that new batches get: the one chosen last, practice at first. */
  readonly connection: string;
  /** Batches older than so many months are deleted at the start; null: they are kept for good. */
  readonly retention: 12 | 36 | 84 | null;
  /** What such batches told of permits stays in the permit book. */
  readonly keepsKnown: boolean;
  /** Where new versions are asked for; `settled` by an administrator, so that the person cannot change it. */
  readonly updateFeed: { readonly address: string | null; readonly settled: boolean };
}

/** A person chose something in the application menu that happens in the window. */
export interface MenuChosen {
  readonly kind: 'menu';
  readonly command:
    | 'new-batch'
    | 'connections'
    | 'settings'
    | 'guide'
    | 'shortcuts'
    | 'find'
    | 'undo'
    | 'redo';
}
