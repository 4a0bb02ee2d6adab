import type { ColDef, ColumnState, GridApi } from 'ag-grid-community';
import type { BatchRow } from '../../../bridge/rows.ts';
import type { ColumnMatch } from '../../../permit/mapping.ts';

/** Where a person put the columns of files with a header line; kept by this window alone. */
const place = 'permit-loader.columns';
const mostKept = 50;

type Layout = readonly Pick<ColumnState, 'colId' | 'width' | 'hide' | 'pinned'>[];
type Kept = readonly (readonly [headers: string, layout: Layout])[];

/** The order of the file, what is sent first, or that alone. */
export type ColumnOrder = 'file' | 'sent-first' | 'sent-only';

/** Gives the grid its columns, laid out as they were for the last file with these headers where `tools` let a person do so. */
export function layOut(
  grid: GridApi<BatchRow>,
  columns: ColDef<BatchRow>[],
  {
    summary,
    tools,
  }: { readonly summary: { readonly columns: readonly ColumnMatch[] }; readonly tools?: unknown },
): void {
  grid.setGridOption('columnDefs', columns);
  const found = kept().find(([headers]) => headers === keyOf(summary.columns));
  if (tools !== undefined && found !== undefined) {
    grid.applyColumnState({ state: [...found[1]], applyOrder: true });
  }
}

/** Keeps how the columns are laid out now for files with these headers. */
export function keepLayout(grid: GridApi<BatchRow>, columns: readonly ColumnMatch[]): void {
  const key = keyOf(columns);
  const layout = grid
    .getColumnState()
    .map(
      ({ colId, width, hide, pinned }) => ({ colId, width, hide: hide === true, pinned }) as Layout[number],
    );
  const others = kept().filter(([headers]) => headers !== key);
  try {
    localStorage.setItem(place, JSON.stringify([[key, layout], ...others].slice(0, mostKept)));
  } catch {
    // Where nothing can be kept the columns stand as in the file next time.
  }
}

/** Lays out all columns anew; the row's number and state stay where they are. */
export function orderColumns(
  grid: GridApi<BatchRow>,
  columns: readonly ColumnMatch[],
  order: ColumnOrder,
): void {
  const ids = columns.map((_, at) => String(at + 1));
  const isSent = (id: string) => columns[Number(id) - 1]?.field !== null;
  const ordered = order === 'file' ? ids : [...ids.filter(isSent), ...ids.filter((id) => !isSent(id))];
  const lead = grid
    .getColumnState()
    .filter(({ colId }) => !ids.includes(colId))
    .map(({ colId }) => ({ colId }));
  grid.applyColumnState({
    state: [
      ...lead,
      ...ordered.map((colId) => ({ colId, pinned: null, hide: order === 'sent-only' && !isSent(colId) })),
    ],
    applyOrder: true,
  });
}

function keyOf(columns: readonly ColumnMatch[]): string {
  return JSON.stringify(columns.map(({ header }) => header));
}

function kept(): Kept {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    return Array.isArray(found) ? (found as Kept) : [];
  } catch {
    return [];
  }
}
