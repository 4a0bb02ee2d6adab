import { basename } from 'node:path';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { batchFiles } from '../../../batch/library/history.ts';
import { holdsPermit } from '../../../batch/rows/search.ts';
import { updateBook } from '../../../book/book.ts';
import type { BatchSummary } from '../../../bridge/batch.ts';
import type { HandlersOf } from '../../../bridge/contract.ts';
import type { historyCalls, UnopenedBatch } from '../../../bridge/history.ts';
import { ok } from '../../../permit/result.ts';
import type { Batches } from '../batches.ts';
import { openRemovals } from '../removals.ts';
import { summaryOf } from '../summary.ts';

interface Context {
  readonly folder: string;
  readonly batches: Batches;
}

/** All batches of this computer, and those that are kept no longer. */
export function historyHandlers({ folder, batches }: Context) {
  const removals = openRemovals(folder, batches);
  let newestSearch = 0;
  const windowCalls: HandlersOf<typeof historyCalls, 'engine'> = {
    async listBatches() {
      const listed: BatchSummary[] = [];
      const unopened: UnopenedBatch[] = [];
      for (const path of batchFiles(folder).sort()) {
        const batch = basename(path);
        const summary = batches.look<BatchSummary, never>(batch, (document) => ok(summaryOf(document)));
        if (summary.ok) listed.push(summary.value);
        else if (summary.failure.code !== 'batch-missing') unopened.push({ batch, failure: summary.failure });
        await yieldToEventLoop();
      }
      listed.sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
      return ok({ batches: listed, unopened });
    },
    async searchBatches({ text }) {
      const search = ++newestSearch;
      const found: string[] = [];
      for (const path of batchFiles(folder)) {
        // Nobody waits for this one any more.
        if (search !== newestSearch) break;
        const has = batches.look(basename(path), (document) => ok(holdsPermit(document, text)));
        if (has.ok && has.value) found.push(basename(path));
        await yieldToEventLoop();
      }
      return ok(found);
    },
    removedBatches: () => ok(removals.list()),
  };
  return {
    ...windowCalls,
    /** Deletes a batch for good; `keepsKnown`: what it tells of permits stays in the permit book. */
    remove({ batch, keepsKnown }: { readonly batch: string; readonly keepsKnown: boolean }) {
      const stone = removals.remove(batch, null, keepsKnown);
      updateBook(folder);
      return stone.ok ? ok(true) : stone;
    },
    /** Moves a batch into a folder; answers where it is. */
    archive({ batch, folder: archive }: { readonly batch: string; readonly folder: string }) {
      const stone = removals.remove(batch, archive, false);
      updateBook(folder);
      return stone.ok ? ok(stone.value.archivedTo ?? '') : stone;
    },
    /** Deletes batches made before `before` (ISO) of which nothing is left to look at; answers how many. */
    expire({ before, keepsKnown }: { readonly before: string; readonly keepsKnown: boolean }) {
      const expired = removals.expire(before, keepsKnown);
      if (expired > 0) updateBook(folder);
      return ok(expired);
    },
  };
}
