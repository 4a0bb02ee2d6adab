/** What stands where cells are to be pasted. */
export interface PasteTarget {
  /** Numbers of the rows that are shown, from the cursor's row on; no more than are pasted. */
  readonly rows: readonly number[];
  /** Those of them that can no longer be changed. */
  readonly locked: readonly number[];
  /** Those whose cells may stand in other columns: of several rows they stay as they are. */
  readonly shapeless: readonly number[];
  /** The file's columns as they are shown, from the cursor's on; counted from 1. */
  readonly columns: readonly number[];
  /** How many rows and columns are selected: one value, or one line, fills them all. */
  readonly selected: { readonly rows: number; readonly columns: number };
}

/** The block that a paste sets, and what of the clipboard does not fit. */
export interface PastePlan {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly values: readonly (readonly (string | null)[])[];
  /** Lines of the clipboard below the last row. */
  readonly rowsBeyond: number;
  /** Columns of the clipboard beyond the last one. */
  readonly columnsBeyond: number;
  /** Rows of the block that stay as they are. */
  readonly locked: number;
  /** Rows of the block whose cells may stand in other columns, and stay as they are. */
  readonly shapeless: number;
  /** Lines that are shorter than the longest: their last cells stay as they are. */
  readonly ragged: number;
}

/** How many rows a paste may reach. */
export function rowsPasted(cells: readonly (readonly string[])[], selectedRows: number): number {
  return cells.length === 1 ? Math.max(1, selectedRows) : cells.length;
}

/** Lays the clipboard's cells over the rows and columns that are shown. */
export function pastePlan(
  cells: readonly (readonly string[])[],
  { rows, locked, shapeless, columns, selected }: PasteTarget,
): PastePlan {
  const width = Math.max(...cells.map((line) => line.length));
  const fillsColumns = width === 1 && cells.length === 1;
  const used = columns.slice(0, fillsColumns ? Math.max(1, selected.columns) : width);
  const reached = rows.slice(0, rowsPasted(cells, selected.rows));
  const stays = new Set(locked);
  const ragged = cells.filter((line) => line.length < width).length;
  const values = cells
    .slice(0, reached.length)
    .map((line) => used.map((_, at) => line[fillsColumns ? 0 : at] ?? null));
  return {
    rows: reached,
    columns: used,
    values,
    rowsBeyond: cells.length === 1 ? 0 : cells.length - reached.length,
    columnsBeyond: fillsColumns ? 0 : width - used.length,
    locked: reached.filter((row) => stays.has(row)).length,
    shapeless:
      reached.length > 1 ? reached.filter((row) => !stays.has(row) && shapeless.includes(row)).length : 0,
    ragged,
  };
}
