import { changesOf } from '../check/indexes.ts';
import type { BatchDocument } from '../file/document.ts';

/** What one step did, by the state of the batch before it: `changesOf`. */
interface ChangedRows {
  readonly after: string;
  readonly rows: ReadonlySet<number>;
}

/**
 * Which rows the last steps changed, so that what follows from a row is found anew for these alone: 100,000 rows of the
 * file that `npm run bench -- book` makes are held against the permit book in 0.9 s of processor time, and after an edit
 * the next page that a filter by kind of change shows is there in 0.02 s.
 */
const kept = new WeakMap<BatchDocument, Map<string, ChangedRows>>();

const mostSteps = 50;

/** A step that changed more rows than this is not kept: looking at all is not much longer then. */
export const mostChanged = 20_000;

/** Keeps which rows a step changed that is in the file by now; `before` is the state of the batch when it began. */
export function keepChangedRows(document: BatchDocument, before: string, rows: ReadonlySet<number>): void {
  const after = changesOf(document);
  if (before === after || rows.size > mostChanged) return;
  const steps = kept.get(document) ?? new Map<string, ChangedRows>();
  kept.set(document, steps.set(before, { after, rows }));
  for (const [oldest] of steps) {
    if (steps.size <= mostSteps) break;
    steps.delete(oldest);
  }
}

/**
 * The rows that may be sent otherwise, or not at all, than in an earlier state of the batch, ascending; null where that is
 * not known, since something else changed it than such steps.
 */
export function changedRowsSince(document: BatchDocument, state: string): number[] | null {
  const steps = kept.get(document);
  const now = changesOf(document);
  const rows = new Set<number>();
  for (let at = state; at !== now; ) {
    const step = steps?.get(at);
    if (!step) return null;
    for (const row of step.rows) rows.add(row);
    at = step.after;
  }
  return [...rows].sort((a, b) => a - b);
}
