import { counted, number, rows } from '../counted.ts';

/** Deciding which of the rows with one reference ID are sent, a group at a time. */
export const duplicates = {
  open: 'Decide side by side…',
  position: (at: number, total: number) => `${number(at)} of ${number(total)}`,
  decided: (value: number, total: number) =>
    value === total ? 'All are decided.' : `${number(value)} decided`,
  previous: 'Previous',
  following: 'Next',
  field: 'Field',
  question: 'Which of these rows is sent?',
  send: (row: number) => `Send row ${number(row)}`,
  sendAll: (size: number) => (size === 2 ? 'Send both' : `Send all ${number(size)}`),
  sendNone: 'Send none',
  same: (fields: number) => `${counted(fields, 'field')} the same in all`,
  firstOf: (shown: number, size: number) => `The first ${number(shown)} of ${rows(size)} are shown.`,
  locked: (row: number) => `Row ${number(row)} was accepted by the controller, so it cannot be left out.`,
  byChoice: 'Decided by the choice for all. What you choose here holds instead.',
  decide: 'Decide',
  oneSent: (row: number, others: number) => `Row ${number(row)} is sent, ${rows(others)} left out.`,
  allSent: (size: number) => `${rows(size)} with the same reference ID are all sent.`,
  noneSent: (size: number) => `${rows(size)} left out.`,
  keys: 'Arrow keys choose, Enter decides, Page Up and Page Down turn to other rows, Esc closes.',
  none: 'No two rows have the same reference ID any more.',
  blankCell: 'blank',
};
