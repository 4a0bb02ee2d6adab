import type { GridOptions } from 'ag-grid-community';
import type { BatchRow } from '../../bridge/rows.ts';
import { styleNonce } from '../style-nonce.ts';
import { gridTheme } from './grid-theme.ts';

/** What holds for every grid of rows. */
export const fixedOptions: GridOptions<BatchRow> = {
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
  rowClassRules: {
    'row-locked': ({ data }) => data?.outcome.status === 'accepted',
    'row-left-out': ({ data }) => data !== undefined && data.leftOut !== null,
  },
  tooltipShowDelay: 400,
  maintainColumnOrder: true,
  suppressDragLeaveHidesColumns: true,
  stopEditingWhenCellsLoseFocus: true,
};
