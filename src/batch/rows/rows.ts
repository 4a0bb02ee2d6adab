import { type CheckState, type Issue, type Severity, severityOf } from '../../permit/issue.ts';
import type { LeftOutReason } from '../../permit/left-out-reason.ts';
import type { Failure } from '../../permit/result.ts';
import { changesOf } from '../check/indexes.ts';
import { type BatchChecker, checkerOf } from '../check/recheck.ts';
import { readCounts, stateNames } from '../file/counts.ts';
import { type CurrentRow, currentRow, rowColumns, type StoredRow } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { leftOutReason } from '../file/left-out.ts';
import { readNote } from '../file/note.ts';
import { type Outcome, outcomeSql } from '../file/tally.ts';
import { type ColumnSort, columnSort, rankAt, type SortRank } from './column-order.ts';
import { filterName, type RowConditions, type RowFilter } from './row-filter.ts';
import { found, type RowFinding, rowFinding } from './row-finding.ts';
import { findOrders, orderBy } from './row-order.ts';

export interface RowIssue extends Issue {
  readonly severity: Severity;
}

export interface BatchRow {
  /** As the spreadsheet shows it. */
  readonly number: number;
  /** Cells as they are now, edits applied. */
  readonly cells: readonly string[];
  /** Columns (from 1) whose cell was edited or repaired. */
  readonly edited: readonly number[];
  readonly state: CheckState;
  /** Why it is left out of what is sent; null where it is not. */
  readonly leftOut: LeftOutReason | null;
  readonly issues: readonly RowIssue[];
  readonly outcome: {
    readonly status: Outcome;
    readonly attempts: number;
    readonly errorCode: number | null;
    readonly message: string | null;
    readonly note: Failure | null;
  };
}

export interface RowPage {
  /** How many rows pass the filter; while they are not counted, how many were found so far. */
  readonly total: number;
  /** Whether the total is certain. Until it is, rows at the end of the page may be missing too. */
  readonly counted: boolean;
  readonly rows: readonly BatchRow[];
}

interface PageRequest {
  readonly filter: RowFilter;
  readonly offset: number;
  readonly limit: number;
}

/** A page of the rows that pass the filter, in the file's order or sorted by a column. */
export function rowPage(document: BatchDocument, request: PageRequest): RowPage {
  countOn(document, request.filter, Number.POSITIVE_INFINITY);
  return rowPageWithin(document, request, Number.POSITIVE_INFINITY);
}

/** Nobody who scrolls or filters is to wait for longer than so many milliseconds, and then for the sorting of what was found. */
export const pageMs = 30;

/** The same, as far as it can be had within so many milliseconds; it takes no longer than it needs for the page. */
export function rowPageWithin(document: BatchDocument, request: PageRequest, ms: number): RowPage {
  const until = performance.now() + ms;
  const { filter, offset, limit } = request;
  const { sort, ...conditions } = filter;
  const end = offset + limit;
  const finding = findingOf(document, conditions);
  const isFull = (): boolean => !sort && finding.numbers.length >= end;
  while (!finding.whole && !isFull() && performance.now() < until) finding.goOn();
  const { numbers, whole, total } = finding;
  // No row can be told to be the first before all are found.
  const shown = !sort ? numbers : whole ? sortedOf(document, sort, conditions) : numbers.subarray(0, 0);
  const rows = rowsByNumber(document, [...shown.slice(offset, end)]);
  // A total that is told goes with a page that lacks nothing.
  const counted = whole || (total !== null && rows.length === Math.max(0, Math.min(limit, total - offset)));
  return { total: counted && total !== null ? total : Math.max(numbers.length, shown.length), counted, rows };
}

/** The numbers of rows that pass the filter, in its order: all from `offset` on, or `limit` of them. */
export function rowNumbers(
  document: BatchDocument,
  { filter: { sort, ...conditions }, offset, limit }: PageRequest,
): Int32Array {
  const finding = findingOf(document, conditions);
  while (!finding.whole) finding.goOn();
  const shown = sort ? sortedOf(document, sort, conditions) : finding.numbers;
  return shown.slice(offset, offset + limit);
}

/** Looks on for the rows that pass, for about so many milliseconds; how many there are, null while that is not certain. */
export function countOn(
  document: BatchDocument,
  { sort: _, ...conditions }: RowFilter,
  ms: number,
): number | null {
  const until = performance.now() + ms;
  const finding = findingOf(document, conditions);
  do if (finding.total === null) finding.goOn();
  while (finding.total === null && performance.now() < until);
  return finding.total;
}

/** Fewer rows are sorted in less time than a worker takes to start. */
const worthAWorker = 20_000;

/**
 * Up to so many rows every column's order is found as soon as a batch is looked at, so that a click on any header shows
 * its rows at once; of more it would keep a processor busy for many seconds, mostly for nothing.
 */
const mostPrepared = 200_000;

/** Finds the order that a page will need, without holding up anybody where that takes long. */
export async function prepareRows(document: BatchDocument, { sort }: RowFilter): Promise<void> {
  if (sort && readCounts(document).rows >= worthAWorker) await findOrders(document, [sort.column]);
}

/** Finds the orders of columns before anybody asks for one, where that is soon done. */
export async function prepareOrders(document: BatchDocument, columns: readonly number[]): Promise<void> {
  const { rows } = readCounts(document);
  if (rows >= worthAWorker && rows <= mostPrepared) await findOrders(document, columns);
}

/** The rows of the filters asked for last, for as long as nothing changes in the batch. */
const selections = new WeakMap<BatchDocument, Map<string, RowFinding>>();
const mostSelections = 6;

function select(document: BatchDocument, filter: RowFilter, find: () => RowFinding): RowFinding {
  const known = selections.get(document) ?? new Map<string, RowFinding>();
  selections.set(document, known);
  const key = keyOf(document, filter);
  const finding = known.get(key) ?? find();
  known.delete(key);
  known.set(key, finding);
  for (const [oldest] of known) {
    if (known.size <= mostSelections) break;
    known.delete(oldest);
  }
  return finding;
}

function keyOf(document: BatchDocument, filter: RowFilter): string {
  return `${changesOf(document)} ${filterName(filter)}`;
}

function findingOf(document: BatchDocument, conditions: RowConditions): RowFinding {
  return select(document, conditions, () => rowFinding(document, conditions));
}

type Sort = NonNullable<RowFilter['sort']>;

/** The rows that pass, all of which are found, as they are sorted. */
function sortedOf(document: BatchDocument, sort: Sort, conditions: RowConditions): Int32Array {
  return select(document, { ...conditions, sort }, () => {
    const { numbers } = findingOf(document, conditions);
    const by = columnSort(document, sort.column);
    const rows = amongChosen(orderBy(document, by), numbers);
    return found(sort.descending ? descending(document, by, rows) : rows);
  }).numbers;
}

/** The chosen rows, which ascend, in this order. */
function amongChosen(order: Int32Array, chosen: Int32Array): Int32Array {
  if (chosen.length === order.length) return order.slice();
  const isChosen = new Uint8Array((chosen.at(-1) ?? 0) + 1);
  for (const number of chosen) isChosen[number] = 1;
  return order.filter((number) => isChosen[number] === 1);
}

/** The same rows from the last value to the first; what is no value, and blank cells, come last here too. */
function descending({ db }: BatchDocument, by: ColumnSort, rows: Int32Array): Int32Array {
  const rankOf = rankAt(db, by);
  const first = (rank: SortRank): number => {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rankOf(rows[middle] ?? 0) < rank) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  rows.subarray(0, first(1)).reverse();
  return rows;
}

/** Rows by their numbers, in that order, with their issues and outcomes. */
export function rowsByNumber(document: BatchDocument, numbers: readonly number[]): BatchRow[] {
  if (numbers.length === 0) return [];
  const list = JSON.stringify(numbers);
  const stored = document.db
    .prepare(
      `select ${rowColumns.replace(/\w+/g, 'r.$&')}, ${outcomeSql} as status, o.attempts, o.error_code as errorCode, o.message,
         o.note
       from row r left join outcome o on o.row = r.number
       where r.number in (select value from json_each(?))`,
    )
    .all(list) as (StoredRow & {
    status: Outcome;
    attempts: number | null;
    errorCode: number | null;
    message: string | null;
    note: string | null;
  })[];
  const firsts = duplicateFirsts(document, list);
  const checker = checkerOf(document);
  const { check, mapping } = checker;
  const byNumber = new Map<number, BatchRow>();
  for (const row of stored) {
    const current = currentRow(row);
    const issues = issuesOf(current, check(current.cells, current.reading), firsts.get(row.number), checker);
    byNumber.set(row.number, {
      number: row.number,
      cells: current.cells,
      edited: current.edited.filter((column) => column <= Math.max(mapping.length, current.cells.length)),
      state: stateNames[row.state] ?? 'valid',
      leftOut: leftOutReason(row.skipped),
      issues,
      outcome: {
        status: row.status,
        attempts: row.attempts ?? 0,
        errorCode: row.errorCode,
        message: row.message,
        note: readNote(row.note),
      },
    });
  }
  return numbers.flatMap((number) => byNumber.get(number) ?? []);
}

/** The first rows as they were read, whatever was changed since. */
export function firstRowsRead(
  { db }: BatchDocument,
  limit: number,
): { readonly number: number; readonly cells: readonly string[] }[] {
  const rows = db.prepare('select number, cells from row order by number limit ?').all(limit) as {
    number: number;
    cells: string;
  }[];
  return rows.map(({ number, cells }) => ({ number, cells: JSON.parse(cells) as string[] }));
}

/** By row: the first row of the same permit. */
function duplicateFirsts(document: BatchDocument, list: string): Map<number, number> {
  const found = document.db
    .prepare(
      "select row, other from issue where row in (select value from json_each(?)) and code = 'reference-duplicate'",
    )
    .all(list) as { row: number; other: number }[];
  return new Map(found.map(({ row, other }) => [row, other]));
}

/** What checking found about a row, with the duplicate that the batch found, ordered by column. */
function issuesOf(
  row: CurrentRow,
  found: readonly Issue[],
  first: number | undefined,
  { key, rules }: BatchChecker,
): RowIssue[] {
  const issues: RowIssue[] = found.map((issue) => ({ ...issue, severity: severityOf[issue.code] }));
  if (first !== undefined) {
    issues.push({
      column: key + 1,
      field: rules.key,
      code: 'reference-duplicate',
      severity: 'error',
      value: row.cells[key]?.trim() ?? '',
      facts: { first },
      repair: null,
    });
  }
  return issues.sort((a, b) => (a.column ?? 0) - (b.column ?? 0));
}
