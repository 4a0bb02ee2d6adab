import type { IDatasource, SortModelItem } from 'ag-grid-community';
import type { Bridge } from '../../bridge/contract.ts';
import type { BatchRow, RowPage, RowFilter as WireFilter } from '../../bridge/rows.ts';
import type { Result } from '../../permit/result.ts';
import type { RowFilter } from '../shell/navigation.tsx';

type Ask = <Value>(call: Promise<Result<Value>>) => Promise<Value | null>;

/** What is known of how many rows pass the filter, or what there is to wait for. */
export type RowCount =
  | { readonly kind: 'counted'; readonly total: number }
  /** So many were found; the others are being counted. */
  | { readonly kind: 'counting'; readonly soFar: number }
  | { readonly kind: 'searching' }
  | { readonly kind: 'sorting' };

export interface RowSourceParts {
  readonly bridge: Pick<Bridge, 'rows' | 'countRows'>;
  readonly batch: string;
  readonly filter: RowFilter;
  readonly ask: Ask;
  /** Null while nothing is known, and nobody has waited long. */
  readonly onCount: (count: RowCount | null) => void;
  /** The total, once it stands, of rows that the grid was given before; `missing` where it has to ask for them again. */
  readonly onTotal: (total: number, missing: boolean) => void;
}

/** After so many milliseconds a person is told what there is to wait for. */
const soon = 250;

/** The filter as the engine takes it, sorted as the grid's header says. Column ids are the columns' places, from 1. */
export function wireFilter(filter: RowFilter, sort?: SortModelItem): WireFilter {
  const column = Number(sort?.colId);
  return {
    ...(filter.state === null ? {} : { state: filter.state }),
    ...(filter.code === null ? {} : { code: filter.code }),
    ...(filter.noRepair ? { noRepair: true as const } : {}),
    ...(filter.outcome === null ? {} : { outcome: filter.outcome }),
    ...(filter.text === '' ? {} : { text: filter.text }),
    ...(filter.resultText === '' ? {} : { resultText: filter.resultText }),
    ...(filter.text === '' || filter.textColumn === null ? {} : { textColumn: filter.textColumn }),
    ...(filter.values.length === 0
      ? {}
      : { values: filter.values.map((one) => ({ column: one.column, values: [...one.values] })) }),
    ...(filter.toSend ? { toSend: true as const } : {}),
    ...(filter.confirmed === null ? {} : { confirmed: filter.confirmed }),
    ...(filter.answer === null ? {} : { answer: filter.answer }),
    ...(filter.change === null ? {} : { change: filter.change }),
    ...(filter.changedField === null ? {} : { changedField: filter.changedField }),
    ...(column >= 1 ? { sort: { column, descending: sort?.sort === 'desc' } } : {}),
  };
}

/** Pages of a batch's rows for the grid, sorted as its header says. */
export function rowSource({ bridge, batch, filter, ask, onCount, onTotal }: RowSourceParts): IDatasource {
  const conditions = wireFilter(filter);
  let counting: Promise<number | null> | null = null;
  let told: string | null = null;

  /** Scrolling asks for page after page: only what is new is told. */
  function tellCount(count: RowCount | null): void {
    const news = JSON.stringify(count);
    if (news === told) return;
    told = news;
    onCount(count);
  }

  function count(soFar: number): Promise<number | null> {
    if (counting !== null) return counting;
    tellCount(null);
    const call = ask(bridge.countRows({ batch, filter: conditions })).finally(() => {
      counting = null;
    });
    counting = call;
    return waitedFor(soFar > 0 ? { kind: 'counting', soFar } : { kind: 'searching' }, call);
  }

  /** Tells what there is to wait for, if it takes long. */
  async function waitedFor<Value>(what: RowCount, answer: Promise<Value>): Promise<Value> {
    const timer = setTimeout(() => tellCount(what), soon);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
    }
  }

  function page(offset: number, limit: number, sort: SortModelItem | undefined): Promise<RowPage | null> {
    const wish = { batch, filter: wireFilter(filter, sort), offset, limit };
    if (wish.filter.sort === undefined) return ask(bridge.rows(wish));
    return waitedFor({ kind: 'sorting' }, ask(bridge.rows(wish)));
  }

  return {
    getRows: async ({ startRow, endRow, sortModel, successCallback, failCallback }) => {
      const limit = endRow - startRow;
      for (;;) {
        const found = await page(startRow, limit, sortModel[0]);
        if (found === null) return failCallback();
        const rows = [...found.rows] as BatchRow[];
        if (found.counted) {
          tellCount({ kind: 'counted', total: found.total });
          return successCallback(rows, found.total);
        }
        const missing = rows.length < limit;
        if (rows.length > 0) successCallback(rows, missing ? startRow + rows.length : undefined);
        const total = await count(found.total);
        if (total === null) return rows.length === 0 ? failCallback() : undefined;
        tellCount({ kind: 'counted', total });
        if (rows.length > 0) return onTotal(total, missing);
      }
    },
  };
}
