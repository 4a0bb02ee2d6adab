/** Why a row is not sent, at the row: in the results, and in the window. */
export const leftOut = {
  duplicate: 'Left out: another row of the same permit is sent.',
  'by-hand': 'Left out by hand.',
  only: 'Left out: not among the rows that were asked for with --only.',
};
