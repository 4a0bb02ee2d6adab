import { trimmed } from '../../permit/cell.ts';

/** How many blank cells a table has at the end of its records that are no columns. */
export interface TrailingBlanks {
  /** At the end of the header. */
  readonly header: number;
  /** How many cells a row may have instead of the header's, the last of them blank; 0 where none. */
  readonly rowWidth: number;
}

/**
 * Finds what careless writers leave at the end of records: a blank last header that no row fills, or one delimiter
 * too many at the end of every row. A single row that is too long is none of these: in it, cells may have shifted.
 */
export function trailingBlanks(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): TrailingBlanks {
  const isBlank = (cell: string | undefined) => trimmed(cell ?? '') === '';
  const full = rows.filter((row) => !row.every(isBlank));
  let width = header.length;
  while (width > 1 && isBlank(header[width - 1]) && full.every((row) => isBlank(row[width - 1]))) width--;
  if (width < header.length) return { header: header.length - width, rowWidth: header.length };
  const length = full[0]?.length ?? 0;
  const every =
    full.length > 1 &&
    length > width &&
    full.every((row) => row.length === length && row.slice(width).every(isBlank));
  return { header: 0, rowWidth: every ? length : 0 };
}
