import type { BatchSummary } from '../../bridge/batch.ts';

/** The rows that a push would not send, each counted once. */
export interface LeftOut {
  readonly errors: number;
  readonly duplicates: number;
  readonly byHand: number;
  readonly only: number;
  readonly accepted: number;
}

/** What a push leaves out, and why: a row that is left out on purpose is told as such, whatever checking says of it. */
export function leftOut({
  invalid,
  leftOut: { reasons },
  tally,
}: Pick<BatchSummary, 'invalid' | 'leftOut' | 'tally'>): LeftOut {
  return {
    errors: invalid,
    duplicates: reasons.duplicate ?? 0,
    byHand: reasons['by-hand'] ?? 0,
    only: reasons.only ?? 0,
    accepted: tally.accepted,
  };
}
