import { type CheckState, type Issue, type IssueCode, type Severity, severityOf } from '../permit/issue.ts';
import { stateNames, stateNumbers } from './counts.ts';
import { type CurrentRow, currentRow, rowColumns, type StoredRow } from './current-row.ts';
import type { BatchDocument } from './document.ts';
import { checkerOf } from './recheck.ts';
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

interface Selection {
  readonly key: string;
  readonly numbers: Int32Array;
}

const selections = new WeakMap<BatchDocument, Selection>();

/**
 * A page of the rows that pass the filter, in the file's order or sorted by a column. The rows that pass are found
 * once for a filter and kept, so that paging costs nothing but the page; an edit makes them be found anew.
 */
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

function select(document: BatchDocument, filter: RowFilter): Int32Array {
  const change = document.db.prepare('select total_changes() as own').get() as { own: number };
  const other = document.db.prepare('pragma data_version').get() as { data_version: number };
  const key = `${change.own} ${other.data_version} ${JSON.stringify(filter)}`;
  const known = selections.get(document);
  if (known?.key === key) return known.numbers;
  const { where, parameters, from } = condition(filter);
  const order = filter.sort ? sortKey(filter.sort) : 'r.number';
  const found = document.db
    .prepare(
      `select group_concat(number) as numbers from (select r.number from ${from} where ${where} order by ${order})`,
    )
    .get(...parameters) as { numbers: string | null };
  const numbers = parseNumbers(found.numbers ?? '');
  selections.set(document, { key, numbers });
  return numbers;
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

/** Sorts by the cell as it is now; an edit's column is its key. */
function sortKey({ column, descending }: { column: number; descending: boolean }): string {
  const at = Math.trunc(column);
  const direction = descending ? 'desc' : 'asc';
  const cell = `coalesce(case when r.edits is not null then json_extract(r.edits, '$."${at}"') end, r.cells ->> ${at - 1}, '')`;
  return `${cell} collate nocase ${direction}, r.number`;
}

function parseNumbers(list: string): Int32Array {
  if (list === '') return new Int32Array(0);
  let count = 1;
  for (let at = list.indexOf(','); at !== -1; at = list.indexOf(',', at + 1)) count++;
  const numbers = new Int32Array(count);
  let value = 0;
  let index = 0;
  for (let at = 0; at < list.length; at++) {
    const code = list.charCodeAt(at);
    if (code === 44) {
      numbers[index++] = value;
      value = 0;
    } else {
      value = value * 10 + code - 48;
    }
  }
  numbers[index] = value;
  return numbers;
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
  const { check, mapping, reference } = checkerOf(document);
  const byNumber = new Map<number, BatchRow>();
  for (const row of stored) {
    const current = currentRow(row);
    const issues = issuesOf(
      current,
      check(current.cells, current.reading),
      firsts.get(row.number),
      reference,
    );
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

/** By row: the first row with the same reference ID. */
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
  reference: number,
): RowIssue[] {
  const issues: RowIssue[] = found.map((issue) => ({ ...issue, severity: severityOf[issue.code] }));
  if (first !== undefined) {
    issues.push({
      column: reference + 1,
      field: 'referenceId',
      code: 'reference-duplicate',
      severity: 'error',
      value: row.cells[reference]?.trim() ?? '',
      facts: { first },
      repair: null,
    });
  }
  return issues.sort((a, b) => (a.column ?? 0) - (b.column ?? 0));
}
