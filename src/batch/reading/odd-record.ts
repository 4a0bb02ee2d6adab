import { countOf, type Dialect, fits, leadingSpaces, lineEnd, plainEnd, quotedEnd } from './dialect.ts';

/**
 * One record of a CSV text.
 * `cells` is null where the record is written by the book, so that the parser may have it; otherwise it was cut here.
 */
export interface ScannedRecord {
  /** Index of the break that ends it, or the text's length. */
  readonly end: number;
  readonly cells: string[] | null;
  readonly unbalanced: boolean;
  /** A cell of it holds line breaks. */
  readonly lines: boolean;
}

/** How many odd cells of one record are weighed against each other before all further ones are text. */
const weighedCells = 6;

interface Reading {
  readonly cells: readonly string[];
  readonly end: number;
  readonly unbalanced: boolean;
  readonly lines: boolean;
}

/**
 * The record whose quotes are odd, read so that it fits the table if any reading gives it that, else within its own
 * line. Null where the text so far does not tell.
 */
export function oddRecord(
  text: string,
  from: number,
  dialect: Dialect,
  final: boolean,
): ScannedRecord | null {
  const readings: Reading[] = [];
  const search = { text, dialect, final, readings };
  const start = { cells: [], end: from, unbalanced: false, lines: false };
  if (!gather(search, start, weighedCells)) return null;
  const chosen =
    readings.find(({ cells }) => fits(cells.length, dialect)) ?? readings.find(({ lines }) => !lines);
  if (!chosen) throw new Error('A record has at least one reading within its line.');
  return { ...chosen, cells: [...chosen.cells] };
}

/** The cells of a line by itself. */
export function lineCells(line: string, dialect: Dialect): readonly string[] {
  if (!line.includes(dialect.quote)) return line.split(dialect.delimiter);
  return oddRecord(line, 0, dialect, true)?.cells ?? [];
}

interface Search {
  readonly text: string;
  readonly dialect: Dialect;
  readonly final: boolean;
  /** The first is the one to take where several fit. */
  readonly readings: Reading[];
}

/** Collects the readings of a record from `before.end` on; false where the text so far does not tell. */
function gather(search: Search, before: Reading, weighed: number): boolean {
  const { text, dialect, final, readings } = search;
  const cells = [...before.cells];
  let { end: next, unbalanced } = before;
  const stop = lineEnd(text, next);
  if (stop === text.length && !final) return false;
  for (;;) {
    const found = cellReadings(search, next, stop);
    if (found === 'unknown') return false;
    const taken = weighed > 0 ? found : found.filter(({ end }) => end <= stop).slice(0, 1);
    const [only, another] = taken;
    if (!only) throw new Error('A cell has at least one reading within its line.');
    if (another || only.end > stop) {
      for (const { value, end, odd } of taken) {
        const lines = before.lines || end > stop;
        const grown = { cells: [...cells, value], end, unbalanced: unbalanced || odd, lines };
        if (!text.startsWith(dialect.delimiter, end)) readings.push(grown);
        else if (!gather(search, { ...grown, end: end + dialect.delimiter.length }, weighed - 1))
          return false;
      }
      return true;
    }
    cells.push(only.value);
    unbalanced ||= only.odd;
    if (!text.startsWith(dialect.delimiter, only.end)) {
      readings.push({ cells, end: only.end, unbalanced, lines: before.lines });
      return true;
    }
    next = only.end + dialect.delimiter.length;
  }
}

interface CellReading {
  readonly value: string;
  readonly end: number;
  readonly odd: boolean;
}

/** Every way to read the cell at `at`, whose line ends at `stop`, the likeliest first; one at least is within the line. */
function cellReadings(
  { text, dialect, final }: Search,
  at: number,
  stop: number,
): readonly CellReading[] | 'unknown' {
  const { quote, delimiter } = dialect;
  const end = plainEnd(text, at, delimiter, stop);
  const plain = text.slice(at, end);
  const asText: CellReading = { value: plain, end, odd: countOf(plain, quote) % 2 === 1 };
  const open = at + leadingSpaces(text, at, delimiter);
  if (text[open] !== quote) return [asText];

  const book = quotedEnd(text, open, dialect, final);
  const spaced = book === 'odd' ? quotedEnd(text, open, dialect, final, true) : book;
  if (spaced === 'unknown') return 'unknown';
  const inner = (close: number) => unescaped(text.slice(open + 1, close), dialect);
  if (spaced !== 'odd' && spaced > stop) {
    const value = inner(text.lastIndexOf(quote, spaced - 1));
    return [
      { value, end: spaced, odd: false },
      ...inLine(text, open, stop, { ...asText, odd: true }, dialect),
    ];
  }
  if (typeof book === 'number') {
    // White space before a quote makes it text by the book; many writers put it there all the same.
    const quoted = { value: inner(book - 1), end: book, odd: false };
    return open === at ? [quoted] : [quoted, asText];
  }
  return inLine(text, open, stop, { ...asText, odd: true }, dialect);
}

/** The readings, within its line, of a cell that no quote closes there by the book. */
function inLine(
  text: string,
  open: number,
  stop: number,
  asText: CellReading,
  dialect: Dialect,
): CellReading[] {
  const { quote, escape, delimiter } = dialect;
  const whole: CellReading[] = [];
  const wider: CellReading[] = [];
  for (let search = open + 1; whole.length + wider.length < 3; ) {
    const close = text.indexOf(quote, search);
    if (close === -1 || close >= stop) break;
    search = close + 1;
    const after = close + 1 + leadingSpaces(text, close + 1, delimiter);
    if (after < stop && !text.startsWith(delimiter, after)) continue;
    const inner = text.slice(open + 1, close);
    // A quote that the writer doubled does not close.
    if (escape === quote && trailing(inner, quote) % 2 === 1 && inner !== quote) continue;
    const reading = { value: unescaped(inner, dialect), end: after, odd: hasLone(inner, dialect) };
    if (after === asText.end) whole.push(reading);
    else wider.push(reading);
  }
  // Quotes at both ends of the cell are the cell's, whatever stands between them; else they are text before they are
  // a cell that reaches over delimiters.
  return [...whole, asText, ...wider];
}

/** Whether a quoted cell's inside holds a quote that was not escaped. */
function hasLone(inner: string, dialect: Dialect): boolean {
  return inner.replaceAll(dialect.escape + dialect.quote, '').includes(dialect.quote);
}

function unescaped(inner: string, dialect: Dialect): string {
  return inner.includes(dialect.quote)
    ? inner.replaceAll(dialect.escape + dialect.quote, dialect.quote)
    : inner;
}

function trailing(text: string, character: string): number {
  let count = 0;
  while (count < text.length && text[text.length - 1 - count] === character) count++;
  return count;
}
