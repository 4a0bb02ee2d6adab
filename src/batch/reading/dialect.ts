/** How a CSV text is cut into cells. */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  /** Equal to `quote` where quotes are doubled. */
  readonly escape: string;
  /** How many cells most records have: what tells a stray quote from a cell with line breaks in it. */
  readonly width: number;
}

export const lineFeed = 10;
export const carriageReturn = 13;

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
