import type { BatchSummary } from '../../bridge/batch.ts';
import { isSendable } from '../../permit/mapping.ts';
import { operationRules } from '../../permit/operation-rules.ts';
import type { Words } from '../../words/words.ts';
import type { Status } from '../shell/status-icon.tsx';

/** A batch's outcome in one status, and in words. */
export function batchStatus(
  words: Words['window'],
  summary: BatchSummary,
  running: boolean,
): { readonly status: Status; readonly label: string } {
  const labels = words.history.status;
  const { tally } = summary;
  if (running) return { status: 'running', label: labels.running };
  if (summary.interrupted) return { status: 'interrupted', label: labels.interrupted };
  if (summary.runs === 0) {
    // Nothing was checked yet: its rows are not wrong, only unread.
    if (!isSendable(summary.columns, operationRules[summary.operation])) {
      return { status: 'unsent', label: labels.unchecked };
    }
    return summary.invalid > 0
      ? { status: 'warned', label: labels.invalid(summary.invalid) }
      : { status: 'unsent', label: labels.unsent };
  }
  const notAccepted = summary.rows - tally.accepted - tally.skipped;
  if (notAccepted === 0) return { status: 'accepted', label: labels.accepted };
  const status = tally.unknown > 0 ? 'unknown' : tally.rejected > 0 ? 'rejected' : 'unsent';
  return { status, label: labels.problems(notAccepted) };
}
