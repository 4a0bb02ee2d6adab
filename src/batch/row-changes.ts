import { trimmed } from '../permit/cell.ts';
import { checkStateOf, type IssueCode, type RepairKind } from '../permit/issue.ts';
import { fail, ok, type Result } from '../permit/result.ts';
import { holdsReference, repairNumber } from './block-check.ts';
import { addIssue, type Counts, stateNames, stateNumbers } from './counts.ts';
import type { BatchDocument } from './document.ts';
import { type BatchChecker, type CurrentRow, currentRow, rowColumns, type StoredRow } from './recheck.ts';
import type { ReferenceIndex } from './reference-index.ts';

export type ChangeFailure = 'row-missing' | 'row-locked';

/** One cell to change; `kind` says what it was: an edit by hand, or a repair. */
export interface CellChange {
  readonly row: number;
  /** Counts from 1. */
  readonly column: number;
  readonly value: string;
  readonly kind: 'edit' | RepairKind;
}

/** A change that was made, as the batch's trail keeps it: row, column, before, after, kind. */
export type ChangeMade = readonly [number, number, string, string, string];

export interface ChangeContext {
  readonly document: BatchDocument;
  readonly checker: BatchChecker;
  readonly references: ReferenceIndex;
  /** Kept up with every change. */
  readonly counts: Counts;
  /** Reference IDs that rows got or lost: their duplicates are to be found again. */
  readonly touched: Set<string>;
  /** Rows that got or lost one. */
  readonly moved: Set<number>;
}

/**
 * Changes cells of a few thousand rows and checks these rows again, with a handful of statements for them all.
 * Marks of duplicates stay as they are; the caller looks at `touched` after the last of its changes.
 */
export function changeRows(
  context: ChangeContext,
  changes: readonly CellChange[],
): Result<ChangeMade[], ChangeFailure> {
  const { document, checker, counts } = context;
  const { db } = document;
  const byRow = new Map<number, CellChange[]>();
  for (const change of changes) {
    const known = byRow.get(change.row);
    if (known) known.push(change);
    else byRow.set(change.row, [change]);
  }
  const list = JSON.stringify([...byRow.keys()]);
  const lock = db
    .prepare(
      `select row from outcome where row in (select value from json_each(?)) and status in ('accepted', 'sending') limit 1`,
    )
    .get(list) as { row: number } | undefined;
  if (lock) return fail('row-locked', { row: lock.row });
  const stored = db
    .prepare(`select ${rowColumns} from row where number in (select value from json_each(?)) order by number`)
    .all(list) as StoredRow[];
  if (stored.length < byRow.size) {
    const known = new Set(stored.map(({ number }) => number));
    return fail('row-missing', { row: [...byRow.keys()].find((number) => !known.has(number)) ?? 0 });
  }
  const duplicates = takeOldIssues(document, list, counts);

  const made: ChangeMade[] = [];
  const edits: [number, string | null][] = [];
  const states: number[][] = [[], [], []];
  const issues: [number, number, string, number][] = [];
  for (const row of stored) {
    const before = currentRow(row);
    const overlay = JSON.parse(row.edits ?? '{}') as Record<string, string>;
    const read = JSON.parse(row.cells) as string[];
    const cells = [...before.cells];
    for (const { column, value, kind } of byRow.get(row.number) ?? []) {
      made.push([row.number, column, cells[column - 1] ?? '', value, kind]);
      while (cells.length < column) cells.push('');
      cells[column - 1] = value;
      if (column <= read.length && value === read[column - 1]) delete overlay[column];
      else if (column > read.length && value === '') delete overlay[column];
      else overlay[column] = value;
    }
    const written = Object.keys(overlay).length > 0 ? JSON.stringify(overlay) : null;
    edits.push([row.number, written]);
    const now = currentRow({ ...row, edits: written });
    const found = checker.check(now.cells, now.reading);
    moveReference(context, before, now);
    for (const issue of found) {
      const repair = repairNumber(issue);
      issues.push([row.number, issue.column ?? 0, issue.code, repair]);
      addIssue(counts, issue.code, repair, 1);
      // It takes the place of the cell's mark, which then is no longer there to be taken off.
      if (issue.column === checker.reference + 1 && duplicates.has(row.number)) {
        addIssue(counts, 'reference-duplicate', 0, -1);
      }
    }
    const state = duplicates.has(row.number) ? 2 : stateNumbers[checkStateOf(found)];
    if (state !== row.state) {
      states[state]?.push(row.number);
      counts[stateNames[row.state] ?? 'valid']--;
      counts[stateNames[state] ?? 'valid']++;
    }
  }

  db.prepare('update row set edits = e.value ->> 1 from json_each(?) e where row.number = e.value ->> 0').run(
    JSON.stringify(edits),
  );
  const setState = db.prepare('update row set state = ? where number in (select value from json_each(?))');
  for (const [state, numbers] of states.entries()) {
    if (numbers.length > 0) setState.run(state, JSON.stringify(numbers));
  }
  if (issues.length > 0) {
    db.prepare(
      `insert into issue (row, column, code, repair)
       select value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(?) where true
       on conflict (row, column) do update set code = excluded.code, repair = excluded.repair, other = null`,
    ).run(JSON.stringify(issues));
  }
  return ok(made);
}

/** Takes away what checking had said about the rows; answers those that are marked as duplicates. */
function takeOldIssues(document: BatchDocument, list: string, counts: Counts): Set<number> {
  const { db } = document;
  const old = db
    .prepare(
      `select code, repair, count(*) as count from issue
       where row in (select value from json_each(?)) and code <> 'reference-duplicate' group by code, repair`,
    )
    .all(list) as { code: IssueCode; repair: number; count: number }[];
  for (const { code, repair, count } of old) addIssue(counts, code, repair, -count);
  db.prepare(
    `delete from issue where row in (select value from json_each(?)) and code <> 'reference-duplicate'`,
  ).run(list);
  const marked = db
    .prepare(
      `select row from issue where row in (select value from json_each(?)) and code = 'reference-duplicate'`,
    )
    .all(list) as { row: number }[];
  return new Set(marked.map(({ row }) => row));
}

/** Keeps the index in step when a row's reference ID, or whether it counts, has changed. */
function moveReference(
  { checker, references, touched, moved }: ChangeContext,
  before: CurrentRow,
  now: CurrentRow,
): void {
  const { check, reference } = checker;
  const textBefore = trimmed(before.cells[reference] ?? '');
  const text = trimmed(now.cells[reference] ?? '');
  if (text === textBefore && before.cells.length === now.cells.length) {
    if (before.reading.mended === now.reading.mended) return;
  }
  const held = holdsReference(check(before.cells, before.reading), reference + 1);
  const holds = holdsReference(check(now.cells, now.reading), reference + 1);
  if (held === holds && (text === textBefore || !holds)) return;
  moved.add(now.number);
  if (held) {
    references.remove(textBefore, before.number);
    touched.add(textBefore);
  }
  if (holds) {
    references.add(text, now.number);
    touched.add(text);
  }
}
