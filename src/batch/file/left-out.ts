/**
 * Why a row is left out of what is sent, in the order of the numbers by which `row.skipped` writes it, from 1: the choice
 * among duplicates takes another row of its permit, a person left it out, `--only` asked for others, it would change
 * nothing of what is known, or it is of a batch that undoes another and would not put back all that was there before.
 */
export const leftOutReasons = [
  'duplicate',
  'by-hand',
  'only',
  'unchanged',
  'undo-partly',
  'undo-not-known',
  'undo-changed-since',
] as const;

export type LeftOutReason = (typeof leftOutReasons)[number];

/** Why a row is left out on purpose: that is told by its edits, and undone with them. */
export type ChosenReason = Exclude<LeftOutReason, 'duplicate'>;

/** The reason that a row's `skipped` stands for; null for a row that is not left out. */
export function leftOutReason(skipped: number): LeftOutReason | null {
  // Asked of every row, and to look an array up at -1 takes six times as long.
  return skipped === 0 ? null : (leftOutReasons[skipped - 1] ?? null);
}

/** How `row.skipped` writes that a row is left out as a duplicate; it follows from the choice, and is no edit. */
export const skippedAsDuplicate = 1;

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
