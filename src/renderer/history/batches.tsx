import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { UnopenedBatch } from '../../bridge/history.ts';
import { bridge } from '../bridge.ts';
import { useAsk } from '../shell/problems.tsx';
import { keepUnchangedParts } from './unchanged-parts.ts';

interface Batches {
  /** Newest first; null until they are known. */
  readonly list: readonly BatchSummary[] | null;
  /** Batch files that cannot be opened. */
  readonly unopened: readonly UnopenedBatch[];
  get(batch: string): BatchSummary | undefined;
  /** Takes over what the app last said of a batch. */
  put(summary: BatchSummary): void;
  refresh(): Promise<void>;
  /** Asks for a change of a batch, and takes the answer over; null when it failed. */
  change(call: ReturnType<typeof bridge.summary>): Promise<BatchSummary | null>;
}

const BatchesContext = createContext<Batches | null>(null);

export function BatchesProvider({ children }: { children: ReactNode }) {
  const ask = useAsk();
  const [list, setList] = useState<readonly BatchSummary[] | null>(null);

  const [unopened, setUnopened] = useState<readonly UnopenedBatch[]>([]);

  const refresh = useCallback(async () => {
    const known = await ask(bridge.listBatches());
    if (known === null) return;
    setUnopened(known.unopened);
    setList((before) =>
      known.batches.map((one) =>
        keepUnchangedParts(
          before?.find((other) => other.batch === one.batch),
          one,
        ),
      ),
    );
  }, [ask]);

  const put = useCallback((summary: BatchSummary) => {
    setList((before) => {
      const others = (before ?? []).filter((other) => other.batch !== summary.batch);
      const known = before?.find((other) => other.batch === summary.batch);
      return [...others, keepUnchangedParts(known, summary)].toSorted((a, b) =>
        b.createdAt.localeCompare(a.createdAt),
      );
    });
  }, []);

  const change = useCallback<Batches['change']>(
    async (call) => {
      const summary = await ask(call);
      if (summary !== null) put(summary);
      return summary;
    },
    [ask, put],
  );

  useEffect(() => {
    void refresh();
    return bridge.listen((event) => {
      if (event.kind === 'reading-ended' && event.result !== 'cancelled' && event.result.ok) {
        put(event.result.value);
        // A batch read again may have taken another's place.
        void refresh();
      }
      if (event.kind === 'push-ended' || event.kind === 'checked') put(event.summary);
    });
  }, [refresh, put]);

  const batches = useMemo<Batches>(
    () => ({
      list,
      unopened,
      get: (batch) => list?.find((one) => one.batch === batch),
      put,
      refresh,
      change,
    }),
    [list, unopened, put, refresh, change],
  );
  return <BatchesContext value={batches}>{children}</BatchesContext>;
}

export function useBatches(): Batches {
  const batches = useContext(BatchesContext);
  if (batches === null) throw new Error('No BatchesProvider above');
  return batches;
}
