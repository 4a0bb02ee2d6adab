/** What keeps the cells of a CSV apart: commas, unless a spreadsheet program is set to a region that writes semicolons. */
export type Separator = ',' | ';' | '\t' | '|';

/** A record as every reader takes it: commas, CRLF, quotes doubled. Quoted also where white space at an end could get lost. */
export function csvLine(cells: readonly string[]): string {
  return separatedLine(cells, ',');
}

/** The same with another separator. */
export function separatedLine(cells: readonly string[], separator: Separator): string {
  return `${cells.map((text) => csvCell(text, separator)).join(separator)}\r\n`;
}

function csvCell(text: string, separator: Separator): string {
  const needsQuotes = /[",\r\n]|^\s|\s$/.test(text) || text.includes(separator);
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}
