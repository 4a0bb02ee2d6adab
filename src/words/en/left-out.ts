/** Why a row is not sent, at the row: in the results, and in the window. */
export const leftOut = {
  duplicate: 'Left out: another row of the same permit is sent.',
  'by-hand': 'Left out by hand.',
  only: 'Left out: not among the rows that were asked for with --only.',
  unchanged: 'Left out: it would change nothing of what was last known here.',
  'undo-partly': 'Left out: only a part of what was there before is known here.',
  'undo-not-known': 'Left out: nothing that was there before is known here.',
  'undo-changed-since': 'Left out: another batch has changed this permit since.',
  'duplicate-by-hand': 'Left out by hand, as a duplicate.',
};
