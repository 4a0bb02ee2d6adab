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
