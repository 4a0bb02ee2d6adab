import type { RowReading } from '../../permit/check.ts';
import type { BatchDocument } from './document.ts';

/** The present values of cells that were edited, by column. */
export type Overlay = Readonly<Record<string, string>>;

/** A row as it is now. */
export interface CurrentRow {
  readonly number: number;
  readonly cells: readonly string[];
  /** The cells as they were read; the same array where none was edited. */
  readonly read: readonly string[];
  readonly edits: Overlay | null;
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

/** A stored row with its edits laid over the cells that were read. */
export function currentRow({ number, cells, edits, reading, state, skipped }: StoredRow): CurrentRow {
  const overlay = edits === null ? null : (JSON.parse(edits) as Overlay);
  return rowOf(number, JSON.parse(cells) as string[], overlay, reading, state, skipped);
}

function rowOf(
  number: number,
  read: readonly string[],
  edits: Overlay | null,
  reading: number,
  state: number,
  skipped: number,
): CurrentRow {
  const laid = edits === null ? { cells: read, edited: none } : laidOver(read, edits);
  return {
    number,
    cells: laid.cells,
    read,
    edits,
    edited: laid.edited,
    reading: readings[reading === 1 ? 1 : 0][edits === null ? 0 : 1],
    skipped: skipped === 1,
    state,
  };
}

const none: readonly number[] = [];

/** By whether its quotes were odd, then by whether it was edited. */
const readings = [
  [
    { quoteUnbalanced: false, edited: false },
    { quoteUnbalanced: false, edited: true },
  ],
  [
    { quoteUnbalanced: true, edited: false },
    { quoteUnbalanced: true, edited: true },
  ],
] as const;

function laidOver(read: readonly string[], edits: Overlay): { cells: string[]; edited: number[] } {
  const cells = read.slice();
  const edited: number[] = [];
  for (const column in edits) {
    const at = Number(column);
    while (cells.length < at) cells.push('');
    cells[at - 1] = edits[column] ?? '';
    edited.push(at);
  }
  return { cells, edited };
}

/** What checking looks at in a row, and its overlay as it is stored; null where every cell is as it was read. */
export interface ChangedRow {
  readonly cells: readonly string[];
  readonly reading: RowReading;
  readonly edits: string | null;
}

/** The row as it is once cells have these values; of one cell the last counts. */
export function withValues(
  { read, edits, reading: { quoteUnbalanced } }: CurrentRow,
  values: readonly { readonly column: number; readonly value: string }[],
): ChangedRow {
  const [first] = values;
  const [unedited, edited] = readings[quoteUnbalanced ? 1 : 0];
  // One cell of a row that was as it was read: of a million repairs nearly all are.
  if (edits === null && first && values.length === 1) {
    const { column, value } = first;
    if (value === (read[column - 1] ?? '')) return { cells: read, reading: unedited, edits: null };
    const cells = read.slice();
    while (cells.length < column) cells.push('');
    cells[column - 1] = value;
    return { cells, reading: edited, edits: `{"${column}":${JSON.stringify(value)}}` };
  }
  const overlay: Record<string, string> = { ...edits };
  for (const { column, value } of values) {
    if (value === (read[column - 1] ?? '')) delete overlay[column];
    else overlay[column] = value;
  }
  if (Object.keys(overlay).length === 0) return { cells: read, reading: unedited, edits: null };
  return { cells: laidOver(read, overlay).cells, reading: edited, edits: JSON.stringify(overlay) };
}

/** Rows that are looked at, or changed, with one statement. */
export const pageSize = 1_000;

/** All rows in order, a page at a time. */
export function* rowPages(document: BatchDocument): Generator<CurrentRow[]> {
  const query = document.db.prepare(
    joined(`select ${rowColumns} from row where number > ? order by number limit ${pageSize}`),
  );
  for (let last = 0; ; ) {
    const page = parted(query.get(last) as JoinedRows);
    const end = page.at(-1);
    if (!end) return;
    yield page;
    last = end.number;
  }
}

/** All rows in order. */
export function* eachRow(document: BatchDocument): Generator<CurrentRow> {
  for (const page of rowPages(document)) yield* page;
}

/** Which rows a statement is about, as SQL over a column of row numbers and what stands for its question marks. */
export interface RowCondition {
  readonly sql: string;
  readonly values: readonly (number | string)[];
  /** Only the first so many. */
  readonly limit?: number;
}

/** Rows by their numbers, which ascend: as a range where none is missing between them, which costs a fraction. */
export function amongRows(column: string, numbers: readonly number[]): RowCondition {
  const [first = 0] = numbers;
  const last = numbers.at(-1) ?? 0;
  if (last - first + 1 === numbers.length) {
    return { sql: `${column} between ? and ?`, values: [first, last] };
  }
  return { sql: `${column} in (select value from json_each(?))`, values: [JSON.stringify(numbers)] };
}

/** The rows that have these numbers, which ascend, as far as there are such; at most a page at a time. */
export function rowsNumbered(document: BatchDocument, numbers: readonly number[]): CurrentRow[] {
  const among = amongRows('number', numbers);
  return parted(document.db.prepare(joinedRows(among)).get(...among.values) as JoinedRows);
}

/** SQL for the rows that a condition is about, in order, as one line: JoinedRows, and `more` columns of it. */
export function joinedRows({ sql, limit }: RowCondition, more = ''): string {
  const first = limit === undefined ? '' : ` limit ${limit}`;
  return joined(`select ${rowColumns} from row where ${sql} order by number${first}`, more);
}

/** Columns of many rows as lists: handing a page over as four strings costs a fifth of handing over its rows. */
export interface JoinedRows {
  readonly numbers: string | null;
  readonly cells: string;
  /** Null where no row was edited. */
  readonly edits: string | null;
  /** The digits of reading, state and skipped. */
  readonly digits: string;
}

function joined(rows: string, more = ''): string {
  return `select group_concat(number) as numbers, group_concat(cells) as cells,
    iif(count(edits) = 0, null, group_concat(coalesce(edits, 'null'))) as edits,
    group_concat(100 * reading + 10 * state + skipped) as digits${more} from (${rows})`;
}

export function parted({ numbers, cells, edits, digits }: JoinedRows): CurrentRow[] {
  if (numbers === null) return [];
  const list = <Value>(text: string) => JSON.parse(`[${text}]`) as Value[];
  const overlays = edits === null ? [] : list<Overlay | null>(edits);
  const reads = list<string[]>(cells);
  const numbersOfDigits = list<number>(digits);
  return list<number>(numbers).map((number, at) => {
    const three = numbersOfDigits[at] ?? 0;
    const state = Math.floor(three / 10) % 10;
    return rowOf(number, reads[at] ?? [], overlays[at] ?? null, Math.floor(three / 100), state, three % 10);
  });
}
