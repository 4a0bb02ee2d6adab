import type { IDatasource } from 'ag-grid-community';
import type { BatchRow, RowPage } from '../../bridge/contract.ts';
import type { Result } from '../../permit/result.ts';
import { bridge } from '../bridge.ts';
import type { RowFilter } from '../shell/navigation.tsx';

type Ask = (call: Promise<Result<RowPage>>) => Promise<RowPage | null>;

/** Pages of a batch's rows for the grid, sorted as its header says. Column ids are the columns' places, from 1. */
export function rowSource(
  batch: string,
  filter: RowFilter,
  ask: Ask,
  onTotal: (total: number) => void,
): IDatasource {
  return {
    getRows: ({ startRow, endRow, sortModel, successCallback, failCallback }) => {
      const sort = sortModel[0];
      const column = Number(sort?.colId);
      void ask(
        bridge.rows({
          batch,
          filter: {
            ...(filter.state === null ? {} : { state: filter.state }),
            ...(filter.code === null ? {} : { code: filter.code }),
            ...(filter.outcome === null ? {} : { outcome: filter.outcome }),
            ...(filter.text === '' ? {} : { text: filter.text }),
            ...(sort === undefined || !(column >= 1)
              ? {}
              : { sort: { column, descending: sort.sort === 'desc' } }),
          },
          offset: startRow,
          limit: endRow - startRow,
        }),
      ).then((page) => {
        if (page === null) return failCallback();
        onTotal(page.total);
        successCallback([...page.rows] as BatchRow[], page.total);
      });
    },
  };
}
