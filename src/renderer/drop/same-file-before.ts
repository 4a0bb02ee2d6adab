import type { BatchSummary } from '../../bridge/batch.ts';

type Batch = Pick<BatchSummary, 'batch' | 'sha256' | 'operation' | 'createdAt' | 'runs' | 'canUndo'>;

/** The newest earlier batch of the very same file that was not pushed either; null without one, and once this one was worked on. */
export function sameFileBefore<One extends Batch>(batch: Batch, all: readonly One[]): One | null {
  if (batch.runs > 0 || batch.canUndo) return null;
  const earlier = all.filter(
    (one) =>
      one.batch !== batch.batch &&
      one.sha256 === batch.sha256 &&
      one.operation === batch.operation &&
      one.runs === 0 &&
      one.createdAt < batch.createdAt,
  );
  return earlier.sort((one, other) => other.createdAt.localeCompare(one.createdAt))[0] ?? null;
}
