import { countOf, type Dialect, isBreak, lineEnd, plainEnd } from './dialect.ts';
import { ownCells } from './own-line.ts';
import { allStandAlone, areDittoMarks, SwallowWatch, standsAlone } from './swallowed-lines.ts';

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
const longestCell = 1 << 20;

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
  let stop = lineEnd(text, from);
  let count = 1;
  let lines = false;
  let unbalanced = false;
  for (;;) {
    const cell = strictCell(text, at, stop, dialect, final);
    if (cell === 'odd' || cell === 'unknown') return cell;
    if (cell.lines) {
      lines = true;
      stop = lineEnd(text, cell.end);
    }
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

/** One cell of a record; the line in which it begins ends at `stop`. */
function strictCell(
  text: string,
  at: number,
  stop: number,
  dialect: Dialect,
  final: boolean,
): Cell | 'odd' | 'unknown' {
  const { quote, escape, delimiter } = dialect;
  if (text[at] !== quote) {
    const end = plainEnd(text, at, delimiter, stop);
    const value = text.slice(at, end);
    if (!value.includes(quote)) return { end, lines: false, unbalanced: false };
    if (value.trimStart().startsWith(quote)) return 'odd';
    return { end, lines: false, unbalanced: countOf(value, quote) % 2 === 1 };
  }
  let watch: SwallowWatch | null = null;
  for (let search = at + 1; ; ) {
    const close = text.indexOf(quote, search);
    const reach = close === -1 ? text.length : close;
    if (reach > stop) {
      watch ??= new SwallowWatch(text, stop, dialect);
      if (watch.upTo(reach)) return 'odd';
    }
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
    if (watch === null) return { end, lines: false, unbalanced: false };
    if (watch.swallowed() || (watch.lines > 0 && areDittoMarks(text, at, close, dialect))) return 'odd';
    return { end, lines: watch.lines > 0, unbalanced: false };
  }
}

/** The record of its own line, read so that it has the table's width if any reading gives it that. */
function ownReading(text: string, from: number, dialect: Dialect, final: boolean): ScannedRecord | null {
  const end = lineEnd(text, from);
  if (end === text.length && !final) return null;
  const { cells, unbalanced } = ownCells(text.slice(from, end), dialect);
  return { end, cells, unbalanced };
}
