import { trimmed } from '../../permit/cell.ts';
import { applyDuplicates, clearMarks, stateFromIssues } from '../check/duplicates.ts';
import { duplicatePairs } from '../check/references.ts';
import { addIssue, type Counts, recount, stateNames } from '../file/counts.ts';
import { rowsNumbered } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta } from '../file/meta.ts';
import { type ChangeContext, manyTouched } from './row-changes.ts';

/** Finds duplicates again among the rows of the reference IDs that a change has touched, and keeps the counts. */
export function remarkDuplicates({
  document,
  checker,
  references,
  counts,
  touched,
  moved,
}: ChangeContext): void {
  if (touched.size === 0) return;
  const choice = readMeta(document, 'settings')?.duplicates ?? null;
  if (touched.size > manyTouched) {
    clearMarks(document);
    applyDuplicates(document, choice, duplicatePairs(references()));
    Object.assign(counts, recount(document));
    return;
  }
  const { db } = document;
  const index = references();
  const holding = (text: string): number[] =>
    rowsNumbered(
      document,
      index.rows(text).sort((a, b) => a - b),
    )
      .filter(({ cells }) => trimmed(cells[checker.key] ?? '') === text)
      .map(({ number }) => number);
  const pairs: number[] = [];
  const concerned = new Set(moved);
  for (const text of touched) {
    const rows = holding(text);
    for (const number of rows) concerned.add(number);
    for (const number of rows.slice(1)) pairs.push(number, rows[0] ?? number);
  }
  const list = JSON.stringify([...concerned]);
  addStates(document, list, counts, -1);
  const unmarked = db
    .prepare(
      `delete from issue where code = 'reference-duplicate' and row in (select value from json_each(?))`,
    )
    .run(list).changes;
  if (unmarked > 0) addIssue(counts, 'reference-duplicate', 0, -unmarked);
  db.prepare(
    `update row set skipped = 0, state = ${stateFromIssues} where number in (select value from json_each(?))`,
  ).run(list);
  applyDuplicates(document, choice, pairs);
  if (choice === null && pairs.length > 0) addIssue(counts, 'reference-duplicate', 0, pairs.length / 2);
  addStates(document, list, counts, 1);
}

/** Adds the rows' present states to the counts, or takes them away. */
function addStates(document: BatchDocument, list: string, counts: Counts, sign: 1 | -1): void {
  const found = document.db
    .prepare(
      'select state, count(*) as rows from row where number in (select value from json_each(?)) group by state',
    )
    .all(list) as { state: number; rows: number }[];
  for (const { state, rows } of found) counts[stateNames[state] ?? 'valid'] += sign * rows;
}
