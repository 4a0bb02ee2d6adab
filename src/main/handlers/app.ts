import { release, type as systemName } from 'node:os';
import { app } from 'electron';
import type { AppDescription, appCalls } from '../../bridge/app.ts';
import type { HandlersOf } from '../../bridge/contract.ts';
import { fail, ok } from '../../permit/result.ts';
import type { AppContext } from '../app-context.ts';
import { type FeedChoice, isFeedAddress } from '../updates/feed.ts';

/** The app itself: its version, language and theme. */
export function appHandlers(
  { preferences, language, applyPreferences, connections }: AppContext,
  updateFeed: () => FeedChoice,
): HandlersOf<typeof appCalls, 'main'> {
  function describe(): AppDescription {
    const { feed, settled } = updateFeed();
    const { language: chosenLanguage, theme, retention, keepsKnown } = preferences.get();
    return {
      version: app.getVersion(),
      platform: knownPlatform(),
      system: `${systemName()} ${release()} ${process.arch}, Electron ${process.versions.electron}`,
      chosenLanguage,
      language: language(),
      theme,
      connection: connections.chosen(),
      retention,
      keepsKnown,
      updateFeed: { address: feed?.url ?? null, settled },
    };
  }
  return {
    async setUpdateFeed({ address }) {
      if (address !== null && !isFeedAddress(address)) return fail('feed-address', { address });
      preferences.change({ updateFeed: address });
      applyPreferences();
      return ok(describe());
    },
    async setRetention({ months, keepsKnown }) {
      preferences.change({ retention: months, keepsKnown });
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
