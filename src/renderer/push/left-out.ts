import type { BatchSummary } from '../../bridge/batch.ts';

/** The rows that a push would not send, each counted once. */
export interface LeftOut {
  readonly errors: number;
  readonly duplicates: number;
  readonly accepted: number;
}

/**
 * What a push leaves out, and why. Once a run began, the tally's skipped rows hold those with errors too; a row with
 * errors is told as such, whether or not it is a duplicate as well.
 */
export function leftOut({
  invalid,
  valid,
  warned,
  pushable,
  runs,
  tally,
}: Pick<BatchSummary, 'invalid' | 'valid' | 'warned' | 'pushable' | 'runs' | 'tally'>): LeftOut {
  const duplicates = runs === 0 ? valid + warned - pushable : Math.max(0, tally.skipped - invalid);
  return { errors: invalid, duplicates, accepted: tally.accepted };
}
