import type { BatchDocument } from '../file/document.ts';
import { canonical } from '../trail/canonical.ts';
import { stepFacts, stepLines } from '../trail/edit-step.ts';
import { storedMeta } from '../trail/stored-meta.ts';
import type { Discrepancies } from './discrepancy.ts';
import type { Walked } from './trail-walk.ts';

/** Every step of edits and repairs that the batch holds. */
export function checkEdits(
  document: BatchDocument,
  { steps, read }: Walked,
  discrepancies: Discrepancies,
): void {
  const { db } = document;
  const salt = storedMeta(document.db, 'salt');
  let lines = 0;
  for (const { entry, undone } of steps) {
    const { kinds, columns } = stepFacts(stepLines(document, entry.step), String(salt), entry.seq);
    lines += columns.reduce((sum, { count }) => sum + count, 0);
    const otherwise = db
      .prepare('select count(*) as lines from edit where step = ? and undone <> ?')
      .get(entry.step, undone ? 1 : 0) as { lines: number };
    const fits =
      canonical(kinds) === canonical(entry.kinds) &&
      canonical(columns) === canonical(entry.columns) &&
      otherwise.lines === 0;
    if (!fits) discrepancies.add('edits-changed', entry.seq, entry.step);
  }
  const { all } = db.prepare('select count(*) as "all" from edit').get() as { all: number };
  if (all !== lines) discrepancies.add('edits-changed', steps.at(-1)?.entry.seq ?? read?.seq ?? 0);
}
