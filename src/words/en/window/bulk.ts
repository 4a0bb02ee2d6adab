import { number, rows } from '../counted.ts';

/** Changing many rows at once. */
export const bulk = {
  open: 'Change rows…',
  title: 'Change rows',
  action: 'What to do',
  actions: {
    set: 'Set a value',
    blank: 'Blank',
    replace: 'Find and replace',
    'upper-case': 'Upper case',
    'plate-form': 'Plate form: capitals, no spaces or dashes',
    copy: 'Copy from another column',
    'fill-down': 'Fill down: blank cells get the value above',
    'leave-out': 'Leave out',
    'bring-back': 'Bring back',
    keep: 'Keep as they are',
  },
  column: 'Column',
  from: 'Copy from',
  value: 'Value',
  find: 'Find',
  replacement: 'Replace with',
  pattern: 'As a pattern (regular expression)',
  matchCase: 'Match case',
  noColumn: 'Choose a column',
  nothing: 'No column of that name',
  scope: 'Which rows',
  selected: (value: number) => (value === 1 ? 'The selected row' : `The ${rows(value)} selected`),
  shown: (value: number | null) => (value === null ? 'The rows shown' : `The ${rows(value)} shown`),
  /** What would happen, before it does. */
  will: (changing: number, of: number) =>
    changing === 0 ? `None of ${rows(of)} would change.` : `${number(changing)} of ${rows(of)} will change.`,
  locked: (value: number) =>
    `${rows(value)} ${value === 1 ? 'stays as it is: it was' : 'stay as they are: they were'} accepted.`,
  shapeless: (value: number) =>
    `${rows(value)} ${value === 1 ? 'is' : 'are'} passed over: ${value === 1 ? 'its' : 'their'} cells may stand in other columns, or ${value === 1 ? 'it is no permit' : 'they are no permits'}.`,
  looking: 'Looking at the rows',
  examples: (value: number) => (value === 1 ? 'The change' : `The first ${number(value)} changes`),
  row: 'Row',
  before: 'Before',
  after: 'After',
  blankCell: 'blank',
  cancel: 'Cancel',
  apply: {
    change: (value: number) => `Change ${rows(value)}`,
    'leave-out': (value: number) => `Leave out ${rows(value)}`,
    'bring-back': (value: number) => `Bring back ${rows(value)}`,
    keep: (value: number) => `Keep ${rows(value)} as ${value === 1 ? 'it is' : 'they are'}`,
  },
  done: {
    change: (value: number) => `${rows(value)} changed.`,
    'leave-out': (value: number) => `${rows(value)} left out.`,
    'bring-back': (value: number) => `${rows(value)} brought back.`,
    keep: (value: number) => `${rows(value)} kept as ${value === 1 ? 'it is' : 'they are'}.`,
  },
  /** At an issue that no repair fits. */
  ofIssue: {
    set: 'Set…',
    blank: 'Blank',
    'leave-out': 'Leave out',
  },
  ofIssueLabel: {
    set: (title: string) => `Set a value: ${title}`,
    blank: (title: string) => `Blank: ${title}`,
    'leave-out': (title: string) => `Leave out: ${title}`,
  },
  moreOfIssue: (title: string) => `More: ${title}`,
  unfit: (value: number) => `${value === 1 ? 'The row' : `The ${rows(value)}`} that no repair fits`,
  allOfIssue: (value: number) => `All ${rows(value)}`,
  leaveOutRow: 'Leave out this row',
  bringBackRow: 'Bring back this row',
  leftOutRow: 'It is not sent, and refuses no push.',
};
