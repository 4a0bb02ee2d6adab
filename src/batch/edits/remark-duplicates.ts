import { trimmed } from '../../permit/cell.ts';
import type { IssueCode } from '../../permit/issue.ts';
import { openPairs, pairsOf } from '../check/duplicate-groups.ts';
import { type DuplicateDecision, decisionOf } from '../check/duplicate-key.ts';
import { applyDuplicates, clearMarks, stateFromIssues } from '../check/duplicates.ts';
import { addIssue, addRows, type Counts, recount } from '../file/counts.ts';
import { type CurrentRow, rowsNumbered } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { skippedAsDuplicate } from '../file/left-out.ts';
import { readMeta } from '../file/meta.ts';
import { type ChangeContext, manyTouched } from './row-changes.ts';

/**
 * Finds duplicates again among the rows of the reference IDs that a change has touched, and keeps the counts; pauses after
 * each page of rows.
 */
export function* remarkDuplicates({
  document,
  checker,
  references,
  counts,
  touched,
  moved,
  changedRows,
}: ChangeContext): Generator<void> {
  if (touched.size === 0) return;
  const choice = readMeta(document, 'settings')?.duplicates ?? null;
  if (touched.size > manyTouched) {
    for (const _ of clearMarks(document)) yield;
    for (const _ of applyDuplicates(document, choice, openPairs(document, references()))) yield;
    Object.assign(counts, recount(document));
    return;
  }
  const { db } = document;
  const index = references();
  const holding = (text: string): CurrentRow[] =>
    rowsNumbered(
      document,
      index.rows(text).sort((a, b) => a - b),
    ).filter(({ cells }) => trimmed(cells[checker.key] ?? '') === text);
  const groups: number[][] = [];
  const decisions = new Map<number, DuplicateDecision>();
  const concerned = new Set(moved);
  for (const text of touched) {
    const rows = holding(text);
    for (const row of rows) {
      concerned.add(row.number);
      decisions.set(row.number, decisionOf(row, checker.key + 1));
    }
    groups.push(rows.map(({ number }) => number));
  }
  for (const row of concerned) changedRows.add(row);
  const pairs = pairsOf(groups, decisions);
  const list = JSON.stringify([...concerned]);
  addStanding(document, list, counts, -1);
  const unmarked = db
    .prepare(
      `delete from issue where code = 'reference-duplicate' and row in (select value from json_each(?))`,
    )
    .run(list).changes;
  if (unmarked > 0) addIssue(counts, 'reference-duplicate', 0, -unmarked);
  db.prepare(
    `update row set skipped = iif(skipped = ${skippedAsDuplicate}, 0, skipped), state = ${stateFromIssues} where number in (select value from json_each(?))`,
  ).run(list);
  for (const _ of applyDuplicates(document, choice, pairs)) yield;
  if (choice === null && pairs.length > 0) addIssue(counts, 'reference-duplicate', 0, pairs.length / 2);
  addStanding(document, list, counts, 1);
}

/** Adds how the rows stand at present to the counts, and the issues of those that are left out, or takes it away. */
function addStanding({ db }: BatchDocument, list: string, counts: Counts, sign: 1 | -1): void {
  const found = db
    .prepare(
      `select state, skipped, count(*) as rows from row where number in (select value from json_each(?))
       group by state, skipped`,
    )
    .all(list) as { state: number; skipped: number; rows: number }[];
  for (const { state, skipped, rows } of found) addRows(counts, state, skipped, sign * rows);
  const issues = db
    .prepare(
      // A mark that has yet to be taken off a row that was just left out counts no more.
      `select code, repair, count(*) as count from issue where code <> 'reference-duplicate' and row in (
         select number from row where number in (select value from json_each(?)) and skipped > 0
       ) group by code, repair`,
    )
    .all(list) as { code: IssueCode; repair: number; count: number }[];
  for (const { code, repair, count } of issues) addIssue(counts.leftOut, code, repair, sign * count);
}
