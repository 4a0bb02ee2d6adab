import type { BatchDocument } from '../file/document.ts';
import { canonical, type Json } from '../trail/canonical.ts';
import type { EntryOf } from '../trail/entry.ts';
import { endFacts, startFacts, storedRuns } from '../trail/stored-run.ts';
import type { Discrepancies } from './discrepancy.ts';
import type { Walked } from './trail-walk.ts';

/** Every line of the table `run`. */
export function checkRuns(
  document: BatchDocument,
  { runs, results, read }: Walked,
  discrepancies: Discrepancies,
): void {
  const stored = storedRuns(document.db);
  for (const run of stored) {
    const told = runs.get(run.id);
    if (!told) {
      discrepancies.add('run-changed', read?.seq ?? 0, run.id);
      continue;
    }
    const start = startFactsOrNull(run);
    if (start === null || !tells(told.start, start)) discrepancies.add('run-changed', told.start.seq, run.id);
    const end = endFactsOrNull(run);
    if ((end === null) !== (told.end === null) || (told.end && end && !tells(told.end, end))) {
      discrepancies.add('run-changed', told.end?.seq ?? told.start.seq, run.id);
    }
    if (run.results !== null && results.size > 0 && !results.has(run.results)) {
      discrepancies.add('run-changed', told.end?.seq ?? told.start.seq, run.id);
    }
  }
  for (const [id, { start }] of runs) {
    if (!stored.some((run) => run.id === id)) discrepancies.add('run-changed', start.seq, id);
  }
}

/** What an entry says besides facts of the table `run`. */
const own = new Set(['seq', 'at', 'previous', 'by', 'tally']);

/** Whether an entry says these facts and no others. */
function tells(entry: EntryOf<'run-started' | 'run-ended'>, facts: object): boolean {
  const told = Object.fromEntries(Object.entries(entry).filter(([key]) => !own.has(key)));
  return canonical(told as Json) === canonical(facts as Json);
}

function startFactsOrNull(run: Parameters<typeof startFacts>[0]): object | null {
  try {
    return startFacts(run);
  } catch {
    return null;
  }
}

function endFactsOrNull(run: Parameters<typeof endFacts>[0]): object | null {
  try {
    return endFacts(run);
  } catch {
    return {};
  }
}
