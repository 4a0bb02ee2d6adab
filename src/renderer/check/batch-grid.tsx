import './grid-modules.ts';
import type {
  CellFocusedEvent,
  CellKeyDownEvent,
  ColDef,
  GetRowIdParams,
  GridApi,
  GridReadyEvent,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useEffect, useMemo, useRef } from 'react';
import type { BatchRow, BatchSummary } from '../../bridge/contract.ts';
import { useAllWords } from '../language.tsx';
import { copyText } from '../shell/copy-text.ts';
import type { RowFilter } from '../shell/navigation.tsx';
import { tell, useAsk } from '../shell/problems.tsx';
import { styleNonce } from '../style-nonce.ts';
import classes from './batch-grid.module.css';
import { gridColumns } from './grid-columns.tsx';
import { gridTheme } from './grid-theme.ts';
import { rowSource } from './row-source.ts';

/** Where the cursor of the grid stands. */
export interface GridFocus {
  readonly row: BatchRow;
  /** From 1; null on the row's number or state. */
  readonly column: number | null;
}

interface BatchGridProps {
  readonly summary: BatchSummary;
  readonly filter: RowFilter;
  /** Changes whenever rows may have changed. */
  readonly revision: number;
  readonly leading: 'state' | 'outcome';
  readonly onFocus: (focus: GridFocus | null) => void;
  readonly onTotal: (total: number) => void;
  readonly onEdit?: (row: BatchRow, column: number, value: string) => void;
  readonly onRepair?: (focus: GridFocus) => void;
}

/** The batch's rows, paged from the engine: a million of them cost what a screenful costs. */
export function BatchGrid(props: BatchGridProps) {
  const { summary, filter, revision, leading } = props;
  const words = useAllWords();
  const ask = useAsk();
  const api = useRef<GridApi<BatchRow> | null>(null);
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
  const editable = props.onEdit !== undefined;
  const defaults = useMemo<ColDef<BatchRow>>(
    () => ({ resizable: true, sortable: true, suppressHeaderMenuButton: true, minWidth: 56 }),
    [],
  );
  const source = useMemo(
    () => rowSource(batch, filter, ask, (total) => latest.current.onTotal(total)),
    [batch, filter, ask],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: the cache is stale when the revision changes.
  useEffect(() => api.current?.refreshInfiniteCache(), [revision]);

  const tellFocus = () => {
    const grid = api.current;
    if (grid === null) return;
    const cell = grid.getFocusedCell();
    const row = grid.getDisplayedRowAtIndex(cell?.rowIndex ?? 0)?.data;
    const column = Number(cell?.column.getColId());
    latest.current.onFocus(row === undefined ? null : { row, column: column >= 1 ? column : null });
  };

  const onCellKeyDown = ({ event, data, column }: CellKeyDownEvent<BatchRow>) => {
    if (!(event instanceof KeyboardEvent) || data === undefined) return;
    if (event.key === '.' && (event.ctrlKey || event.metaKey)) {
      const place = Number(column.getColId());
      latest.current.onRepair?.({ row: data, column: place >= 1 ? place : null });
    }
  };

  const onCopy = (event: React.ClipboardEvent) => {
    const grid = api.current;
    if (grid === null || event.target instanceof HTMLInputElement || grid.getEditingCells().length > 0)
      return;
    const selected = grid.getSelectedRows().toSorted((a, b) => a.number - b.number);
    const cell = grid.getFocusedCell();
    if (selected.length > 1) {
      copyText(selected.map((row) => row.cells.map(tsvCell).join('\t')).join('\r\n'));
      tell(words.window.check.copiedRows(selected.length));
      event.preventDefault();
    } else if (cell !== null) {
      const row = grid.getDisplayedRowAtIndex(cell.rowIndex)?.data;
      const column = Number(cell.column.getColId());
      if (row === undefined) return;
      copyText(column >= 1 ? (row.cells[column - 1] ?? '') : String(row.number));
      event.preventDefault();
    }
  };

  return (
    <div className={classes.grid} onCopy={onCopy}>
      <AgGridReact<BatchRow>
        theme={gridTheme}
        styleNonce={styleNonce}
        columnDefs={columns}
        defaultColDef={defaults}
        context={editable}
        rowModelType="infinite"
        datasource={source}
        cacheBlockSize={200}
        maxBlocksInCache={30}
        infiniteInitialRowCount={1}
        maxConcurrentDatasourceRequests={2}
        blockLoadDebounceMillis={40}
        getRowId={rowId}
        rowSelection={selection}
        rowClassRules={rowClassRules}
        tooltipShowDelay={400}
        suppressMovableColumns
        stopEditingWhenCellsLoseFocus
        onGridReady={(event: GridReadyEvent<BatchRow>) => {
          api.current = event.api;
        }}
        onModelUpdated={tellFocus}
        onCellFocused={(event: CellFocusedEvent<BatchRow>) => {
          if (event.rowIndex !== null) tellFocus();
        }}
        onCellKeyDown={(event) => {
          if ('column' in event) onCellKeyDown(event as CellKeyDownEvent<BatchRow>);
        }}
      />
    </div>
  );
}

const selection = {
  mode: 'multiRow',
  checkboxes: false,
  headerCheckbox: false,
  enableClickSelection: true,
} as const;

const rowClassRules = {
  'row-locked': ({ data }: { data: BatchRow | undefined }) => data?.outcome.status === 'accepted',
};

function rowId({ data }: GetRowIdParams<BatchRow>): string {
  return String(data.number);
}

/** A cell as spreadsheets paste it: quoted where it holds what separates cells. */
function tsvCell(cell: string): string {
  return /[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
