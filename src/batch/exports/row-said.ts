import { rowMessage } from '../../words/row-message.ts';
import type { Words } from '../../words/words.ts';
import { leftOutReason } from '../file/left-out.ts';
import { readNote } from '../file/note.ts';
import type { Outcome } from '../file/tally.ts';

interface Line {
  readonly outcome: Outcome;
  /** As `row.skipped` writes it. */
  readonly skipped: number;
  readonly message: string | null;
  readonly note: string | null;
}

/** What the results and reports say of a row: the answer that it got, or why it is left out; empty where there is neither. */
export function rowSaid({ outcome, skipped, message, note }: Line, words: Words): string {
  if (outcome !== 'skipped') return rowMessage({ message, note: readNote(note) }, words);
  const reason = leftOutReason(skipped);
  return reason === null ? '' : words.leftOut[reason];
}
