/**
 * Why a row is left out of what is sent: the choice among duplicates takes another row of its permit, a person left it
 * out, `--only` asked for others, it would change nothing of what is known, it is of a batch that undoes another and would
 * not put back all that was there before, or a person looked at the rows of its permit and sends others, or none. Batches
 * hold the place in this list, from 1: a new reason comes last.
 */
export const leftOutReasons = [
  'duplicate',
  'by-hand',
  'only',
  'unchanged',
  'undo-partly',
  'undo-not-known',
  'undo-changed-since',
  'duplicate-by-hand',
] as const;

export type LeftOutReason = (typeof leftOutReasons)[number];
