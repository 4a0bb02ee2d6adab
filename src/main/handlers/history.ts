import type { HandlersOf } from '../../bridge/contract.ts';
import type { historyCalls } from '../../bridge/history.ts';
import { ok } from '../../permit/result.ts';
import type { AppContext } from '../app-context.ts';
import { askForPaths } from '../dialogs.ts';

/** Batches that are kept no longer. */
export function historyHandlers({
  engine,
  window,
  words,
}: AppContext): HandlersOf<typeof historyCalls, 'main'> {
  return {
    async archiveBatch({ batch }) {
      const [folder] = await askForPaths(window(), {
        title: words().dialogs.archive,
        properties: ['openDirectory', 'createDirectory'],
      });
      return folder === undefined ? ok(null) : engine.call('archive', { batch, folder });
    },
  };
}
