/** Where a cell stands in the grid as it is shown; both count from 0. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** Cells that are selected: from where the selection began to where the cursor stands. */
export interface CellSelection {
  readonly anchor: CellPlace;
  readonly cursor: CellPlace;
  /** Rows as a whole, or all rows that are shown; else the cells between. */
  readonly whole: 'rows' | 'all' | null;
}

/** How much is shown. */
export interface Extent {
  readonly rows: number;
  readonly columns: number;
}

/** Its ends belong to it. */
export interface Rectangle {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export function selectionAt(cursor: CellPlace): CellSelection {
  return { anchor: cursor, cursor, whole: null };
}

export function rectangleOf({ anchor, cursor, whole }: CellSelection, { rows, columns }: Extent): Rectangle {
  const right = Math.max(0, columns - 1);
  if (whole === 'all') return { top: 0, bottom: Math.max(0, rows - 1), left: 0, right };
  const [top, bottom] = [Math.min(anchor.row, cursor.row), Math.max(anchor.row, cursor.row)];
  if (whole === 'rows') return { top, bottom, left: 0, right };
  return {
    top,
    bottom,
    left: Math.min(anchor.column, cursor.column),
    right: Math.max(anchor.column, cursor.column),
  };
}

export function isWithin({ top, bottom, left, right }: Rectangle, { row, column }: CellPlace): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}

/** Whether more is selected than the cell under the cursor. */
export function isRange({ anchor, cursor, whole }: CellSelection): boolean {
  return whole !== null || anchor.row !== cursor.row || anchor.column !== cursor.column;
}

interface Key {
  readonly key: string;
  readonly ctrl: boolean;
}

/** Where a key leads to from a cell; null for a key that moves nothing. `page`: rows that a page key goes on by. */
export function placeAfter(
  { key, ctrl }: Key,
  { row, column }: CellPlace,
  { rows, columns, page }: Extent & { readonly page: number },
): CellPlace | null {
  const last = { row: Math.max(0, rows - 1), column: Math.max(0, columns - 1) };
  const within = (to: CellPlace): CellPlace => ({
    row: Math.max(0, Math.min(last.row, to.row)),
    column: Math.max(0, Math.min(last.column, to.column)),
  });
  switch (key) {
    case 'ArrowUp':
      return within({ row: ctrl ? 0 : row - 1, column });
    case 'ArrowDown':
      return within({ row: ctrl ? last.row : row + 1, column });
    case 'ArrowLeft':
      return within({ row, column: ctrl ? 0 : column - 1 });
    case 'ArrowRight':
      return within({ row, column: ctrl ? last.column : column + 1 });
    case 'PageUp':
      return ctrl ? null : within({ row: row - page, column });
    case 'PageDown':
      return ctrl ? null : within({ row: row + page, column });
    case 'Home':
      return within({ row: ctrl ? 0 : row, column: 0 });
    case 'End':
      return within({ row: ctrl ? last.row : row, column: last.column });
    default:
      return null;
  }
}
