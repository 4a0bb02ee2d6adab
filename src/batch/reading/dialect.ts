/** How a CSV text is cut into cells. */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  /** Equal to `quote` where quotes are doubled. */
  readonly escape: string;
  /** How many cells most records have; 0 while nobody knows, when every record fits. */
  readonly width: number;
  /** How many cells the header has; 0 where there is none that names fields. */
  readonly headerWidth: number;
}

/** Whether a record with so many cells fits the table. */
export function fits(count: number, { width, headerWidth }: Dialect): boolean {
  return width === 0 || count === width || count === headerWidth;
}

/** A quoted cell may run this far, in characters; beyond it, its quote was never meant to open anything. */
export const longestCell = 1 << 20;

const lineFeed = 10;
const carriageReturn = 13;

/** Where the line that begins at `from` ends: the index of its first CR or LF, or the text's length. */
export function lineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  const end = feed === -1 ? text.length : feed;
  // Only the stretch before the line feed is searched, or a text without any CR would be searched to its end each time.
  const back = text.slice(from, end).indexOf('\r');
  return back === -1 ? end : from + back;
}

/** Where the next line begins after the break at `end`. */
export function afterBreak(text: string, end: number): number {
  if (text.charCodeAt(end) === carriageReturn && text.charCodeAt(end + 1) === lineFeed) return end + 2;
  return end + 1;
}

function isBreak(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === lineFeed || code === carriageReturn;
}

/** The lines of a stretch of text, without their breaks. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

/** Where an unquoted cell ends: at the next delimiter, or at the end of its line, which is at `stop`. */
export function plainEnd(text: string, at: number, delimiter: string, stop: number): number {
  const end = text.indexOf(delimiter, at);
  return end === -1 || end > stop ? stop : end;
}

/**
 * Where a cell ends whose quote opens at `open` and that is written by the book, however many lines it has: behind
 * the first quote that is not escaped, before a delimiter or the record's end. With `spaces`, they may stand between.
 * `odd` where it is not so written, `unknown` where the text so far does not tell and more is to come.
 */
export function quotedEnd(
  text: string,
  open: number,
  { quote, escape, delimiter }: Dialect,
  final: boolean,
  spaces = false,
): number | 'odd' | 'unknown' {
  for (let search = open + 1; ; ) {
    const close = text.indexOf(quote, search);
    if ((close === -1 ? text.length : close) - open > longestCell) return 'odd';
    if (close === -1) return final ? 'odd' : 'unknown';
    if (escape === quote && text[close + 1] === quote) {
      search = close + 2;
      continue;
    }
    if (escape !== quote && text[close - 1] === escape && close - 1 > open) {
      search = close + 1;
      continue;
    }
    const end = close + 1 + (spaces ? leadingSpaces(text, close + 1, delimiter) : 0);
    if (end === text.length) return final ? end : 'unknown';
    if (text.startsWith(delimiter, end) || isBreak(text, end)) return end;
    // The rest of a delimiter of several characters may still be on its way.
    return !final && text.length - end < delimiter.length ? 'unknown' : 'odd';
  }
}

/**
 * What the first quote from `at` on that is not escaped is, inside a quoted cell: it closes the cell, or by what stands
 * behind it is text. Where none is found, or the text so far does not tell, the index from which to look on.
 */
export function afterQuote(
  text: string,
  at: number,
  { quote, escape, delimiter }: Dialect,
  final: boolean,
): 'closes' | 'text' | number {
  for (let search = at; ; ) {
    const close = text.indexOf(quote, search);
    // An escape at the very end belongs to what follows.
    if (close === -1) return Math.max(search, text.length - 1);
    if (escape !== quote && text[close - 1] === escape) {
      search = close + 1;
      continue;
    }
    const end = close + 1;
    if (text.length - end < delimiter.length && !final) return Math.max(search, close - 1);
    if (escape === quote && text[end] === quote) {
      search = end + 1;
      continue;
    }
    return end === text.length || text.startsWith(delimiter, end) || isBreak(text, end) ? 'closes' : 'text';
  }
}

/** How many spaces stand at `at`, where spaces keep no cells apart. */
export function leadingSpaces(text: string, at: number, delimiter: string): number {
  let count = 0;
  while (delimiter !== ' ' && text[at + count] === ' ') count++;
  return count;
}

/** How often a character stands in a text. */
export function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) count++;
  return count;
}
