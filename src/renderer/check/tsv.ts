/** A cell as spreadsheets paste it: quoted where it holds what separates cells. */
export function tsvCell(cell: string): string {
  return /[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
