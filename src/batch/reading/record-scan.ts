import { afterBreak, carriageReturn, type Dialect, lineEnd, lineFeed, looksLikeRow } from './dialect.ts';

/**
 * One record of a CSV text.
 * `cells` is null where the record is written by the book, so that the parser may have it; otherwise it was cut here.
 */
export interface ScannedRecord {
  /** Index of the break that ends it, or the text's length. */
  readonly end: number;
  readonly cells: string[] | null;
  readonly unbalanced: boolean;
}

/** A quoted cell may run this far, in characters; beyond it, its quote was never meant to open anything. */
export const longestCell = 1 << 20;

/** After so many lines that read well inside an open quote, the quote is no quote. */
const swallowedLimit = 3;

/** How many odd cells of one record are weighed against each other before all further ones are text. */
const weighedCells = 6;

/**
 * Reads the record that begins at `from` and holds a quote. Answers null where the text so far does not tell and
 * more is to come (`final` is false); what it answers otherwise does not depend on how much more there is.
 */
export function scanRecord(
  text: string,
  from: number,
  dialect: Dialect,
  final: boolean,
): ScannedRecord | null {
  const strict = strictRecord(text, from, dialect, final);
  if (strict === 'unknown') return null;
  if (strict !== 'odd') return strict;
  return ownReading(text, from, dialect, final);
}

/** A record in which every quote stands where the book wants it. */
function strictRecord(
  text: string,
  from: number,
  dialect: Dialect,
  final: boolean,
): ScannedRecord | 'odd' | 'unknown' {
  let at = from;
  let count = 1;
  let lines = false;
  let unbalanced = false;
  for (;;) {
    const cell = strictCell(text, at, dialect, final);
    if (cell === 'odd' || cell === 'unknown') return cell;
    if (cell.lines) lines = true;
    if (cell.unbalanced) unbalanced = true;
    if (cell.end < text.length && text.startsWith(dialect.delimiter, cell.end)) {
      at = cell.end + dialect.delimiter.length;
      count++;
      continue;
    }
    if (cell.end === text.length && !final) return 'unknown';
    if (lines) {
      const isOdd =
        count === dialect.width
          ? allStandAlone(text, from, cell.end, dialect)
          : standsAlone(text, from, dialect);
      if (isOdd) return 'odd';
    }
    return { end: cell.end, cells: null, unbalanced };
  }
}

interface Cell {
  readonly end: number;
  /** The cell holds line breaks. */
  readonly lines: boolean;
  /** A lone quote stands inside unquoted text. */
  readonly unbalanced: boolean;
}

function strictCell(text: string, at: number, dialect: Dialect, final: boolean): Cell | 'odd' | 'unknown' {
  const { quote, escape, delimiter } = dialect;
  if (text[at] !== quote) {
    const end = plainEnd(text, at, delimiter);
    const value = text.slice(at, end);
    if (!value.includes(quote)) return { end, lines: false, unbalanced: false };
    if (value.trimStart().startsWith(quote)) return 'odd';
    return { end, lines: false, unbalanced: countOf(value, quote) % 2 === 1 };
  }
  const watch = new SwallowWatch(text, at, dialect);
  for (let search = at + 1; ; ) {
    const close = text.indexOf(quote, search);
    const reach = close === -1 ? text.length : close;
    if (watch.upTo(reach)) return 'odd';
    if (reach - at > longestCell) return 'odd';
    if (close === -1) return final ? 'odd' : 'unknown';
    if (escape === quote && text[close + 1] === quote) {
      search = close + 2;
      continue;
    }
    if (escape !== quote && text[close - 1] === escape && close - 1 > at) {
      search = close + 1;
      continue;
    }
    const end = close + 1;
    if (end === text.length && !final) return 'unknown';
    if (end < text.length && !text.startsWith(delimiter, end) && !isBreak(text, end)) {
      // The rest of a delimiter of several characters may still be on its way.
      if (!final && delimiter.length > 1 && text.length - end < delimiter.length) return 'unknown';
      return 'odd';
    }
    if (watch.swallowed() || (watch.lines > 0 && areDittoMarks(text, at, close, dialect))) return 'odd';
    return { end, lines: watch.lines > 0, unbalanced: false };
  }
}

/**
 * Watches the lines that an open quote runs through. Lines that have as many cells as the table has columns would
 * be rows but for the quote: when most are such, the quote is what is odd.
 */
class SwallowWatch {
  lines = 0;
  #well = 0;
  #badly = 0;
  #at: number;

  readonly #text: string;
  readonly #dialect: Dialect;

  constructor(text: string, from: number, dialect: Dialect) {
    this.#text = text;
    this.#dialect = dialect;
    this.#at = lineEnd(text, from);
  }

  /** Counts the lines that end before `reach`; true as soon as the quote cannot be one. */
  upTo(reach: number): boolean {
    while (this.#at < reach) {
      const begin = afterBreak(this.#text, this.#at);
      // A CR at the very end may be half of a CRLF: the count of lines must not depend on that.
      if (begin > reach) return false;
      this.lines++;
      const end = lineEnd(this.#text, begin);
      if (end >= reach) {
        this.#at = end;
        return false;
      }
      this.#at = end;
      if (end === begin) continue;
      if (wellCells(this.#text, begin, end, this.#dialect)) this.#well++;
      else this.#badly++;
      if (this.#well >= swallowedLimit && this.#well > this.#badly * 2) return true;
    }
    return false;
  }

  swallowed(): boolean {
    return this.#well > 0 && this.#well >= this.#badly;
  }
}

/** Whether both quotes stand alone in a cell of their own line, each line a row of the table: marks for “the same”. */
function areDittoMarks(text: string, open: number, close: number, dialect: Dialect): boolean {
  const { delimiter } = dialect;
  const isRow = (at: number) => {
    const before = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
    return looksLikeRow(text.slice(before, lineEnd(text, at)).split(delimiter), dialect);
  };
  const opensAlone = text.startsWith(delimiter, open + 1) || isBreak(text, open + 1);
  const closesAlone = text.startsWith(delimiter, close - delimiter.length) || isBreak(text, close - 1);
  return opensAlone && closesAlone && isRow(open) && isRow(close);
}

/** Whether one line is a whole row of the table. */
function wellCells(text: string, from: number, end: number, dialect: Dialect): boolean {
  const line = text.slice(from, end);
  const { quote, delimiter } = dialect;
  if (!line.includes(quote)) return looksLikeRow(line.split(delimiter), dialect);
  const cells: string[] = [];
  for (let at = 0; ; ) {
    const quoted = line[at] === quote;
    const close = quoted ? closeInLine(line, at, dialect) : plainEnd(line, at, delimiter);
    if (close === -1) return false;
    cells.push(quoted ? line.slice(at + 1, close - 1) : line.slice(at, close));
    if (close >= line.length) return looksLikeRow(cells, dialect);
    at = close + delimiter.length;
  }
}

/** Where a cell ends that is quoted by the book within its line; -1 where it is not. */
function closeInLine(line: string, at: number, dialect: Dialect): number {
  const { quote, escape, delimiter } = dialect;
  for (let search = at + 1; ; ) {
    const close = line.indexOf(quote, search);
    if (close === -1) return -1;
    if (escape === quote && line[close + 1] === quote) {
      search = close + 2;
    } else if (escape !== quote && line[close - 1] === escape && close - 1 > at) {
      search = close + 1;
    } else {
      return close + 1 === line.length || line.startsWith(delimiter, close + 1) ? close + 1 : -1;
    }
  }
}

/** Whether the record's first line is a row of the table when its quotes are text. */
function standsAlone(text: string, from: number, dialect: Dialect): boolean {
  return looksLikeRow(text.slice(from, lineEnd(text, from)).split(dialect.delimiter), dialect);
}

/**
 * Whether a record of the table's width would as well be a row for each of its lines, blank ones aside, if its quotes
 * were text: `r2,"ABC,x` above `r3,DEF",y` in a table of three columns. Here only a guess could tell one row with a
 * break in a cell from two rows with a stray quote each. Taken for two rows, both are `quote-unbalanced` and wait for
 * a person; taken for one, a permit would be gone without a word. So it is rows, but only where all lines say so:
 * each has the table's width and, where the header puts the reference ID, an ID written like the first line's. A
 * writer that quotes all its cells is never doubted, as its IDs have quotes and the lines inside of a cell have not;
 * nor is a table whose header names no reference ID. All other records that a correct writer wrote stay whole.
 */
function allStandAlone(text: string, from: number, end: number, dialect: Dialect): boolean {
  const { marks, width, quote } = dialect;
  if (marks === null || marks.reference < 0) return false;
  let quoted: boolean | null = null;
  for (let at = from; at < end; ) {
    const stop = Math.min(lineEnd(text, at), end);
    const line = text.slice(at, stop);
    at = afterBreak(text, stop);
    if (line === '') continue;
    const { cells } = ownCells(line, dialect);
    if (cells.length !== width || !looksLikeRow(cells, dialect)) return false;
    const reference = cells[marks.reference] ?? '';
    const hasQuotes = !reference.includes(quote) && line.includes(quote + reference + quote);
    quoted ??= hasQuotes;
    if (hasQuotes !== quoted) return false;
  }
  return true;
}

interface OwnCells {
  readonly cells: string[];
  readonly end: number;
  readonly unbalanced: boolean;
}

/** The record of its own line, read so that it has the table's width if any reading gives it that. */
function ownReading(text: string, from: number, dialect: Dialect, final: boolean): ScannedRecord | null {
  const end = lineEnd(text, from);
  if (end === text.length && !final) return null;
  const { cells, unbalanced } = ownCells(text.slice(from, end), dialect);
  return { end, cells, unbalanced };
}

function ownCells(line: string, dialect: Dialect): OwnCells {
  const readings: OwnCells[] = [];
  gather(line, 0, [], false, weighedCells, dialect, readings);
  const fitting = readings.find((reading) => reading.cells.length === dialect.width) ?? readings[0];
  if (!fitting) throw new Error('A record has at least one reading.');
  return fitting;
}

/** Collects the readings of a line from `at` on; the first is the one to take where none fits. */
function gather(
  line: string,
  at: number,
  before: readonly string[],
  unbalanced: boolean,
  weighed: number,
  dialect: Dialect,
  readings: OwnCells[],
): void {
  const cells = [...before];
  let odd = unbalanced;
  let next = at;
  for (;;) {
    const found = cellReadings(line, next, dialect);
    const first = found[0];
    if (!first) throw new Error('A cell has at least one reading.');
    if (found.length > 1 && weighed > 0) {
      for (const reading of found) {
        const grown = [...cells, reading.value];
        const isOdd = odd || reading.odd;
        if (reading.end >= line.length) readings.push({ cells: grown, end: reading.end, unbalanced: isOdd });
        else
          gather(line, reading.end + dialect.delimiter.length, grown, isOdd, weighed - 1, dialect, readings);
      }
      return;
    }
    cells.push(first.value);
    odd ||= first.odd;
    if (first.end >= line.length) {
      readings.push({ cells, end: first.end, unbalanced: odd });
      return;
    }
    next = first.end + dialect.delimiter.length;
  }
}

interface CellReading {
  readonly value: string;
  readonly end: number;
  readonly odd: boolean;
}

/** Every way to read one cell of a line, the likeliest first. */
function cellReadings(line: string, at: number, dialect: Dialect): CellReading[] {
  const { quote, delimiter } = dialect;
  const end = plainEnd(line, at, delimiter);
  const plain = line.slice(at, end);
  const asText: CellReading = { value: plain, end, odd: countOf(plain, quote) % 2 === 1 };
  const lead = leadingSpaces(line, at, delimiter);
  if (line[at + lead] !== quote) return [asText];

  const open = at + lead;
  const book = closeInLine(line, open, dialect);
  if (book !== -1) {
    const value = unescaped(line.slice(open + 1, book - 1), dialect);
    // White space before a quote makes it text by the book; many writers put it there all the same.
    return lead === 0 ? [{ value, end: book, odd: false }] : [{ value, end: book, odd: false }, asText];
  }
  const whole: CellReading[] = [];
  const wider: CellReading[] = [];
  for (let search = open + 1; whole.length + wider.length < 3; ) {
    const close = line.indexOf(quote, search);
    if (close === -1) break;
    search = close + 1;
    const after = close + 1 + leadingSpaces(line, close + 1, delimiter);
    if (after < line.length && !line.startsWith(delimiter, after)) continue;
    const inner = line.slice(open + 1, close);
    // A quote that the writer doubled does not close.
    if (dialect.escape === quote && trailing(inner, quote) % 2 === 1 && inner !== quote) continue;
    const reading = { value: unescaped(inner, dialect), end: after, odd: hasLone(inner, dialect) };
    if (after === end) whole.push(reading);
    else wider.push(reading);
  }
  // Quotes at both ends of the cell are the cell's, whatever stands between them; else they are text before they are
  // a cell that reaches over delimiters.
  const readings = [...whole, { ...asText, odd: true }, ...wider];
  return readings;
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

function plainEnd(text: string, at: number, delimiter: string): number {
  const line = lineEnd(text, at);
  const end = text.indexOf(delimiter, at);
  return end === -1 || end > line ? line : end;
}

function isBreak(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === lineFeed || code === carriageReturn;
}

function leadingSpaces(text: string, at: number, delimiter: string): number {
  let count = 0;
  while (delimiter !== ' ' && text[at + count] === ' ') count++;
  return count;
}

function trailing(text: string, character: string): number {
  let count = 0;
  while (count < text.length && text[text.length - 1 - count] === character) count++;
  return count;
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) count++;
  return count;
}
