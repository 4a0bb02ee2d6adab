import type { HandlersOf } from '../../bridge/contract.ts';
import type { historyCalls } from '../../bridge/history.ts';
import { ok } from '../../permit/result.ts';
import type { AppContext } from '../app-context.ts';
import { askForPaths, confirmWithOption } from '../dialogs.ts';

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
      const { message, detail, remove, keep, keepKnown } = words().dialogs.deleting;
      const { file } = summary.value;
      const question = { message: message(file), detail, yes: remove, no: keep, option: keepKnown };
      const { isMeant, isChecked } = await confirmWithOption(window(), question);
      return isMeant ? engine.call('remove', { batch, keepsKnown: isChecked }) : ok(false);
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
