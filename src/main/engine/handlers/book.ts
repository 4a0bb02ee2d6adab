import { personHere } from '../../../batch/file/person.ts';
import { withBook } from '../../../book/book.ts';
import type { bookCalls } from '../../../bridge/book.ts';
import type { HandlersOf } from '../../../bridge/contract.ts';
import { checkedConnection } from '../../../jobs/checked-connection.ts';
import { canBeTold, leaveOutUnchanged, permitsKnown } from '../../../jobs/known-changes.ts';
import { undoBatch, undoCounts } from '../../../jobs/undo.ts';
import { ok } from '../../../permit/result.ts';
import type { Batches } from '../batches.ts';
import type { ChangeFilters } from '../change-filters.ts';
import { summaryOf } from '../summary.ts';

interface Context {
  readonly folder: string;
  readonly appVersion: string;
  readonly batches: Batches;
  readonly changes: ChangeFilters;
}

/** What this computer last knew of permits, and putting it back. */
export function bookHandlers({
  folder,
  appVersion,
  batches,
  changes,
}: Context): HandlersOf<typeof bookCalls, 'engine'> {
  const editor = { who: personHere(), now: () => new Date() };
  return {
    permitsKnown: ({ batch }) =>
      batches.look(batch, (document) => {
        const connection = checkedConnection(folder, document);
        return ok(connection !== null && canBeTold(document) && permitsKnown(folder, connection));
      }),
    async changeCounts({ batch }) {
      const kinds = await changes.kindsOf(batch);
      return kinds.ok ? ok(kinds.value?.changes ?? null) : kinds;
    },
    async knownChanges({ batch }) {
      // What other batches brought since it was last looked at.
      const book = withBook(folder, () => null);
      if (!book.ok) return book;
      const kinds = await changes.kindsOf(batch);
      return kinds.ok ? ok(kinds.value?.changes ?? null) : kinds;
    },
    leaveOutUnchanged: ({ batch }) =>
      batches.changeMany(batch, (document, writer) => {
        const connection = checkedConnection(folder, document);
        if (connection === null)
          throw new Error('A batch without a connection has nothing to be held against.');
        return leaveOutUnchanged(folder, document, connection, editor, writer);
      }),
    undoCounts: ({ batch }) => batches.onOwn(batch, (document) => undoCounts(folder, document)),
    makeUndo: ({ batch }) =>
      batches.onOwn(batch, async (document) => {
        const made = await undoBatch(folder, document, appVersion);
        if (!made.ok) return made;
        batches.register(made.value.document);
        return ok(summaryOf(made.value.document));
      }),
  };
}
