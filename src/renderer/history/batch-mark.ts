import type { BatchSummary } from '../../bridge/batch.ts';
import type { Words } from '../../words/words.ts';
import type { Mark } from '../shell/mark.tsx';

/** A batch's outcome in one mark, and in words. */
export function batchMark(
  words: Words['window'],
  summary: BatchSummary,
  running: boolean,
): { readonly mark: Mark; readonly label: string } {
  const labels = words.history.mark;
  const { tally } = summary;
  if (running) return { mark: 'running', label: labels.running };
  if (summary.interrupted) return { mark: 'interrupted', label: labels.interrupted };
  if (summary.runs === 0) {
    return summary.invalid > 0
      ? { mark: 'warned', label: labels.invalid(summary.invalid) }
      : { mark: 'unsent', label: labels.unsent };
  }
  const notAccepted = summary.rows - tally.accepted - tally.skipped;
  if (notAccepted === 0) return { mark: 'accepted', label: labels.accepted };
  const mark = tally.unknown > 0 ? 'unknown' : tally.rejected > 0 ? 'rejected' : 'unsent';
  return { mark, label: labels.problems(notAccepted) };
}
