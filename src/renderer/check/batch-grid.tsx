import './grid-modules.ts';
import { type ColDef, createGrid, type GridApi, type GridOptions } from 'ag-grid-community';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { BatchRow } from '../../bridge/rows.ts';
import { bridge } from '../bridge.ts';
import { useAllWords } from '../language.tsx';
import type { RowFilter } from '../shell/navigation.tsx';
import { tell, useAsk } from '../shell/problems.tsx';
import { styleNonce } from '../style-nonce.ts';
import classes from './batch-grid.module.css';
import { gridColumns } from './grid-columns.ts';
import { gridTexts } from './grid-texts.ts';
import { gridTheme } from './grid-theme.ts';
import { inSteps } from './in-steps.ts';
import { type RowCount, rowSource } from './row-source.ts';
import type { Leading } from './row-status.ts';
import { tsvCell } from './tsv.ts';

/** Where the cursor of the grid stands. */
export interface GridFocus {
  readonly row: BatchRow;
  /** From 1; null on the row's number or state. */
  readonly column: number | null;
}

export interface BatchGridProps {
  readonly summary: BatchSummary;
  readonly filter: RowFilter;
  /** Changes whenever rows may have changed. */
  readonly revision: number;
  readonly leading: Leading;
  readonly onFocus: (focus: GridFocus | null) => void;
  /** The numbers of the rows that are selected, ascending. */
  readonly onSelect?: (rows: readonly number[]) => void;
  readonly onCount: (count: RowCount | null) => void;
  readonly onEdit?: (row: BatchRow, column: number, value: string) => void;
  readonly onRepair?: (focus: GridFocus) => void;
}

/**
 * The batch's rows, paged from the engine: a million of them cost what a screenful costs. The grid draws itself,
 * without React in its cells.
 */
export function BatchGrid(props: BatchGridProps) {
  const { summary, filter, revision, leading } = props;
  const words = useAllWords();
  const ask = useAsk();
  const place = useRef<HTMLDivElement>(null);
  const [grid, setGrid] = useState<GridApi<BatchRow> | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const { batch } = summary;

  const columns = useMemo<ColDef<BatchRow>[]>(
    () =>
      gridColumns(words, summary.columns, summary.samples, leading, (row, column, value) =>
        latest.current.onEdit?.(row, column, value),
      ),
    [words, summary.columns, summary.samples, leading],
  );
  const source = useMemo(() => {
    // What is found for a filter that is no longer shown is no news.
    const isShown = () => now.current.source === made;
    const made = rowSource({
      bridge,
      batch,
      filter,
      ask,
      onCount: (count) => {
        if (isShown()) latest.current.onCount(count);
      },
      onTotal: (total, missing) => {
        if (!isShown()) return;
        if (missing) shown.current?.refreshInfiniteCache();
        else shown.current?.setRowCount(total, true);
      },
    });
    return made;
  }, [batch, filter, ask]);

  /** The grid from when on it asks for rows. */
  const shown = useRef<GridApi<BatchRow>>(null);
  const now = useRef({ columns, source, revision });
  now.current = { columns, source, revision };
  /** What the grid was given last: it is told only of what changes later. */
  const given = useRef(now.current);

  useEffect(() => {
    const host = place.current;
    if (host === null) return;
    let told: GridFocus | null = null;
    const tellFocus = ({ api }: { api: GridApi<BatchRow> }) => {
      const focus = focusOf(api);
      // Scrolling updates the grid's rows too; only another row or cell is news.
      if (focus?.row === told?.row && focus?.column === told?.column) return;
      told = focus;
      latest.current.onFocus(focus);
    };
    const options: GridOptions<BatchRow> = {
      ...fixedOptions,
      localeText: gridTexts(words.window, summary.rows === 0),
      context: latest.current.onEdit !== undefined,
      onModelUpdated: tellFocus,
      onCellFocused: tellFocus,
      onSelectionChanged: ({ api }) =>
        latest.current.onSelect?.(
          api
            .getSelectedRows()
            .map(({ number }) => number)
            .sort((a, b) => a - b),
        ),
      onCellKeyDown: ({ event, api }) => {
        if (!(event instanceof KeyboardEvent) || event.key !== '.' || !(event.ctrlKey || event.metaKey))
          return;
        const focus = focusOf(api);
        if (focus !== null) latest.current.onRepair?.(focus);
      },
    };
    let made: GridApi<BatchRow> | null = null;
    const stop = inSteps([
      () => {
        made = createGrid(host, options);
        host.querySelector('[role="grid"]')?.setAttribute('aria-label', words.window.check.title);
      },
      () => {
        given.current = now.current;
        made?.setGridOption('columnDefs', given.current.columns);
      },
      () => {
        shown.current = made;
        made?.setGridOption('datasource', given.current.source);
        setGrid(made);
      },
    ]);
    return () => {
      stop();
      shown.current = null;
      setGrid(null);
      made?.destroy();
    };
  }, [words, summary.rows]);

  useEffect(() => {
    // Of another language another grid is made: this one went a moment ago.
    if (grid === null || grid.isDestroyed()) return;
    const before = given.current;
    given.current = { columns, source, revision };
    if (before.columns !== columns) grid.setGridOption('columnDefs', columns);
    if (before.source !== source) {
      // How many passed the filter before is not how many pass this one.
      latest.current.onCount(null);
      grid.setGridOption('datasource', source);
    }
    // What the grid keeps is stale when the revision changes.
    else if (before.revision !== revision) grid.refreshInfiniteCache();
  }, [grid, columns, source, revision]);

  // Heard on the document: where no text is selected, the event of a copy is the body's, whatever cell has the focus.
  useEffect(() => {
    if (grid === null) return;
    const onCopy = (event: ClipboardEvent) => {
      const focused = document.activeElement;
      if (focused instanceof HTMLInputElement || !place.current?.contains(focused)) return;
      const copied = copyOf(grid);
      if (copied === null) return;
      event.clipboardData?.setData('text/plain', copied.text);
      event.preventDefault();
      if (copied.rows > 1) tell(words.window.check.copiedRows(copied.rows));
    };
    document.addEventListener('copy', onCopy);
    return () => document.removeEventListener('copy', onCopy);
  }, [grid, words]);

  return <div ref={place} className={classes.grid} />;
}

/**
 * Makes a grid that is never shown and never goes, so that the first one to be shown finds its code compiled, and each
 * its styles in the page: the last grid to go takes them along, and the whole window is styled anew.
 */
export function keepGrid(): void {
  const host = document.createElement('div');
  let kept: GridApi | null = null;
  inSteps([
    () => {
      kept = createGrid(host, { ...fixedOptions, themeStyleContainer: document.head });
    },
    () => kept?.setGridOption('columnDefs', [{ colId: 'kept' }]),
  ]);
}

/** Where the grid's cursor stands; at its first row before anything was clicked. */
function focusOf(grid: GridApi<BatchRow>): GridFocus | null {
  const cell = grid.getFocusedCell();
  const row = grid.getDisplayedRowAtIndex(cell?.rowIndex ?? 0)?.data;
  const column = Number(cell?.column.getColId());
  return row === undefined ? null : { row, column: column >= 1 ? column : null };
}

/** What Copy takes: the selected rows as spreadsheets paste them, or else the one cell. */
function copyOf(grid: GridApi<BatchRow>): { readonly text: string; readonly rows: number } | null {
  if (grid.getEditingCells().length > 0) return null;
  const selected = grid.getSelectedRows().toSorted((a, b) => a.number - b.number);
  if (selected.length > 1) {
    return {
      text: selected.map((row) => row.cells.map(tsvCell).join('\t')).join('\r\n'),
      rows: selected.length,
    };
  }
  const focus = grid.getFocusedCell() === null ? null : focusOf(grid);
  if (focus === null) return null;
  const { row, column } = focus;
  return { text: column === null ? String(row.number) : (row.cells[column - 1] ?? ''), rows: 1 };
}

const fixedOptions: GridOptions<BatchRow> = {
  theme: gridTheme,
  styleNonce,
  defaultColDef: { resizable: true, sortable: true, suppressHeaderMenuButton: true, minWidth: 56 },
  rowModelType: 'infinite',
  cacheBlockSize: 200,
  maxBlocksInCache: 30,
  infiniteInitialRowCount: 1,
  rowBuffer: 4,
  animateRows: false,
  maxConcurrentDatasourceRequests: 2,
  blockLoadDebounceMillis: 40,
  getRowId: ({ data }) => String(data.number),
  rowSelection: { mode: 'multiRow', checkboxes: false, headerCheckbox: false, enableClickSelection: true },
  rowClassRules: {
    'row-locked': ({ data }) => data?.outcome.status === 'accepted',
    'row-left-out': ({ data }) => data !== undefined && data.leftOut !== null,
  },
  tooltipShowDelay: 400,
  suppressMovableColumns: true,
  stopEditingWhenCellsLoseFocus: true,
};
