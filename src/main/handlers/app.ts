import { release, type as systemName } from 'node:os';
import { app } from 'electron';
import type { AppDescription } from '../../bridge/contract.ts';
import { ok } from '../../permit/result.ts';
import type { ConnectionBook } from '../connection-book.ts';
import type { HandlersOf } from '../dispatcher.ts';
import type { Surroundings } from '../surroundings.ts';

type Topic = 'describeApp' | 'setLanguage' | 'setTheme' | 'setRetention';

/** The app itself: its version, language and theme. */
export function appHandlers(
  { preferences, language, applyPreferences }: Surroundings,
  book: ConnectionBook,
): HandlersOf<Topic> {
  function describe(): AppDescription {
    const { language: chosenLanguage, theme, retention } = preferences.get();
    return {
      version: app.getVersion(),
      platform: knownPlatform(),
      system: `${systemName()} ${release()} ${process.arch}, Electron ${process.versions.electron}`,
      chosenLanguage,
      language: language(),
      theme,
      connection: book.chosen(),
      retention,
    };
  }
  return {
    async setRetention({ months }) {
      preferences.change({ retention: months });
      return ok(describe());
    },
    describeApp: async () => ok(describe()),
    async setLanguage(chosen) {
      preferences.change(chosen);
      applyPreferences();
      return ok(describe());
    },
    async setTheme(chosen) {
      preferences.change(chosen);
      applyPreferences();
      return ok(describe());
    },
  };
}

/** Manners differ between Windows, macOS and the rest, which is Linux to all intents. */
function knownPlatform(): AppDescription['platform'] {
  const { platform } = process;
  return platform === 'win32' || platform === 'darwin' ? platform : 'linux';
}
