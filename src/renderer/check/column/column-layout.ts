import type { ColDef, GridApi } from 'ag-grid-community';
import { z } from 'zod';
import type { BatchRow } from '../../../bridge/rows.ts';
import type { ColumnMatch } from '../../../permit/mapping.ts';

/** Where a person put the columns of files with a header line; kept by this window alone. */
const place = 'permit-loader.columns';
const mostKept = 50;

const layout = z.array(
  z.object({
    colId: z.string(),
    width: z.number(),
    hide: z.boolean(),
    pinned: z.enum(['left', 'right']).nullable(),
  }),
);
/** Each with the headers of the files that it is for. */
const layouts = z.array(z.tuple([z.string(), layout]));

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
    grid.applyColumnState({ state: found[1], applyOrder: true });
  }
}

/** Keeps how the columns are laid out now for files with these headers. */
export function keepLayout(grid: GridApi<BatchRow>, columns: readonly ColumnMatch[]): void {
  const key = keyOf(columns);
  const now = grid
    .getColumnState()
    .map(({ colId, width, hide, pinned }) => ({ colId, width, hide: hide === true, pinned }));
  const others = kept().filter(([headers]) => headers !== key);
  try {
    localStorage.setItem(place, JSON.stringify([[key, now], ...others].slice(0, mostKept)));
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

/** What was kept, unless something else stands there: then the columns stand as in the file. */
function kept(): z.infer<typeof layouts> {
  try {
    return layouts.parse(JSON.parse(localStorage.getItem(place) ?? '[]'));
  } catch {
    return [];
  }
}
