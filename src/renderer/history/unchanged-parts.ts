import type { BatchSummary } from '../../bridge/batch.ts';

const parts = ['columns', 'samples', 'notes', 'issueCounts', 'sheets'] as const;

/**
 * The summary that came last, with those of its parts that have not changed as the objects they were: what is drawn
 * from them, such as the grid's columns, is then not drawn anew after every edit.
 */
export function keepUnchangedParts(before: BatchSummary | undefined, now: BatchSummary): BatchSummary {
  if (before === undefined) return now;
  const same = parts.filter((part) => JSON.stringify(before[part]) === JSON.stringify(now[part]));
  return { ...now, ...Object.fromEntries(same.map((part) => [part, before[part]])) };
}
