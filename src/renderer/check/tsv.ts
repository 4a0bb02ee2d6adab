/** A cell as spreadsheets paste it: quoted where it holds what separates cells. */
export function tsvCell(cell: string): string {
  return /[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * The cells that a spreadsheet put on the clipboard: tabs between cells, line ends between rows, and quotes around a cell
 * that holds one of these. A quote that closes nothing, or within a value, is a character like others.
 */
export function parseTsv(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  let at = 0;
  const end = text.replace(/\r?\n$/, '').length;
  while (at <= end) {
    const quoted = text[at] === '"' ? quotedCell(text, at, end) : null;
    const { value, next } = quoted ?? plainCell(text, at, end);
    line.push(value);
    at = next + 1;
    if (text[next] === '\t' && next < end) continue;
    lines.push(line);
    line = [];
    if (text[next] === '\r' && text[next + 1] === '\n') at++;
  }
  return lines;
}

interface CellEnd {
  readonly value: string;
  /** Where what ends it stands. */
  readonly next: number;
}

/** Null where its last quote is missing, or followed by more. */
function quotedCell(text: string, at: number, end: number): CellEnd | null {
  for (let from = at + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0 || quote >= end) return null;
    if (text[quote + 1] === '"') {
      from = quote + 2;
      continue;
    }
    const next = quote + 1;
    if (next < end && !/[\t\r\n]/.test(text[next] ?? '')) return null;
    return { value: text.slice(at + 1, quote).replaceAll('""', '"'), next };
  }
}

function plainCell(text: string, at: number, end: number): CellEnd {
  let next = at;
  while (next < end && !/[\t\r\n]/.test(text[next] ?? '')) next++;
  return { value: text.slice(at, next), next };
}
