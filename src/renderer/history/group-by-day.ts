import type { BatchSummary } from '../../bridge/batch.ts';

/** Batches under the name of their day, both in the order they came in. */
export function groupByDay(
  batches: readonly BatchSummary[],
  dayOf: (iso: string) => string,
): readonly { readonly day: string; readonly batches: readonly BatchSummary[] }[] {
  const days = new Map<string, BatchSummary[]>();
  for (const batch of batches) {
    const day = dayOf(batch.createdAt);
    days.set(day, [...(days.get(day) ?? []), batch]);
  }
  return [...days].map(([day, ofDay]) => ({ day, batches: ofDay }));
}
