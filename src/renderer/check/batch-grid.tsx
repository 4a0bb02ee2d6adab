import './grid-modules.ts';
import { useMediaQuery } from '@mantine/hooks';
import { type ColDef, createGrid, type GridApi, type GridOptions } from 'ag-grid-community';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { BatchRow } from '../../bridge/rows.ts';
import { bridge } from '../bridge.ts';
import { useAllWords, useFormats } from '../language.tsx';
import type { RowFilter } from '../shell/navigation.tsx';
import { useAsk } from '../shell/problems.tsx';
import classes from './batch-grid.module.css';
import { type CellSelection, isRange, rectangleOf } from './cell-selection.ts';
import { keepLayout, layOut } from './column/column-layout.ts';
import type { OpenColumn } from './column/column-menu.tsx';
import { ColumnTools, type GridTools } from './column/column-tools.tsx';
import { useFilteredColumns } from './column/use-filtered-columns.ts';
import { gridColumns } from './grid-columns.ts';
import { GridCursor } from './grid-cursor.ts';
import { focusOf, type GridFocus, type Selected } from './grid-focus.ts';
import { opensMenu, pressed } from './grid-keys.ts';
import { fixedOptions } from './grid-options.ts';
import { gridTexts } from './grid-texts.ts';
import { inSteps } from './in-steps.ts';
import { overlays } from './no-rows.ts';
import { type RowCount, rowSource } from './row-source.ts';
import type { Leading } from './row-status.ts';
import { SelectedRows } from './selected-rows.ts';
import { type SetCells, useClipboard } from './use-clipboard.tsx';

export interface BatchGridProps {
  readonly summary: BatchSummary;
  readonly filter: RowFilter;
  /** Changes whenever rows may have changed. */
  readonly revision: number;
  readonly leading: Leading;
  readonly onFocus: (focus: GridFocus | null) => void;
  /** The numbers of the rows that are selected, ascending; none where all that are shown are, null while nobody knows. */
  readonly onSelect?: (rows: readonly number[] | null) => void;
  readonly onCount: (count: RowCount | null) => void;
  /** Takes the filter away that no row matches. */
  readonly onShowAll: () => void;
  readonly onEdit?: (row: BatchRow, column: number, value: string) => void;
  /** Sets many cells at once: what is pasted, or cleared. */
  readonly onSet?: SetCells;
  readonly onRange?: (range: Selected | null) => void;
  readonly onRepair?: (focus: GridFocus) => void;
  readonly tools?: GridTools;
  /** Whether rows may say what their permits had before. */
  readonly permitsKnown?: boolean;
}

/**
 * The batch's rows, paged from the engine: a million of them cost what a screenful costs. The grid draws itself,
 * without React in its cells.
 */
export function BatchGrid(props: BatchGridProps) {
  const { summary, filter, revision, leading } = props;
  const words = useAllWords();
  const formats = useFormats();
  const ask = useAsk();
  const place = useRef<HTMLDivElement>(null);
  const [grid, setGrid] = useState<GridApi<BatchRow> | null>(null);
  const [cursor, setCursor] = useState<GridCursor | null>(null);
  /** Where the cursor stood in the grid before, which was of another language. */
  const stood = useRef<CellSelection>(null);
  const clear = useClipboard({ grid, cursor, place, batch: summary.batch, filter, onSet: props.onSet });
  const latest = useRef({ ...props, batch: summary.batch, clear });
  latest.current = { ...props, batch: summary.batch, clear };
  const { batch } = summary;

  const [menu, openMenu] = useState<OpenColumn | null>(null);
  const narrow = useMediaQuery('(max-width: 70em)', undefined, { getInitialValueInEffect: false });
  const hasTools = props.tools !== undefined;
  const permitsKnown = props.permitsKnown === true;
  const filtered = useFilteredColumns(filter, summary.columns);
  const columns = useMemo<ColDef<BatchRow>[]>(
    () =>
      gridColumns(
        words,
        summary.columns,
        summary.samples,
        leading,
        (row, column, value) => latest.current.onEdit?.(row, column, value),
        formats,
        hasTools ? { filtered, open: openMenu } : null,
        2 * (summary.rows + summary.headerRow),
        { narrow, permitsKnown },
      ),
    [
      words,
      summary.columns,
      summary.samples,
      summary.rows,
      summary.headerRow,
      leading,
      formats,
      hasTools,
      filtered,
      narrow,
      permitsKnown,
    ],
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
  const selected = useRef<SelectedRows>(null);

  useEffect(() => {
    const host = place.current;
    if (host === null) return;
    let told: GridFocus | null = null;
    const cells = new GridCursor(host, (selection) => {
      stood.current = selection;
      latest.current.onRange?.(rangeOf(cells));
      selected.current?.selectionChanged();
    });
    selected.current = new SelectedRows(
      () => {
        const { batch, filter } = latest.current;
        const grid = shown.current;
        return grid && { bridge, batch, filter, grid, cursor: cells, ask };
      },
      (rows) => latest.current.onSelect?.(rows),
    );
    const tellFocus = ({ api }: { api: GridApi<BatchRow> }) => {
      cells.focused();
      const focus = focusOf(api);
      // Scrolling updates the grid's rows too; only another row or cell is news.
      if (focus?.row === told?.row && focus?.column === told?.column) return;
      told = focus;
      latest.current.onFocus(focus);
    };
    /** What a person did to the columns, not what the grid was told. */
    const keep = (api: GridApi<BatchRow>): void => {
      const { tools, summary } = latest.current;
      if (tools !== undefined && shown.current !== null) keepLayout(api, summary.columns);
    };
    const onKey = (event: KeyboardEvent): void => {
      const api = shown.current;
      const focused = event.target instanceof Element ? event.target.closest('.ag-header-cell') : null;
      const colId = focused?.getAttribute('col-id') ?? api?.getFocusedCell()?.column.getColId();
      const header = focused ?? host.querySelector(`.ag-header-cell[col-id="${colId}"]`);
      const isOfFile = Number(colId) >= 1 && latest.current.tools !== undefined;
      if (!opensMenu(event) || !isOfFile || header === null || api?.getEditingCells().length !== 0) return;
      event.preventDefault();
      event.stopPropagation();
      const { headerName: name = '' } = api.getColumnDef(String(colId)) ?? {};
      openMenu({ column: Number(colId), name, at: header.getBoundingClientRect() });
    };
    host.addEventListener('keydown', onKey, { capture: true });
    const options: GridOptions<BatchRow> = {
      ...fixedOptions,
      localeText: gridTexts(words.window),
      overlayComponentSelector: overlays(words.window, summary.rows === 0, () => latest.current.onShowAll()),
      context: latest.current.onEdit !== undefined,
      onModelUpdated: tellFocus,
      onCellFocused: tellFocus,
      defaultColDef: {
        ...fixedOptions.defaultColDef,
        suppressKeyboardEvent: ({ event, editing, api }) => {
          if (editing || event.type !== 'keydown' || !pressed(event, cells, api, latest.current))
            return false;
          event.preventDefault();
          return true;
        },
        cellClassRules: {
          'cell-selected': ({ rowIndex, column }) =>
            column !== undefined && cells.isSelected(rowIndex, column),
        },
      },
      onColumnMoved: ({ finished, api }) => {
        if (finished) keep(api);
      },
      onColumnResized: ({ finished, source, api }) => {
        if (finished && source === 'uiColumnResized') keep(api);
      },
      onColumnPinned: ({ api }) => keep(api),
      onColumnVisible: ({ api }) => keep(api),
      // Other rows stand where something was selected.
      onSortChanged: () => cells.forget(),
      onFirstDataRendered: () => {
        const before = stood.current;
        if (before === null) return;
        stood.current = null;
        cells.goTo(before.cursor, (at) => ({ ...before, cursor: at }));
      },
    };
    let made: GridApi<BatchRow> | null = null;
    let detach = () => {};
    const stop = inSteps([
      () => {
        made = createGrid(host, options);
        detach = cells.attach(made);
        host.querySelector('[role="grid"]')?.setAttribute('aria-label', words.window.check.title);
      },
      () => {
        given.current = now.current;
        if (made !== null) layOut(made, given.current.columns, latest.current);
      },
      () => {
        shown.current = made;
        made?.setGridOption('datasource', given.current.source);
        setGrid(made);
        setCursor(cells);
        latest.current.tools?.onGrid(made);
      },
    ]);
    return () => {
      stop();
      detach();
      host.removeEventListener('keydown', onKey, { capture: true });
      shown.current = null;
      setGrid(null);
      setCursor(null);
      latest.current.tools?.onGrid(null);
      made?.destroy();
    };
  }, [words, summary.rows, ask]);

  useEffect(() => {
    // Of another language another grid is made: this one went a moment ago.
    if (grid === null || grid.isDestroyed()) return;
    const before = given.current;
    given.current = { columns, source, revision };
    if (before.columns !== columns) layOut(grid, columns, latest.current);
    if (before.source !== source) {
      // How many passed the filter before is not how many pass this one.
      latest.current.onCount(null);
      grid.setGridOption('datasource', source);
      cursor?.forget();
    }
    // What the grid keeps is stale when the revision changes.
    else if (before.revision !== revision) {
      grid.refreshInfiniteCache();
      void selected.current?.rowsChanged();
    }
  }, [grid, cursor, columns, source, revision]);

  return (
    <>
      <div ref={place} className={classes.grid} />
      {grid !== null && props.tools !== undefined && (
        <ColumnTools
          batch={batch}
          filter={filter}
          grid={grid}
          tools={props.tools}
          open={menu}
          isFiltered={(column) => filtered.includes(column)}
          onClose={() => openMenu(null)}
        />
      )}
    </>
  );
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

function rangeOf(cells: GridCursor): Selected | null {
  const { selection } = cells;
  if (selection === null || !isRange(selection)) return null;
  const { top, bottom, left, right } = rectangleOf(selection, cells.extent());
  return { rows: bottom - top + 1, columns: selection.whole === null ? right - left + 1 : null };
}
