import type { BatchDocument } from '../file/document.ts';
import { totalsOfRuns, type ZoneTotals } from '../trail/zone-totals.ts';
import { lastRun } from './run.ts';

/** What the controller told of its permits by zone around the last run; null where it was not asked, or gave no answer. */
export function lastZoneTotals(document: BatchDocument): ZoneTotals | null {
  const run = lastRun(document);
  return run === null ? null : (totalsOfRuns(document).get(run.id) ?? null);
}
