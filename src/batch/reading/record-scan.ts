import { countOf, type Dialect, fits, lineEnd, linesOf, plainEnd, quotedEnd } from './dialect.ts';
import { lineCells, oddRecord, type ScannedRecord } from './odd-record.ts';

/**
 * Reads the record that begins at `from` and holds a quote. A quoted cell with line breaks is one cell whenever its
 * record then fits the table (RFC 4180); a quote that does not close, or whose record does not fit although one of
 * its lines would, is text of its own row. Answers null where the text so far does not tell and more is to come
 * (`final` is false); what it answers otherwise does not depend on how much more there is.
 */
export function scanRecord(
  text: string,
  from: number,
  dialect: Dialect,
  final: boolean,
): ScannedRecord | null {
  const book = bookRecord(text, from, dialect, final);
  if (book === 'unknown') return null;
  if (book !== 'odd') {
    const { end, count, lines, unbalanced } = book;
    if (!lines || fits(count, dialect) || !hidesRows(text.slice(from, end), dialect)) {
      return { end, cells: null, unbalanced, lines };
    }
  }
  return oddRecord(text, from, dialect, final);
}

interface BookRecord {
  readonly end: number;
  readonly count: number;
  readonly lines: boolean;
  readonly unbalanced: boolean;
}

/** A record in which every quote stands where the book wants it. */
function bookRecord(
  text: string,
  from: number,
  dialect: Dialect,
  final: boolean,
): BookRecord | 'odd' | 'unknown' {
  const { quote, delimiter } = dialect;
  let stop = lineEnd(text, from);
  let lines = false;
  let unbalanced = false;
  for (let at = from, count = 1; ; count++) {
    let end: number;
    if (text[at] === quote) {
      const found = quotedEnd(text, at, dialect, final);
      if (typeof found === 'string') return found;
      end = found;
      if (end > stop) {
        lines = true;
        stop = lineEnd(text, end);
      }
    } else {
      end = plainEnd(text, at, delimiter, stop);
      const value = text.slice(at, end);
      if (value.includes(quote)) {
        if (value.trimStart().startsWith(quote)) return 'odd';
        if (countOf(value, quote) % 2 === 1) unbalanced = true;
      }
    }
    if (end < text.length && text.startsWith(delimiter, end)) {
      at = end + delimiter.length;
      continue;
    }
    if (end === text.length && !final) return 'unknown';
    return { end, count, lines, unbalanced };
  }
}

/** Whether a line of a record that does not fit the table would be a row of it, if the quotes were text. */
function hidesRows(record: string, dialect: Dialect): boolean {
  return dialect.width > 1 && linesOf(record).some((line) => fits(lineCells(line, dialect).length, dialect));
}
