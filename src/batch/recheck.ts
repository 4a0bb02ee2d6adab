import { type RowChecker, type RowReading, rowChecker } from '../permit/check.ts';
import { checkStateOf, type Issue, type IssueCode } from '../permit/issue.ts';
import { type Mapping, mappingOf } from '../permit/mapping.ts';
import { repairNumber } from './block-check.ts';
import { stateNumbers } from './counts.ts';
import type { BatchDocument } from './document.ts';
import { readMeta } from './meta.ts';

/** A row as it is now. */
export interface CurrentRow {
  readonly number: number;
  readonly cells: string[];
  /** Columns (from 1) that were edited. */
  readonly edited: readonly number[];
  readonly reading: RowReading;
  readonly skipped: boolean;
  readonly state: number;
}

export interface StoredRow {
  number: number;
  cells: string;
  edits: string | null;
  reading: number;
  state: number;
  skipped: number;
}

export const rowColumns = 'number, cells, edits, reading, state, skipped';

/** How a batch's rows are checked: its mapping and settings, with the clock as it was when the file was read. */
export interface BatchChecker {
  readonly check: RowChecker;
  readonly mapping: Mapping;
  /** Position of the reference ID's column. */
  readonly reference: number;
}

export function checkerOf(document: BatchDocument): BatchChecker {
  const columns = readMeta(document, 'columns');
  const settings = readMeta(document, 'settings');
  if (!columns || !settings) throw new Error('The batch has no columns or settings.');
  const mapping = mappingOf(columns);
  return {
    check: rowChecker(mapping, columns.length, { ...settings, now: settings.checkedAt }),
    mapping,
    reference: mapping.indexOf('referenceId'),
  };
}

/** A stored row with its edits laid over the cells that were read. */
export function currentRow(stored: StoredRow): CurrentRow {
  const cells = JSON.parse(stored.cells) as string[];
  const edited: number[] = [];
  if (stored.edits !== null) {
    for (const [column, value] of Object.entries(JSON.parse(stored.edits) as Record<string, string>)) {
      const at = Number(column);
      while (cells.length < at) cells.push('');
      cells[at - 1] = value;
      edited.push(at);
    }
  }
  return {
    number: stored.number,
    cells,
    edited,
    reading: { quoteUnbalanced: stored.reading === 1, mended: edited.length > 0 },
    skipped: stored.skipped === 1,
    state: stored.state,
  };
}

/** All rows in order, a few thousand at a time. */
export function* eachRow(document: BatchDocument, where = '1', from = 0): Generator<CurrentRow> {
  const query = document.db.prepare(
    `select ${rowColumns} from row where number > ? and ${where} order by number limit 5000`,
  );
  for (let last = from; ; ) {
    const rows = query.all(last) as StoredRow[];
    if (rows.length === 0) return;
    for (const row of rows) yield currentRow(row);
    last = rows[rows.length - 1]?.number ?? last;
  }
}

/** Writes what checking says about rows; duplicates are left as they are marked. */
function rowWriter(document: BatchDocument): (row: number, issues: readonly Issue[]) => void {
  const remove = document.db.prepare("delete from issue where row = ? and code <> 'reference-duplicate'");
  const insert = document.db.prepare(
    'insert into issue (row, column, code, repair) values (?, ?, ?, ?) on conflict (row, column) do update set code = excluded.code, repair = excluded.repair, other = null',
  );
  const duplicate = document.db.prepare("select 1 from issue where row = ? and code = 'reference-duplicate'");
  const update = document.db.prepare('update row set state = ? where number = ?');
  return (row, issues) => {
    remove.run(row);
    for (const issue of issues) insert.run(row, issue.column ?? 0, issue.code, repairNumber(issue));
    const state = duplicate.get(row) ? 2 : stateNumbers[checkStateOf(issues)];
    update.run(state, row);
  };
}

/** Checks again the rows that have an issue of `code`, or all. The caller holds the transaction and counts anew. */
export function recheckRows(document: BatchDocument, code: IssueCode | null): void {
  const { check } = checkerOf(document);
  const write = rowWriter(document);
  const where =
    code === null ? '1' : `exists (select 1 from issue i where i.row = number and i.code = '${code}')`;
  for (const row of eachRow(document, where)) write(row.number, check(row.cells, row.reading));
}
