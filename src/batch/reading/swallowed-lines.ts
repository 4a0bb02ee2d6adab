import {
  afterBreak,
  closeInLine,
  type Dialect,
  isBreak,
  lineEnd,
  looksLikeRow,
  plainEnd,
} from './dialect.ts';
import { ownCells } from './own-line.ts';

/** After so many lines that read well inside an open quote, the quote is no quote. */
const swallowedLimit = 3;

/**
 * Watches the lines that an open quote runs through. Lines that have as many cells as the table has columns would
 * be rows but for the quote: when most are such, the quote is what is odd.
 */
export class SwallowWatch {
  lines = 0;
  #well = 0;
  #badly = 0;
  #at: number;

  readonly #text: string;
  readonly #dialect: Dialect;

  /** The first line, in which the quote opens, ends at `end`. */
  constructor(text: string, end: number, dialect: Dialect) {
    this.#text = text;
    this.#dialect = dialect;
    this.#at = end;
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
export function areDittoMarks(text: string, open: number, close: number, dialect: Dialect): boolean {
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
    const close = quoted ? closeInLine(line, at, dialect) : plainEnd(line, at, delimiter, line.length);
    if (close === -1) return false;
    cells.push(quoted ? line.slice(at + 1, close - 1) : line.slice(at, close));
    if (close >= line.length) return looksLikeRow(cells, dialect);
    at = close + delimiter.length;
  }
}

/** Whether the record's first line is a row of the table when its quotes are text. */
export function standsAlone(text: string, from: number, dialect: Dialect): boolean {
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
export function allStandAlone(text: string, from: number, end: number, dialect: Dialect): boolean {
  const { columns, width, quote } = dialect;
  if (columns === null || columns.reference < 0) return false;
  let quoted: boolean | null = null;
  for (let at = from; at < end; ) {
    const stop = Math.min(lineEnd(text, at), end);
    const line = text.slice(at, stop);
    at = afterBreak(text, stop);
    if (line === '') continue;
    const { cells } = ownCells(line, dialect);
    if (cells.length !== width || !looksLikeRow(cells, dialect)) return false;
    const reference = cells[columns.reference] ?? '';
    const hasQuotes = !reference.includes(quote) && line.includes(quote + reference + quote);
    quoted ??= hasQuotes;
    if (hasQuotes !== quoted) return false;
  }
  return true;
}
