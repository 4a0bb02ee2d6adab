/** Why a run stopped before its end. `words` has a sentence for each. */
export type StopCode =
  | 'refused-by-code'
  | 'refused-by-status'
  | 'certificate'
  | 'unreachable'
  | 'not-this-api-not-found'
  | 'not-this-api-redirect'
  | 'not-this-api-garbled'
  | 'wrong-lot'
  | 'waited-too-long'
  | 'untrustworthy'
  | 'asked-to-wait-too-long'
  | 'journal-failed'
  | 'batch-gone'
  | 'batch-replaced'
  | 'lock-gone'
  | 'log-gone';
