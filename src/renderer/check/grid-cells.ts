import type { GridApi, SortModelItem } from 'ag-grid-community';
import type { Bridge } from '../../bridge/contract.ts';
import type { BatchRow, RowFilter as WireFilter } from '../../bridge/rows.ts';
import type { Result } from '../../permit/result.ts';
import type { RowFilter } from '../shell/navigation.tsx';
import { isRange, type Rectangle, rectangleOf } from './cell-selection.ts';
import type { GridCursor } from './grid-cursor.ts';
import { rowsPasted } from './paste-plan.ts';
import { wireFilter } from './row-source.ts';

export interface GridCellsParts {
  readonly bridge: Pick<Bridge, 'rows' | 'rowNumbers'>;
  readonly batch: string;
  readonly filter: RowFilter;
  readonly grid: GridApi<BatchRow>;
  readonly cursor: GridCursor;
  readonly ask: <Value>(call: Promise<Result<Value>>) => Promise<Value | null>;
}

/** Rows of the selection with the columns of the file that are shown and selected, counted from 1. */
export interface SelectedCells {
  readonly numbers: readonly number[];
  readonly locked: readonly number[];
  readonly columns: readonly number[];
}

/** A page of rows that is asked for; as many as the engine gives at once. */
const pageRows = 500;

/** The filter with the sort that the grid's header shows. */
function shownFilter(filter: RowFilter, grid: GridApi<BatchRow>): WireFilter {
  const sorted = grid.getColumnState().find(({ sort }) => sort === 'asc' || sort === 'desc');
  const sort =
    sorted?.sort === 'asc' || sorted?.sort === 'desc'
      ? ({ colId: sorted.colId, sort: sorted.sort } as SortModelItem)
      : undefined;
  return wireFilter(filter, sort);
}

/** What is selected, as a rectangle of what is shown; null before any cell was. */
export function selectedRectangle({ cursor }: Pick<GridCellsParts, 'cursor'>): Rectangle | null {
  return cursor.selection === null ? null : rectangleOf(cursor.selection, cursor.extent());
}

/** The file's columns among those that are shown from one place to another. */
function columnsShown(grid: GridApi<BatchRow>, left: number, right: number): number[] {
  return grid
    .getAllDisplayedColumns()
    .slice(left, right + 1)
    .map((column) => Number(column.getColId()))
    .filter((column) => column >= 1);
}

/** The selected cells that the file has; null where there are none, or where the grid shows other rows by now. */
export async function selectedCells(parts: GridCellsParts): Promise<SelectedCells | null> {
  const rectangle = selectedRectangle(parts);
  if (rectangle === null) return null;
  const columns = columnsShown(parts.grid, rectangle.left, rectangle.right);
  const found = await rowsFrom(parts, rectangle.top, rectangle.bottom - rectangle.top + 1);
  return found === null || columns.length === 0 ? null : { ...found, columns };
}

/**
 * The numbers of the rows with a selected cell, ascending; none where all that are shown are selected; null where the grid
 * does not have them all.
 */
export function numbersAtHand(parts: GridCellsParts): readonly number[] | null {
  const rectangle = selectedRectangle(parts);
  if (rectangle === null || parts.cursor.selection?.whole === 'all') return [];
  const rows = rowsAtHand(parts.grid, rectangle);
  return rows && ascending(rows.map(({ number }) => number));
}

/**
 * The same, asked for; null where they cannot be known. `unseenToo`: also where the grid shows other rows, which a change
 * has moved.
 */
export async function selectedNumbers(
  parts: GridCellsParts,
  { unseenToo = false } = {},
): Promise<readonly number[] | null> {
  const rectangle = selectedRectangle(parts);
  if (rectangle === null || parts.cursor.selection?.whole === 'all') return [];
  const found = await rowsFrom(parts, rectangle.top, rectangle.bottom - rectangle.top + 1, unseenToo);
  return found && ascending(found.numbers);
}

function ascending(numbers: readonly number[]): readonly number[] {
  return numbers.toSorted((one, other) => one - other);
}

/** Where the clipboard's cells would go: from the cursor on, or over what is selected. */
export async function pasteTarget(parts: GridCellsParts, cells: readonly (readonly string[])[]) {
  const rectangle = selectedRectangle(parts);
  if (rectangle === null || parts.cursor.selection === null) return null;
  const several = isRange(parts.cursor.selection);
  const selected = {
    rows: several ? rectangle.bottom - rectangle.top + 1 : 1,
    columns: several ? columnsShown(parts.grid, rectangle.left, rectangle.right).length : 1,
  };
  const columns = columnsShown(parts.grid, rectangle.left, Number.MAX_SAFE_INTEGER);
  const found = await rowsFrom(parts, rectangle.top, rowsPasted(cells, selected.rows));
  if (found === null) return null;
  const { numbers: rows, locked, shapeless } = found;
  return { rows, locked, shapeless, columns, selected };
}

async function rowsFrom(
  { bridge, batch, filter, grid, ask }: GridCellsParts,
  offset: number,
  limit: number,
  unseenToo = false,
) {
  const found = await ask(
    bridge.rowNumbers({ batch, filter: shownFilter(filter, grid), offset, limit: Math.max(1, limit) }),
  );
  if (found === null) return null;
  // What the engine counts as shown and what a person sees must be the same rows.
  const isSeen = found.numbers.every((number, at) => {
    const shown = grid.getDisplayedRowAtIndex(offset + at)?.data;
    return shown === undefined || shown.number === number;
  });
  return (isSeen || unseenToo) && found.numbers.length > 0 ? found : null;
}

/** The rows of a part of what is shown; null as long as the grid does not have them all. */
export function rowsAtHand(grid: GridApi<BatchRow>, { top, bottom }: Rectangle): BatchRow[] | null {
  const rows: BatchRow[] = [];
  for (let at = top; at <= bottom; at++) {
    const row = grid.getDisplayedRowAtIndex(at)?.data;
    if (row === undefined) return null;
    rows.push(row);
  }
  return rows;
}

/** The same rows, asked for. */
export async function fetchRows(
  parts: GridCellsParts,
  { top, bottom }: Rectangle,
): Promise<BatchRow[] | null> {
  const { bridge, batch, filter, grid, ask } = parts;
  const rows: BatchRow[] = [];
  for (let offset = top; offset <= bottom; offset += pageRows) {
    const limit = Math.min(pageRows, bottom + 1 - offset);
    for (let found = 0; found < limit; ) {
      const page = await ask(
        bridge.rows({
          batch,
          filter: shownFilter(filter, grid),
          offset: offset + found,
          limit: limit - found,
        }),
      );
      if (page === null) return null;
      rows.push(...page.rows);
      found += page.rows.length;
      if (page.rows.length === 0 && page.counted) return rows;
    }
  }
  return rows;
}
