import type { HandlersOf } from '../../bridge/contract.ts';
import type { historyCalls } from '../../bridge/history.ts';
import { ok } from '../../permit/result.ts';
import type { AppContext } from '../app-context.ts';
import { askForPaths, confirm } from '../dialogs.ts';

/** Batches that are kept no longer. */
export function historyHandlers({
  engine,
  window,
  words,
}: AppContext): HandlersOf<typeof historyCalls, 'main'> {
  return {
    async deleteBatch({ batch }) {
      const summary = await engine.call('summary', { batch });
      if (!summary.ok) return summary;
      const { message, detail, remove, keep } = words().dialogs.deleting;
      const { file } = summary.value;
      const isMeant = await confirm(window(), { message: message(file), detail, yes: remove, no: keep });
      return isMeant ? engine.call('remove', { batch }) : ok(false);
    },
    async archiveBatch({ batch }) {
      const [folder] = await askForPaths(window(), {
        title: words().dialogs.archive,
        properties: ['openDirectory', 'createDirectory'],
      });
      return folder === undefined ? ok(null) : engine.call('archive', { batch, folder });
    },
  };
}
