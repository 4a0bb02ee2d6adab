/** How a CSV text is cut into cells. */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  /** Equal to `quote` where quotes are doubled. */
  readonly escape: string;
  /** How many cells most records have: what tells a stray quote from a cell with line breaks in it. */
  readonly width: number;
  /** Where the header puts the fields by which a line is known for a row; null without a header that names any. */
  readonly columns: KnownColumns | null;
}

/** Positions of columns, -1 without one. */
export interface KnownColumns {
  readonly reference: number;
  readonly endDate: number;
  readonly amount: number;
}

/** In a table without known columns, only lines with this many cells can be told from text with delimiters in it. */
const tellingWidth = 4;

/** Whether a line's cells, as many as the table has columns, look like one of its rows. */
export function looksLikeRow(cells: readonly string[], { width, columns }: Dialect): boolean {
  if (width < 2 || cells.length !== width) return false;
  if (columns === null) return width >= tellingWidth && (cells[0] ?? '').trim() !== '';
  const digits = (at: number): boolean => at < 0 || /^\s*$|\d/.test(cells[at] ?? '');
  if (!digits(columns.endDate) || !digits(columns.amount)) return false;
  if (columns.reference < 0) return width >= tellingWidth;
  return /^\W*[\w-]*\d[\w-]*\W*$/.test(cells[columns.reference] ?? '');
}

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

export function isBreak(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === lineFeed || code === carriageReturn;
}

/** Where an unquoted cell ends: at the next delimiter, or at the end of its line, which is at `stop`. */
export function plainEnd(text: string, at: number, delimiter: string, stop: number): number {
  const end = text.indexOf(delimiter, at);
  return end === -1 || end > stop ? stop : end;
}

/** Where a cell ends that is quoted by the book within its line; -1 where it is not. */
export function closeInLine(line: string, at: number, dialect: Dialect): number {
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

/** How often a character stands in a text. */
export function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) count++;
  return count;
}
