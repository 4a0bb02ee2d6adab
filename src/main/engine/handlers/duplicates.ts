import { prepareIndexes } from '../../../batch/check/indexes.ts';
import { decideDuplicates } from '../../../batch/edits/decide-duplicates.ts';
import { personHere } from '../../../batch/file/person.ts';
import { duplicateGroup } from '../../../batch/rows/duplicate-group.ts';
import type { HandlersOf } from '../../../bridge/contract.ts';
import { type duplicateCalls, mostBeside } from '../../../bridge/duplicates.ts';
import { ok } from '../../../permit/result.ts';
import type { Batches } from '../batches.ts';
import { withKnown } from '../with-known.ts';

/** Rows with the same reference ID, a group at a time. */
export function duplicateHandlers(
  folder: string,
  { open, look, changeMany }: Batches,
): HandlersOf<typeof duplicateCalls, 'engine'> {
  const editor = { who: personHere(), now: () => new Date() };
  return {
    async duplicateGroup({ batch, at }) {
      const opened = open(batch);
      if (!opened.ok) return opened;
      // Of a batch that nobody has looked at yet, this takes seconds: other calls are answered meanwhile.
      await prepareIndexes(opened.value);
      return look(batch, (document) => {
        const group = duplicateGroup(document, at, mostBeside);
        return ok(group && { ...group, rows: withKnown(folder, document, group.rows) });
      });
    },
    decideDuplicates: ({ batch, ...decision }) =>
      changeMany(batch, (document, writer) => decideDuplicates(document, decision, editor, writer)),
  };
}
