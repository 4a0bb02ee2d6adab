import type { GridApi } from 'ag-grid-community';
import type { BatchRow } from '../../bridge/rows.ts';

/** Where the cursor of the grid stands. */
export interface GridFocus {
  readonly row: BatchRow;
  /** From 1; null on the row's number or state. */
  readonly column: number | null;
}

/** How much is selected besides the cell under the cursor. */
export interface Selected {
  readonly rows: number;
  /** Null: whole rows. */
  readonly columns: number | null;
}

/** Where the grid's cursor stands; at its first row before anything was clicked. */
export function focusOf(grid: GridApi<BatchRow>): GridFocus | null {
  const cell = grid.getFocusedCell();
  const row = grid.getDisplayedRowAtIndex(cell?.rowIndex ?? 0)?.data;
  const column = Number(cell?.column.getColId());
  return row === undefined ? null : { row, column: column >= 1 ? column : null };
}
