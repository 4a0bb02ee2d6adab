import { useEffect, useState } from 'react';
import type { RemovedBatch } from '../../bridge/history.ts';
import { answerOf, bridge } from '../bridge.ts';
import { useBatches } from './batches.tsx';

/** What the history still knows of batches that were archived or deleted, the one that went last first. */
export function useRemovedBatches(): readonly RemovedBatch[] {
  const { list } = useBatches();
  const count = list?.length ?? null;
  const [removed, setRemoved] = useState<readonly RemovedBatch[]>([]);
  // A batch that leaves the list leaves a line here.
  useEffect(() => {
    if (count === null) return;
    void answerOf(bridge.removedBatches()).then((answer) => {
      if (answer.ok) setRemoved(answer.value);
    });
  }, [count]);
  const here = new Set(list?.map(({ createdAt }) => createdAt));
  // One that was opened again from its archive is a batch like any other.
  return removed
    .filter(({ archivedTo, createdAt }) => archivedTo === null || !here.has(createdAt))
    .toSorted((one, other) => other.removedAt.localeCompare(one.removedAt));
}
