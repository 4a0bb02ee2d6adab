import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { BatchDocument } from '../../../batch/file/document.ts';
import { readMeta, rulesOf } from '../../../batch/file/meta.ts';
import { personHere } from '../../../batch/file/person.ts';
import type { bookCalls, KnownChanges } from '../../../bridge/book.ts';
import type { HandlersOf } from '../../../bridge/contract.ts';
import type { Connection } from '../../../connections/connection.ts';
import { findConnection } from '../../../connections/store.ts';
import { knownChanges, leaveOutUnchanged } from '../../../jobs/known-changes.ts';
import { undoBatch, undoCounts } from '../../../jobs/undo.ts';
import { ok } from '../../../permit/result.ts';
import type { Batches } from '../batches.ts';
import { summaryOf } from '../summary.ts';

interface Context {
  readonly folder: string;
  readonly appVersion: string;
  readonly batches: Batches;
}

/** What this computer last knew of permits, and putting it back. */
export function bookHandlers({
  folder,
  appVersion,
  batches,
}: Context): HandlersOf<typeof bookCalls, 'engine'> {
  const editor = { who: personHere(), now: () => new Date() };
  /** The connection that a batch is checked for; null without one. */
  const connectionOf = (document: BatchDocument): Connection | null => {
    const name = readMeta(document, 'connection');
    const found = name === null ? null : findConnection(folder, name);
    return found?.ok ? found.value : null;
  };
  return {
    knownChanges: ({ batch }) =>
      batches.onOwn<KnownChanges | null>(batch, async (document) => {
        const connection = connectionOf(document);
        if (connection === null || rulesOf(document).name !== 'update') return ok(null);
        const counting = knownChanges(folder, document, connection);
        let next = counting.next();
        while (!next.done) {
          await yieldToEventLoop();
          next = counting.next();
        }
        return next.value;
      }),
    leaveOutUnchanged: ({ batch }) =>
      batches.changeMany(batch, (document, writer) => {
        const connection = connectionOf(document);
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
