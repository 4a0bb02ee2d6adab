import type { GridApi } from 'ag-grid-community';
import { useState } from 'react';
import type { BatchRow } from '../../../bridge/rows.ts';
import type { RowFilter } from '../../shell/navigation.tsx';
import type { BulkOpening } from '../bulk/bulk-dialog.tsx';
import { ColumnMenu, type OpenColumn } from './column-menu.tsx';
import { ValuesDialog } from './values-dialog.tsx';

/** What the columns' menus act on; absent where rows are only looked at. */
export interface GridTools {
  readonly onFilter: (filter: RowFilter) => void;
  readonly onBulkChange: (opening: BulkOpening) => void;
  /** Looks for what is typed next in this column alone; counted from 1. */
  readonly onFind: (column: number) => void;
  /** The grid once it is there: what lies outside it lays its columns out. */
  readonly onGrid: (grid: GridApi<BatchRow> | null) => void;
}

interface ColumnToolsProps {
  readonly batch: string;
  readonly filter: RowFilter;
  readonly grid: GridApi<BatchRow>;
  readonly tools: GridTools;
  /** The column whose menu is open. */
  readonly open: OpenColumn | null;
  readonly isFiltered: (column: number) => boolean;
  readonly onClose: () => void;
}

/** A column's menu, and the choice of its values that it leads to. */
export function ColumnTools({ batch, filter, grid, tools, open, isFiltered, onClose }: ColumnToolsProps) {
  const [choosing, choose] = useState<OpenColumn | null>(null);
  return (
    <>
      {open !== null && (
        <ColumnMenu
          open={open}
          grid={grid}
          isFiltered={isFiltered(open.column)}
          onBulkChange={(action, column) => tools.onBulkChange({ action, column })}
          onValues={() => choose(open)}
          onFind={() => tools.onFind(open.column)}
          onClearFilter={() => tools.onFilter(without(filter, open.column))}
          onClose={onClose}
        />
      )}
      {choosing !== null && (
        <ValuesDialog
          batch={batch}
          column={choosing.column}
          name={choosing.name}
          filter={filter}
          onFilter={tools.onFilter}
          onClose={() => choose(null)}
        />
      )}
    </>
  );
}

/** The filter without what it asks of a column. */
function without(filter: RowFilter, column: number): RowFilter {
  const values = filter.values.filter((one) => one.column !== column);
  return filter.textColumn === column
    ? { ...filter, values, text: '', textColumn: null }
    : { ...filter, values };
}
