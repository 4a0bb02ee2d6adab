import type { BatchSummary } from '../../bridge/batch.ts';

/**
 * The connection that a batch stays with because a controller has had rows of it; null while it is free. What one
 * controller accepted must never look as if another had, and practice least of all.
 */
export function boundTo({ pushedTo, tally }: Pick<BatchSummary, 'pushedTo' | 'tally'>): string | null {
  return tally.accepted + tally.rejected + tally.unknown > 0 ? pushedTo : null;
}
