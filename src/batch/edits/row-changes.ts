import { isBlank, trimmed } from '../../permit/cell.ts';
import { checkStateOf, type Issue, type RepairKind } from '../../permit/issue.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { decisionOf, keyHeld } from '../check/duplicate-key.ts';
import { addTo, type IssueWrites } from '../check/issue-writes.ts';
import type { PlateIndex } from '../check/plate-index.ts';
import { type HeldPlate, plateHeld } from '../check/plates.ts';
import type { BatchChecker } from '../check/recheck.ts';
import type { ReferenceIndex } from '../check/reference-index.ts';
import { type ChangedRow, isConfirmation, isOfCell, withChanges } from '../file/changed-row.ts';
import { addIssue, addRows, type Counts, repairNumber, stateNumbers } from '../file/counts.ts';
import { amongRows, type CurrentRow } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { chosenReason, skippedByDecision } from '../file/left-out.ts';
import { mostMoved } from '../rows/row-order.ts';
import { mostChanged } from './changed-rows.ts';
import { type FetchedRows, fetchRows, type RowHindrances } from './fetched-rows.ts';
import { type addedValues, isInShape } from './row-shape.ts';
import { WrittenRows, writeRows } from './written-rows.ts';

/** Why it cannot be told what is to become of rows. */
export type PlanFailure = 'pattern-wrong' | 'pattern-slow';

export type ChangeFailure = 'row-missing' | 'row-locked' | PlanFailure;

/**
 * One cell to change; `kind` says what it was: an edit by hand, a repair, a word of confirmation
 * (`recall`: one that was given in an earlier batch), or that the row is left
 * out or brought back. Of a confirmation `value` is all that is confirmed of the cell then, as a JSON array of codes, and
 * column 0 is the whole row. A row that is left out has the reason as its value, blank to bring it back, and column 0.
 */
export interface CellChange {
  readonly row: number;
  /** Counts from 1. */
  readonly column: number;
  readonly value: string;
  readonly kind: 'edit' | 'confirm' | 'recall' | 'leave-out' | RepairKind;
}

/** An edit of a cell. A file holds no half of a surrogate pair: it becomes U+FFFD, of which checking tells. */
export function cellEdit(row: number, column: number, value: string): CellChange {
  return { row, column, value: value.replace(/\p{Surrogate}/gu, '\ufffd'), kind: 'edit' };
}

/** A row as it is, what checking says about it, and its cells to change. */
export interface RowChange {
  readonly row: CurrentRow;
  readonly issues: readonly Issue[];
  readonly changes: readonly CellChange[];
}

/** A change that was made, for the batch's trail. */
export interface ChangeMade extends CellChange {
  readonly before: string;
}

/** A page of rows to change, and what stands against it. */
export interface PageChange extends Pick<FetchedRows, 'marked' | 'locked'> {
  readonly changes: readonly RowChange[];
}

export type ChangePage = Result<PageChange, ChangeFailure>;

export interface ChangeContext {
  readonly document: BatchDocument;
  readonly checker: BatchChecker;
  readonly hindrances: RowHindrances;
  /** Asked for only when a row's reference ID changes: building it anew takes a look at every row. */
  readonly references: () => ReferenceIndex;
  /** Asked for only when a plate changes, or the permit of one. */
  readonly plates: () => PlateIndex;
  readonly writes: IssueWrites;
  /** Changes are what a logged step holds: it says all that they lead to. */
  readonly replays: boolean;
  /** What a row gets that comes to stand as its headers say. */
  readonly added: ReturnType<typeof addedValues>;
  /** Kept up with every change. */
  readonly counts: Counts;
  /** Reference IDs that rows got or lost: their duplicates are to be found again. No more than `manyTouched` are kept. */
  readonly touched: Set<string>;
  /** Rows that got or lost one. */
  readonly moved: Set<number>;
  /** Plates, as they are compared, that rows got or lost, or whose permit changed. No more than `manyTouched` are kept. */
  readonly touchedPlates: Set<string>;
  /** Rows whose plate, or permit of one, changed, with what they hold now. */
  readonly movedPlates: Map<number, HeldPlate>;
  /** Rows that may be sent otherwise than before, or not at all. No more than tell that they were many. */
  readonly changedRows: Set<number>;
  /** By column: rows whose cell was changed, no more than tell that they were many. */
  readonly changed: Map<number, number[]>;
}

/** From so many reference IDs that changed on, all duplicates are found anew. */
export const manyTouched = 500;

/** What is to become of one row's cells. */
interface RequestedChange {
  readonly row: number;
  readonly changes: readonly CellChange[];
}

/** Looks up the rows of changes, a page's at most, and what checking says about them; all must be there. */
export function rowChanges(
  { document: { db }, hindrances, checker }: ChangeContext,
  changes: readonly CellChange[],
): ChangePage {
  const requested = byRow(changes);
  const numbers = requested.map(({ row }) => row);
  const { rows, marked, locked } = fetchRows(db, amongRows('number', numbers), hindrances);
  const missing = requested.find(({ row }, at) => rows[at]?.number !== row);
  if (missing) return fail('row-missing', { row: missing.row });
  const found = rows.map((row, at) => ({
    row,
    issues: checker.check(row.cells, row.reading),
    changes: requested[at]?.changes ?? [],
  }));
  return ok({ changes: found, marked, locked });
}

/** The changes of each row, the rows in order. */
function byRow(changes: readonly CellChange[]): RequestedChange[] {
  const rows = new Map<number, CellChange[]>();
  for (const change of changes) addTo(rows, change.row, change);
  return [...rows].map(([row, own]) => ({ row, changes: own })).sort((one, other) => one.row - other.row);
}

/**
 * Changes cells of a page of rows and checks these rows again, with a handful of statements for them all. Marks of
 * duplicates stay as they are; the caller looks at `touched` after the last of its changes.
 */
export function changeRows(
  context: ChangeContext,
  { changes: page, marked, locked }: PageChange,
): Result<ChangeMade[], ChangeFailure> {
  const { document, checker, counts } = context;
  const stays = locked.size > 0 && page.find(({ row }) => locked.has(row.number));
  if (stays) return fail('row-locked', { row: stays.row.number });
  const made: ChangeMade[] = [];
  const written = new WrittenRows();
  const untwinned: number[] = [];
  for (const change of page) {
    const { row, issues } = change;
    if (context.changedRows.size <= mostChanged) context.changedRows.add(row.number);
    const { all, now, found: withTwin } = outcomeOf(context, change);
    const isMoved = movePlate(context, row, issues, now, withTwin);
    // Which other permit has its plate is looked for once all rows are changed: until then none has.
    const isUntwinned = isMoved && now.reading.twin != null;
    const found = isUntwinned ? checker.check(now.cells, { ...now.reading, twin: null }) : withTwin;
    if (isUntwinned) untwinned.push(row.number);
    for (const change of all) {
      const { column, value, kind } = change;
      made.push({ row: row.number, column, value, kind, before: valueBefore(row, change) });
    }
    moveReference(context, row, issues, now, found);
    changeIssues(context, row.number, issues, found, marked.has(row.number));
    const state = marked.has(row.number) ? 2 : stateNumbers[checkStateOf(found)];
    countRow(counts, row, issues, -1);
    countRow(counts, { state, skipped: now.skipped }, found, 1);
    written.add(now, state, row.number);
  }
  writeRows(document, written);
  if (untwinned.length > 0) {
    const among = amongRows('number', untwinned);
    document.db.prepare(`update row set twin = null where ${among.sql}`).run(...among.values);
  }
  context.writes.flush();
  for (const { row, column, kind } of made) {
    if (!isOfCell({ kind })) continue;
    const rows = context.changed.get(column);
    if (rows === undefined) context.changed.set(column, [row]);
    else if (rows.length <= mostMoved) rows.push(row);
  }
  return ok(made);
}

/** A row with its changes and what they lead to, and what checking says of it then. */
function outcomeOf({ checker, replays, added }: ChangeContext, { row, issues, changes }: RowChange) {
  const leadTo = (wanted: readonly CellChange[]) => {
    const all = replays ? wanted : withEnded(row, wanted, checker.key + 1);
    const now = withChanges(row, all);
    // Whether a row is left out changes nothing of what checking says.
    const isAsChecked = all.every(({ kind }) => kind === 'leave-out');
    return { all, now, found: isAsChecked ? issues : checker.check(now.cells, now.reading) };
  };
  const outcome = leadTo(changes);
  if (added.length === 0 || isInShape(issues) || !isInShape(outcome.found)) return outcome;
  // Until now no cell of it could be told to stand in its column: it gets the values that all other rows have.
  const lacking = added.filter(({ column }) => isBlank(outcome.now.cells[column - 1] ?? ''));
  const values = lacking.map(
    ({ column, value }): CellChange => ({ row: row.number, column, value, kind: 'edit' }),
  );
  return leadTo([...changes, ...values]);
}

function valueBefore({ cells, reading, skipped }: CurrentRow, { column, kind }: CellChange): string {
  if (kind === 'leave-out') return chosenReason(skipped);
  return isConfirmation({ kind })
    ? JSON.stringify(reading.confirmed?.[column] ?? [])
    : (cells[column - 1] ?? '');
}

/**
 * The changes, and what they end: what was confirmed of a cell, or of its row, ends with a change of its value, and with
 * one of the key that the row is left out among others of its permit. `key` counts from 1.
 */
function withEnded(row: CurrentRow, changes: readonly CellChange[], key: number): readonly CellChange[] {
  const { skipped, number } = row;
  const { confirmed = {} } = row.reading;
  const changed = changes.filter(isOfCell).map(({ column }) => column);
  if (changed.length === 0) return changes;
  const ended = [0, ...changed].filter((column) => confirmed[column] !== undefined);
  const isBack = skipped === skippedByDecision && changed.includes(key);
  const back: CellChange[] = isBack ? [{ row: number, column: 0, value: '', kind: 'leave-out' }] : [];
  return [
    ...changes,
    ...back,
    ...ended.map((column): CellChange => ({ row: row.number, column, value: '[]', kind: 'confirm' })),
  ];
}

/** Writes down the difference between what checking said and what it says now. */
export function changeIssues(
  { checker, counts, writes }: Pick<ChangeContext, 'checker' | 'counts' | 'writes'>,
  row: number,
  before: readonly Issue[],
  found: readonly Issue[],
  marked: boolean,
): void {
  for (const issue of before) {
    addIssue(counts, issue.code, repairNumber(issue), -1);
    if (!found.some(({ column }) => column === issue.column)) writes.remove(row, issue.column);
  }
  for (const issue of found) {
    addIssue(counts, issue.code, repairNumber(issue), 1);
    const old = before.find(({ column }) => column === issue.column);
    if (old?.code !== issue.code || repairNumber(old) !== repairNumber(issue)) writes.add(row, issue);
    // It takes the place of the cell's mark, which then is no longer there to be taken off.
    if (marked && issue.column === checker.key + 1) addIssue(counts, 'reference-duplicate', 0, -1);
  }
}

/** Adds a row to the counts or takes it away; the issues of all rows are counted where they are written. */
export function countRow(
  counts: Counts,
  { state, skipped }: Pick<CurrentRow, 'state' | 'skipped'>,
  issues: readonly Issue[],
  sign: 1 | -1,
): void {
  addRows(counts, state, skipped, sign);
  if (skipped > 0)
    for (const issue of issues) addIssue(counts.leftOut, issue.code, repairNumber(issue), sign);
}

/** Takes note of a plate that a row got or lost, or that is another permit's now; answers whether it was so. */
function movePlate(
  { checker: { key, plate }, touchedPlates, movedPlates }: ChangeContext,
  before: CurrentRow,
  issuesBefore: readonly Issue[],
  now: ChangedRow,
  issuesNow: readonly Issue[],
): boolean {
  if (plate < 0) return false;
  const held = plateHeld(before.cells, issuesBefore, plate + 1);
  const holds = plateHeld(now.cells, issuesNow, plate + 1);
  const samePermit = key < 0 || before.cells[key] === now.cells[key];
  if (held === holds && (samePermit || holds === '')) return false;
  movedPlates.set(before.number, { plate: holds, permit: key < 0 ? '' : trimmed(now.cells[key] ?? '') });
  if (touchedPlates.size <= manyTouched) {
    for (const text of [held, holds]) if (text !== '') touchedPlates.add(text);
  }
  return true;
}

/** Keeps the index in step when what a row's permit is told by has changed, or whether it counts; takes note of decisions. */
function moveReference(
  { checker: { key }, references, touched, moved }: ChangeContext,
  before: CurrentRow,
  issuesBefore: readonly Issue[],
  now: ChangedRow,
  issuesNow: readonly Issue[],
): void {
  const held = keyHeld(before, issuesBefore, key + 1);
  const holds = keyHeld(now, issuesNow, key + 1);
  const isDecidedAnew = decisionOf(before, key + 1) !== decisionOf(now, key + 1);
  if (held === holds && !(isDecidedAnew && held !== '')) return;
  if (touched.size <= manyTouched) moved.add(before.number);
  if (held === holds) {
    if (touched.size <= manyTouched) touched.add(held);
    return;
  }
  const index = references();
  if (held !== '') {
    index.remove(held, before.number);
    if (touched.size <= manyTouched) touched.add(held);
  }
  if (holds !== '') {
    index.add(holds, before.number);
    if (touched.size <= manyTouched) touched.add(holds);
  }
}
