import type { RowKnown } from '../../permit/row-known.ts';
import type { Confirmed, RowMarks, RowReading } from '../../permit/row-reading.ts';
import { DamagedAnswer } from './database.ts';
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
  /** What its file says of it besides its cells' text, of edited cells too. */
  readonly marks: RowMarks | null;
  /** As it is stored: 0, or the number of the reason why the row is left out (left-out.ts). */
  readonly skipped: number;
  readonly state: number;
}

export interface StoredRow {
  number: number;
  cells: string;
  edits: string | null;
  marks: string | null;
  confirmed: string | null;
  twin: number | null;
  known: string | null;
  reading: number;
  state: number;
  skipped: number;
}

export const rowColumns = 'number, cells, edits, marks, confirmed, twin, known, reading, state, skipped';

/** A stored row with its edits laid over the cells that were read. */
export function currentRow(stored: StoredRow): CurrentRow {
  const parse = <Value>(text: string | null) => (text === null ? null : (JSON.parse(text) as Value));
  return rowOf({
    ...stored,
    read: JSON.parse(stored.cells) as string[],
    edits: parse<Overlay>(stored.edits),
    marks: parse<RowMarks>(stored.marks),
    confirmed: parse<Confirmed>(stored.confirmed),
    known: parse<RowKnown>(stored.known),
  });
}

interface RowParts extends Pick<StoredRow, 'number' | 'twin' | 'reading' | 'state' | 'skipped'> {
  readonly read: readonly string[];
  readonly edits: Overlay | null;
  readonly marks: RowMarks | null;
  readonly confirmed: Confirmed | null;
  readonly known: RowKnown | null;
}

function rowOf(parts: RowParts): CurrentRow {
  const { number, read, edits, marks, confirmed, twin, known, reading, state, skipped } = parts;
  const laid = edits === null ? { cells: read, edited: none } : laidOver(read, edits);
  return {
    number,
    cells: laid.cells,
    read,
    edits,
    edited: laid.edited,
    reading: readingOf(reading === 1, laid.edited, { marks, confirmed, twin, known }),
    marks,
    skipped,
    state,
  };
}

export const none: readonly number[] = [];

/** By whether its quotes were odd, then by whether it was edited. */
export const readings = [
  [
    { quoteUnbalanced: false, edited: false },
    { quoteUnbalanced: false, edited: true },
  ],
  [
    { quoteUnbalanced: true, edited: false },
    { quoteUnbalanced: true, edited: true },
  ],
] as const;

/** What checking is told of a row besides its cells; what its file says of a cell ends with an edit of that one. */
export function readingOf(
  quoteUnbalanced: boolean,
  edited: readonly number[],
  { marks, confirmed, twin, known }: Pick<RowParts, 'marks' | 'confirmed' | 'twin' | 'known'>,
): RowReading {
  const reading = readings[quoteUnbalanced ? 1 : 0][edited.length > 0 ? 1 : 0];
  if (marks === null && confirmed === null && twin === null && known === null) return reading;
  return {
    ...reading,
    ...(marks && { marks: edited.length > 0 ? marksBeside(marks, edited) : marks }),
    ...(confirmed && { confirmed }),
    ...(twin !== null && { twin }),
    ...(known && { known }),
  };
}

/** Whoever edits a cell has looked at the shape of its row. */
function marksBeside({ hidden, done, kinds, merged }: RowMarks, edited: readonly number[]): RowMarks {
  const rest = <Value>(of: Readonly<Record<string, Value>> = {}) =>
    Object.fromEntries(Object.entries(of).filter(([column]) => !edited.includes(Number(column))));
  return { ...(hidden && { hidden }), ...(done && { done }), kinds: rest(kinds), merged: rest(merged) };
}

/** The cells with their edits, and which columns were edited. */
export function laidOver(read: readonly string[], edits: Overlay): { cells: string[]; edited: number[] } {
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

/** Rows that are looked at, or changed, with one statement. */
export const pageSize = 1_000;

/** Which rows are the next page after a row number, about `pageSize` of them; the first is asked for after 0. */
export type RowsAfter = (after: number) => RowCondition;

/** The rows for which SQL over the table `row` is true. */
export function rowsWhere(sql: string, values: RowCondition['values']): RowsAfter {
  return (after) => ({ sql: `number > ? and (${sql})`, values: [after, ...values], limit: pageSize });
}

/** The rows that have lines in `issue` for which SQL over that table is true. */
export function rowsWithIssue(sql: string, values: RowCondition['values']): RowsAfter {
  const found = `select distinct row from issue where row > ? and (${sql}) order by row limit ${pageSize}`;
  return (after) => ({ sql: `number in (${found})`, values: [after, ...values] });
}

/**
 * Rows in order, a page at a time; without a condition all. Beside `pagesOf` this hands each page over as a few texts,
 * for a fifth of the time.
 */
export function* rowPages(
  { db }: BatchDocument,
  rowsAfter: RowsAfter = rowsWhere('true', []),
): Generator<CurrentRow[]> {
  for (let last = 0; ; ) {
    const condition = rowsAfter(last);
    const page = splitRows(db.prepare(joinedRows(condition)).get(...condition.values) as JoinedRows);
    const end = endOfPage(page, last);
    if (end === null) return;
    yield page;
    last = end;
  }
}

/**
 * The number that the page of rows after `last` ends with; null for none. A file that was copied over another one's
 * journal may hold pages of both: rows that do not ascend would be read again without end.
 */
export function endOfPage(page: readonly CurrentRow[], last: number): number | null {
  let end = last;
  for (const { number } of page) {
    if (!(number > end)) throw new DamagedAnswer(`row ${number} stands after row ${end}`);
    end = number;
  }
  return page.length === 0 ? null : end;
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
  return splitRows(document.db.prepare(joinedRows(among)).get(...among.values) as JoinedRows);
}

/** SQL for the rows that a condition is about, in order, as one line: JoinedRows, and `more` columns of it. */
export function joinedRows({ sql, limit }: RowCondition, more = ''): string {
  const first = limit === undefined ? '' : ` limit ${limit}`;
  return joined(`select ${rowColumns} from row where ${sql} order by number${first}`, more);
}

/** Columns of many rows as lists: handing a page over as a few strings costs a fifth of handing over its rows. */
export interface JoinedRows {
  readonly numbers: string | null;
  readonly cells: string;
  /** Null where no row was edited; likewise the next four. */
  readonly edits: string | null;
  readonly marks: string | null;
  readonly confirmed: string | null;
  readonly twin: string | null;
  readonly known: string | null;
  /** The digits of reading, state and skipped. */
  readonly digits: string;
}

function joined(rows: string, more = ''): string {
  const list = (column: string) =>
    `iif(count(${column}) = 0, null, group_concat(coalesce(${column}, 'null'))) as ${column}`;
  return `select group_concat(number) as numbers, group_concat(cells) as cells,
    ${list('edits')}, ${list('marks')}, ${list('confirmed')}, ${list('twin')}, ${list('known')},
    group_concat(100 * reading + 10 * state + skipped) as digits${more} from (${rows})`;
}

export function splitRows(joinedLines: JoinedRows): CurrentRow[] {
  const { numbers, cells, edits, marks, confirmed, twin, known, digits } = joinedLines;
  if (numbers === null) return [];
  const list = <Value>(text: string | null) => (text === null ? [] : (JSON.parse(`[${text}]`) as Value[]));
  const overlays = list<Overlay | null>(edits);
  const reads = list<string[]>(cells);
  const markLists = list<RowMarks | null>(marks);
  const confirmedLists = list<Confirmed | null>(confirmed);
  const twins = list<number | null>(twin);
  const knownLists = list<RowKnown | null>(known);
  const numberLists = list<number>(digits);
  return list<number>(numbers).map((number, at) => {
    const digit = numberLists[at] ?? 0;
    return rowOf({
      number,
      read: reads[at] ?? [],
      edits: overlays[at] ?? null,
      marks: markLists[at] ?? null,
      confirmed: confirmedLists[at] ?? null,
      twin: twins[at] ?? null,
      known: knownLists[at] ?? null,
      reading: Math.floor(digit / 100),
      state: Math.floor(digit / 10) % 10,
      skipped: digit % 10,
    });
  });
}
