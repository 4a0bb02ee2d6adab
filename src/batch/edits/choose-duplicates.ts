import { ok } from '../../permit/result.ts';
import { openPairs } from '../check/duplicate-groups.ts';
import { applyDuplicates, clearMarks, type DuplicateChoice } from '../check/duplicates.ts';
import { forgetIndexes, stepIndexes } from '../check/indexes.ts';
import { readCounts, recount } from '../file/counts.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta, writeMeta } from '../file/meta.ts';
import { inPausingTransaction } from '../file/transaction.ts';
import { ensureTrail } from '../trail/record.ts';
import type { SlicedStep } from './sliced-step.ts';

/**
 * Takes the marks of the present choice off and puts those of another on, over the whole batch but for the rows of which
 * a person decided (decide-duplicates.ts). Pauses; `writer` as in `changeFound`. `record` puts it on the trail.
 */
export function* chooseDuplicates(
  document: BatchDocument,
  choice: DuplicateChoice,
  writer: BatchDocument,
  record: (at: Date) => void,
): SlicedStep<never> {
  const now = new Date();
  let kept = false;
  try {
    const done = yield* inPausingTransaction(writer.db, function* () {
      ensureTrail(writer, now);
      const settings = readMeta(writer, 'settings');
      if (!settings) throw new Error('The batch has no settings.');
      const { issues, leftOut } = readCounts(writer);
      const marked = (issues['reference-duplicate']?.count ?? 0) + (leftOut.reasons.duplicate ?? 0);
      const indexes = stepIndexes(document, writer);
      const pairs = openPairs(writer, indexes.indexes().references);
      const total = marked + pairs.length / 2;
      for (const done of clearMarks(writer)) yield { done, total };
      for (const done of applyDuplicates(writer, choice, pairs)) yield { done: marked + done, total };
      writeMeta(writer, 'settings', { ...settings, duplicates: choice });
      recount(writer);
      record(now);
      return ok(indexes);
    });
    if (document.db.isOpen) {
      done.value.keep();
      kept = true;
    }
    return ok(null);
  } finally {
    if (!kept) forgetIndexes(document);
  }
}
