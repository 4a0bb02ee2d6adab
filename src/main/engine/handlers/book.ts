import type { bookCalls } from '../../../bridge/book.ts';
import type { HandlersOf } from '../../../bridge/contract.ts';
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
  return {
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
