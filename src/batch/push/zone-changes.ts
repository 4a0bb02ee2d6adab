import type { BatchDocument } from '../file/document.ts';
import { totalsOfRuns, type ZoneChange } from '../trail/zone-totals.ts';
import { lastRun } from './run.ts';

/** What the controller told of its permits by zone around the last run; empty where it was not asked, or gave no answer. */
export function lastZoneChanges(document: BatchDocument): readonly ZoneChange[] {
  const run = lastRun(document);
  return run === null ? [] : (totalsOfRuns(document).get(run.id) ?? []);
}
