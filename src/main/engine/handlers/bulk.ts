import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { changeEach, previewEach } from '../../../batch/edits/bulk/change-many.ts';
import { personHere } from '../../../batch/file/person.ts';
import type { BulkPreview, bulkCalls } from '../../../bridge/bulk.ts';
import type { HandlersOf } from '../../../bridge/contract.ts';
import { learningPlates } from '../../../jobs/known-plates.ts';
import { ok } from '../../../permit/result.ts';
import type { Batches } from '../batches.ts';

/** Changing many rows at once. */
export function bulkHandlers(
  folder: string,
  { changeMany, onOwn }: Batches,
): HandlersOf<typeof bulkCalls, 'engine'> {
  const editor = { who: personHere(), now: () => new Date() };
  /** By batch: the preview that is wanted; nobody waits for one that was asked for before it. */
  const wanted = new Map<string, object>();
  return {
    previewBulk(request) {
      const { batch } = request;
      wanted.set(batch, request);
      return onOwn<BulkPreview | null>(batch, async (document) => {
        const previewing = previewEach(document, request);
        while (wanted.get(batch) === request) {
          const next = previewing.next();
          if (next.done) return next.value;
          await yieldToEventLoop();
        }
        return ok(null);
      });
    },
    changeBulk: ({ batch, ...request }) =>
      changeMany(batch, (document, writer) =>
        learningPlates(folder, writer, changeEach(document, request, editor, writer)),
      ),
  };
}
