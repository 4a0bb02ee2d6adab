import { type CheckState, type Issue, type IssueCode, type Severity, severityOf } from '../permit/issue.ts';
import { readCounts, stateNames, stateNumbers } from './counts.ts';
import { type CurrentRow, currentRow, rowColumns, type StoredRow } from './current-row.ts';
import type { BatchDocument } from './document.ts';
import { type NumberQuery, numbersAside, numbersHere } from './number-list.ts';
import { type BatchChecker, checkerOf } from './recheck.ts';
import { findOrder, orderBy } from './row-order.ts';
import { type Outcome, outcomeSql } from './tally.ts';

export interface RowFilter {
  readonly state?: CheckState | undefined;
  readonly code?: IssueCode | undefined;
  /** Rows with this text in any cell, whatever its case. */
  readonly text?: string | undefined;
  readonly outcome?: Outcome | undefined;
  readonly sort?: { readonly column: number; readonly descending: boolean } | undefined;
}

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
  readonly issues: readonly RowIssue[];
  readonly outcome: {
    readonly status: Outcome;
    readonly attempts: number;
    readonly errorCode: number | null;
    readonly message: string | null;
  };
}

export interface RowPage {
  /** How many rows pass the filter. */
  readonly total: number;
  readonly rows: readonly BatchRow[];
}

/** A page of the rows that pass the filter, in the file's order or sorted by a column. */
export function rowPage(
  document: BatchDocument,
  { filter, offset, limit }: { filter: RowFilter; offset: number; limit: number },
): RowPage {
  const numbers = select(document, filter);
  return {
    total: numbers.length,
    rows: rowsByNumber(document, [...numbers.subarray(offset, offset + limit)]),
  };
}

/** From so many rows on, what takes long to find is found in a thread of its own. */
const manyRows = 50_000;

/** Finds what `rowPage` will need and what would hold up everybody, without holding up anybody. */
export async function prepareRows(document: BatchDocument, filter: RowFilter): Promise<void> {
  if (readCounts(document).rows < manyRows) return;
  if (filter.sort) await findOrder(document, filter.sort.column);
  const { sort: _, ...conditions } = filter;
  const key = keyOf(document, conditions);
  if (!filter.text || selectionsOf(document).has(key)) return;
  const found = await numbersAside(document, query(conditions));
  if (found && document.db.open) keep(document, key, found);
}

/** Finds the orders of a large batch's columns one after the other, before anybody asks for them. */
export async function prepareOrders(document: BatchDocument, columns: readonly number[]): Promise<void> {
  if (readCounts(document).rows < manyRows) return;
  for (const column of columns) if (document.db.open) await findOrder(document, column);
}

/** The rows of the filters asked for last, for as long as nothing changes in the batch. */
const selections = new WeakMap<BatchDocument, Map<string, Int32Array>>();
const mostSelections = 6;

function selectionsOf(document: BatchDocument): Map<string, Int32Array> {
  const known = selections.get(document);
  if (known) return known;
  const made = new Map<string, Int32Array>();
  selections.set(document, made);
  return made;
}

/** Names the filter and the state of the batch. */
function keyOf({ db }: BatchDocument, filter: RowFilter): string {
  const change = db.prepare('select total_changes() as own').get() as { own: number };
  const other = db.prepare('pragma data_version').get() as { data_version: number };
  return `${change.own} ${other.data_version} ${JSON.stringify(filter)}`;
}

function keep(document: BatchDocument, key: string, numbers: Int32Array): void {
  const known = selectionsOf(document);
  known.delete(key);
  known.set(key, numbers);
  for (const [oldest] of known) {
    if (known.size <= mostSelections) return;
    known.delete(oldest);
  }
}

function select(document: BatchDocument, filter: RowFilter): Int32Array {
  const key = keyOf(document, filter);
  const numbers = selectionsOf(document).get(key) ?? find(document, filter);
  keep(document, key, numbers);
  return numbers;
}

function find(document: BatchDocument, { sort, ...conditions }: RowFilter): Int32Array {
  if (sort) return sorted(orderBy(document, sort.column), select(document, conditions), sort.descending);
  if (query(conditions).parameters.length > 0) return numbersHere(document, query(conditions));
  const { least, most } = document.db
    .prepare('select (select min(number) from row) as least, (select max(number) from row) as most')
    .get() as { least: number | null; most: number | null };
  const { rows } = readCounts(document);
  // Without blank records between them the rows' numbers need no looking up.
  if (least === null || most === null || most - least + 1 !== rows) {
    return numbersHere(document, query(conditions));
  }
  const numbers = new Int32Array(rows);
  for (let at = 0; at < rows; at++) numbers[at] = least + at;
  return numbers;
}

/** The chosen rows, which ascend, in this order or from its end. */
function sorted(order: Int32Array, chosen: Int32Array, descending: boolean): Int32Array {
  const marks = new Uint8Array((chosen.at(-1) ?? 0) + 1);
  for (const number of chosen) marks[number] = 1;
  const rows = chosen.length === order.length ? order.slice() : order.filter((number) => marks[number] === 1);
  return descending ? rows.reverse() : rows;
}

function query(filter: RowFilter): NumberQuery {
  const { where, parameters, from } = condition(filter);
  return { sql: `select r.number from ${from} where ${where} order by r.number`, parameters };
}

function condition(filter: RowFilter): { where: string; parameters: (string | number)[]; from: string } {
  const parts: string[] = [];
  const parameters: (string | number)[] = [];
  let from = 'row r';
  if (filter.state !== undefined) {
    parts.push('r.state = ?');
    parameters.push(stateNumbers[filter.state]);
  }
  if (filter.code !== undefined) {
    parts.push('r.number in (select row from issue where code = ?)');
    parameters.push(filter.code);
  }
  if (filter.text !== undefined && filter.text !== '') {
    // JSON escapes quotes, backslashes and control characters, so the text is looked for as JSON writes it.
    const text = JSON.stringify(filter.text).slice(1, -1);
    parts.push("(r.cells like ? escape '!' or r.edits like ? escape '!')");
    const pattern = `%${text.replace(/[!%_]/g, '!$&')}%`;
    parameters.push(pattern, pattern);
  }
  if (filter.outcome !== undefined) {
    from = 'row r left join outcome o on o.row = r.number';
    parts.push(`${outcomeSql} = ?`);
    parameters.push(filter.outcome);
  }
  return { where: parts.length > 0 ? parts.join(' and ') : '1', parameters, from };
}

/** Rows by their numbers, in that order, with their issues and outcomes. */
export function rowsByNumber(document: BatchDocument, numbers: readonly number[]): BatchRow[] {
  if (numbers.length === 0) return [];
  const list = JSON.stringify(numbers);
  const stored = document.db
    .prepare(
      `select ${rowColumns.replace(/\w+/g, 'r.$&')}, ${outcomeSql} as status, o.attempts, o.error_code as errorCode, o.message
       from row r left join outcome o on o.row = r.number
       where r.number in (select value from json_each(?))`,
    )
    .all(list) as (StoredRow & {
    status: Outcome;
    attempts: number | null;
    errorCode: number | null;
    message: string | null;
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
      issues,
      outcome: {
        status: row.status,
        attempts: row.attempts ?? 0,
        errorCode: row.errorCode,
        message: row.message,
      },
    });
  }
  return numbers.flatMap((number) => byNumber.get(number) ?? []);
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
