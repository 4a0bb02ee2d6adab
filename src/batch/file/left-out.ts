import { type LeftOutReason, leftOutReasons } from '../../permit/left-out-reason.ts';

/** Why a row is left out on purpose: that is told by its edits, and undone with them. */
export type ChosenReason = Exclude<LeftOutReason, 'duplicate'>;

/** The reason that a row's `skipped` stands for; null for a row that is not left out. */
export function leftOutReason(skipped: number): LeftOutReason | null {
  // Asked of every row, and to look an array up at -1 takes six times as long.
  return skipped === 0 ? null : (leftOutReasons[skipped - 1] ?? null);
}

/** How `row.skipped` writes that a row is left out as a duplicate; it follows from the choice, and is no edit. */
export const skippedAsDuplicate = 1;

/** How it writes that a person decided so among the rows of its permit; that is an edit. */
export const skippedByDecision = leftOutReasons.indexOf('duplicate-by-hand') + 1;

/** What an edit of kind `leave-out` says of a row: the reason, or nothing where it is not left out on purpose. */
export function chosenReason(skipped: number): ChosenReason | '' {
  const reason = leftOutReason(skipped);
  return reason === null || reason === 'duplicate' ? '' : reason;
}

/** How `row.skipped` writes what such an edit says; null where a text says nothing of the kind. */
export function skippedBy(text: string): number | null {
  if (text === '') return 0;
  const at = leftOutReasons.findIndex((reason) => reason === text && reason !== 'duplicate');
  return at < 0 ? null : at + 1;
}
