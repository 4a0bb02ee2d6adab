import type { BatchRow } from '../../bridge/rows.ts';
import type { Status } from '../shell/status-icon.tsx';

/** What a place is about: what checking says of its rows, or what became of them. */
export type Leading = 'state' | 'outcome';

/** A row that the controller rejected shows that where it is mended. A row that a push leaves out for its errors shows them where they are mended, and that it was left out in the results. */
export function statusOf({ outcome, state, leftOut }: BatchRow, leading: Leading): Status {
  if (leading === 'state' && leftOut !== null && outcome.status !== 'accepted') return 'skipped';
  if (leading === 'state' && outcome.status === 'rejected' && state !== 'invalid') return 'rejected';
  const settled = outcome.status === 'accepted' || (outcome.status === 'skipped' && state !== 'invalid');
  return leading === 'outcome' || settled ? outcome.status : state;
}
