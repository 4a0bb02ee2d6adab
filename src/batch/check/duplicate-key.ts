import { trimmed } from '../../permit/cell.ts';
import { type Issue, shiftedCodes } from '../../permit/issue.ts';
import type { Confirmed } from '../../permit/row-reading.ts';
import { chosenReason, skippedByDecision } from '../file/left-out.ts';

interface KeyRow {
  readonly cells: readonly string[];
  readonly skipped: number;
}

/**
 * What a row counts as when duplicates are looked for: its key, trimmed; blank where there is no column of keys, its
 * cells are shifted, the key is missing or unsound, or the row is left out on purpose, but for the decision among the
 * rows of its key. `column` is the key's, counted from 1.
 */
export function keyHeld({ cells, skipped }: KeyRow, issues: readonly Issue[], column: number): string {
  if (column === 0 || (chosenReason(skipped) !== '' && skipped !== skippedByDecision)) return '';
  for (const { column: found, code } of issues) {
    if (shiftedCodes.has(code) || found === column) return '';
  }
  return trimmed(cells[column - 1] ?? '');
}

/** What a person decided of a row among those with its key: that it is left out, that it is sent beside others, or nothing. */
export type DuplicateDecision = 'left-out' | 'sent-too' | null;

interface DecidedRow {
  readonly skipped: number;
  readonly reading: { readonly confirmed?: Confirmed };
}

export function decisionOf({ skipped, reading }: DecidedRow, column: number): DuplicateDecision {
  if (skipped === skippedByDecision) return 'left-out';
  return reading.confirmed?.[column]?.includes('reference-duplicate') ? 'sent-too' : null;
}
