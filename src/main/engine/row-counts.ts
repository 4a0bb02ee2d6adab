import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { BatchDocument } from '../../batch/file/document.ts';
import type { RowFilter as BatchFilter } from '../../batch/rows/row-filter.ts';
import { countOn } from '../../batch/rows/rows.ts';
import type { RowFilter } from '../../bridge/rows.ts';
import { ok, type Result } from '../../permit/result.ts';

/** Counts the rows that pass a filter, a little at a time, so that every other call is answered meanwhile. */
export interface RowCounts {
  /** Says whose rows are wanted now: nobody waits for another filter's count. */
  want(batch: string, filter: RowFilter): void;
  /** The rows that pass, once all were looked at; null when another filter was wanted meanwhile. */
  count(batch: string, filter: RowFilter): Promise<Result<number | null>>;
}

/** The filter as the batch takes it. */
type FilterOf = (batch: string, filter: RowFilter) => Promise<Result<BatchFilter>>;

type Look = <Value>(batch: string, at: (document: BatchDocument) => Result<Value>) => Result<Value>;

/** How long it goes on at a time, and after how long it ends in one go; milliseconds. */
const usual = { sliceMs: 10, waitMs: 3_000 };

export function rowCounts(look: Look, filterOf: FilterOf, { sliceMs, waitMs } = usual): RowCounts {
  /** By batch: the filter, whatever its sort. */
  const wanted = new Map<string, string>();
  const nameOf = ({ sort: _, ...conditions }: RowFilter): string => JSON.stringify(conditions);
  const want: RowCounts['want'] = (batch, filter) => wanted.set(batch, nameOf(filter));
  return {
    want,
    async count(batch, filter) {
      want(batch, filter);
      const name = nameOf(filter);
      const found = await filterOf(batch, filter);
      if (!found.ok) return found;
      for (const startedAt = performance.now(); wanted.get(batch) === name; await yieldToEventLoop()) {
        // A batch that changes all the time would have the count begin anew and anew.
        const inOneGo = performance.now() - startedAt > waitMs;
        const counted = look(batch, (document) =>
          ok(countOn(document, found.value, inOneGo ? Number.POSITIVE_INFINITY : sliceMs)),
        );
        if (!counted.ok || counted.value !== null) return counted;
      }
      return ok(null);
    },
  };
}
