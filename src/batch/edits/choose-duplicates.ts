import { applyDuplicates, clearMarks, type DuplicateChoice } from '../check/duplicates.ts';
import { duplicatePairs, indexesOf } from '../check/indexes.ts';
import { recount } from '../file/counts.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta, writeMeta } from '../file/meta.ts';
import { inTransaction } from '../file/transaction.ts';
import { ensureTrail, recordSettings } from '../trail/record.ts';

/** Takes the marks of the present choice off and puts those of another on, over the whole batch. */
export function chooseDuplicates(document: BatchDocument, choice: DuplicateChoice): void {
  const settings = readMeta(document, 'settings');
  if (!settings) throw new Error('The batch has no settings.');
  const index = indexesOf(document).references;
  const now = new Date();
  inTransaction(document.db, () => {
    ensureTrail(document, now);
    clearMarks(document);
    applyDuplicates(document, choice, duplicatePairs(index));
    writeMeta(document, 'settings', { ...settings, duplicates: choice });
    recount(document);
    recordSettings(document, now);
  });
}
