import type { BatchSummary } from '../../bridge/batch.ts';
import type { ConnectionSummary } from '../../bridge/connections.ts';
import { boundTo } from '../settings/bound.ts';

/** What a batch's connection is called in the history: the one that had its rows, else the one it is checked for. */
export function connectionNameOf(
  summary: BatchSummary,
  connectionOf: (name: string | null) => ConnectionSummary | undefined,
  practice: string,
): string | null {
  const name = boundTo(summary) ?? summary.connection;
  return connectionOf(name)?.practice === true ? practice : name;
}
