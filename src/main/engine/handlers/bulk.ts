import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { changeEach, previewEach } from '../../../batch/edits/bulk/change-many.ts';
import { personHere } from '../../../batch/file/person.ts';
import type { BulkPreview, bulkCalls } from '../../../bridge/bulk.ts';
import type { HandlersOf } from '../../../bridge/contract.ts';
import { learningPlates } from '../../../jobs/known-plates.ts';
import { ok } from '../../../permit/result.ts';
import type { Batches } from '../batches.ts';
import type { ChangeFilters } from '../change-filters.ts';

interface Context {
  readonly folder: string;
  readonly batches: Batches;
  readonly changes: ChangeFilters;
}

/** Changing many rows at once. */
export function bulkHandlers({
  folder,
  batches: { changeMany, onOwn },
  changes,
}: Context): HandlersOf<typeof bulkCalls, 'engine'> {
  const editor = { who: personHere(), now: () => new Date() };
  /** By batch: the preview that is wanted; nobody waits for one that was asked for before it. */
  const wanted = new Map<string, object>();
  return {
    async previewBulk(request) {
      const { batch, change } = request;
      wanted.set(batch, request);
      const scope = await changes.scopeOf(batch, request.scope);
      if (!scope.ok) return scope;
      return onOwn<BulkPreview | null>(batch, async (document) => {
        const previewing = previewEach(document, { scope: scope.value, change });
        while (wanted.get(batch) === request) {
          const next = previewing.next();
          if (next.done) return next.value;
          await yieldToEventLoop();
        }
        return ok(null);
      });
    },
    changeBulk: ({ batch, change, ...request }) =>
      changeMany(batch, function* (document, writer) {
        const scope = yield* changes.scopeNow(document, request.scope, writer);
        if (!scope.ok) return scope;
        const step = changeEach(document, { scope: scope.value, change }, editor, writer);
        return yield* learningPlates(folder, writer, step);
      }),
  };
}
