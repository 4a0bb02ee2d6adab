import { counted, number, rows } from '../counted.ts';
import { dayOfYear } from '../dates.ts';

const block = (rowCount: number, columns: number) => `${rows(rowCount)} × ${counted(columns, 'column')}`;

export const check = {
  title: 'Rows',
  all: 'All',
  valid: 'Ready',
  warned: 'Warnings',
  invalid: 'Errors',
  'left-out': 'Left out',
  states: 'Show rows by state',
  find: 'Find in rows',
  showingLead: 'Showing ',
  showing: (value: number) => `Showing ${rows(value)}`,
  counting: (value: number) => `${rows(value)} so far, still counting`,
  searching: 'Searching the rows',
  sorting: 'Sorting the rows',
  onlyCode: (title: string) => `Only: ${title}`,
  onlyOutcome: (outcome: string) => `Only: ${outcome}`,
  onlyToSend: 'Only: will be sent',
  onlyNoRepair: 'no repair fits',
  onlyKept: 'Kept as it is',
  onlyValues: (header: string, values: readonly string[]) =>
    `${header}: ${values
      .slice(0, 2)
      .map((value) => value.trim() || '(blank)')
      .join(', ')}${values.length > 2 ? ` + ${number(values.length - 2)}` : ''}`,
  clear: 'Clear filter',
  undo: 'Undo',
  redo: 'Redo',
  rowNumber: 'Row',
  state: 'State',
  edited: 'edited',
  locked: 'This row was accepted, so it can no longer be edited.',
  noRows: 'No row matches this filter.',
  showAll: 'Show all rows',
  headersOnly: 'This file has headers but no rows.',
  notLoaded: 'These rows could not be loaded',
  cellEditor: 'Value of the cell',
  sortable: 'Press Enter to sort',
  loading: 'Loading rows',
  issues: 'Issues',
  rejected: 'Rejected by the controller',
  noIssues: 'No issues. Every row to be sent passes.',
  show: 'Show',
  showIssue: (title: string) => `Show rows: ${title}`,
  repairAll: (value: number) => `Repair ${number(value)}`,
  repairAllLabel: (value: number, title: string) => `Repair ${rows(value)}: ${title}`,
  repaired: (value: number) => `${rows(value)} repaired.`,
  repair: 'Repair',
  keep: 'Keep as it is',
  keepAll: (value: number) => `Keep ${number(value)} as ${value === 1 ? 'it is' : 'they are'}`,
  keepAllLabel: (value: number, title: string) =>
    `Keep ${number(value)} as ${value === 1 ? 'it is' : 'they are'}: ${title}`,
  kept: (value: number) => `${number(value)} kept as ${value === 1 ? 'it is' : 'they are'}.`,
  duplicates: 'Rows with the same reference ID',
  duplicateChoices: { first: 'Send the first', last: 'Send the last', all: 'Send all' },
  duplicatesOpen: 'Not chosen',
  dateOrder: 'Dates such as 03/04/2026',
  dateQuestion: (date: string, dayFirst: string, monthFirst: string, waiting: number) =>
    `Is ${date} ${dayOfYear(dayFirst)} or ${dayOfYear(monthFirst)}? ${rows(waiting)} ${waiting === 1 ? 'waits' : 'wait'}.`,
  dateProof: (order: 'day-first' | 'month-first', value: string) =>
    `${order === 'day-first' ? 'Day' : 'Month'} first: ${value} can only be read so.`,
  waitForOrder: (value: number) => `${number(value)} ${value === 1 ? 'waits' : 'wait'} for the date order`,
  dateOrders: { 'day-first': 'Day first', 'month-first': 'Month first' },
  dateOrderOpen: 'Not chosen',
  row: (row: number) => `Row ${number(row)}`,
  noRow: 'Select a row to see what will be sent.',
  before: 'Now',
  after: 'After repair',
  guess: 'More than one reading is possible. Check before you take this.',
  preview: 'What will be sent',
  previewSent: 'What was sent',
  request: 'The request',
  wasShort: (value: string) => `was ${value}`,
  was: (value: string, at: string) => `was ${value}, last known here on ${at}`,
  previewNote: 'The token is added when the row is sent.',
  cannotSend: 'This row cannot be sent yet.',
  localEnd: (value: string) => `Ends ${value} on the lot’s clock.`,
  endWithoutZone: (value: string) =>
    `Ends ${value}. The connection does not state the lot’s time zone, so this is sent as it stands.`,
  controllerSaid: 'The controller answered',
  whatHappened: 'What happened',
  edit: 'Double-click a cell, or press Enter, to edit it.',
  beyond: (cells: readonly string[]) =>
    `Beyond the last column: ${cells.map((cell) => `“${cell.trim()}”`).join(', ')}. Put it where it belongs, then remove it here.`,
  removeExtra: (value: number) => `Remove ${counted(value, 'extra cell')}`,
  /** Of all rows: the numbers add up. */
  sentence: (ready: number, not: number, leftOut: number, accepted = 0, unanswered = 0) =>
    `${[
      ready > 0
        ? `${rows(ready)} can be pushed`
        : accepted > 0
          ? `${rows(accepted)} ${accepted === 1 ? 'was' : 'were'} accepted`
          : 'No row can be pushed yet',
      ...(not === 0 ? [] : [`${number(not)} cannot`]),
      ...(leftOut === 0 ? [] : [`${number(leftOut)} left out`]),
      ...(ready === 0 || accepted === 0 ? [] : [`${number(accepted)} accepted`]),
      ...(unanswered === 0 ? [] : [`${number(unanswered)} without an answer`]),
    ].join(' · ')}.`,
  saveErrors: 'Save error list…',
  saveCorrected: 'Save corrected file…',
  saved: (path: string) => `Saved: ${path}`,
  changing: (done: number, total: number) => `Rows done: ${number(done)} of ${number(total)}.`,
  stopChange: 'Stop',
  next: (ready: number, practice: boolean) =>
    practice ? `Practise with ${rows(ready)}…` : `Push ${rows(ready)}…`,
  copied: (rowCount: number, columns: number) => `${block(rowCount, columns)} copied.`,
  cleared: (cells: number) => `${counted(cells, 'cell')} cleared.`,
  wholeRows: 'Whole rows are selected, and Delete clears cells only. Select the cells to clear.',
  pasteWholeRows: 'Whole rows are selected. Select the first cell to paste into, or the cells to fill.',
  pushing: 'This batch is being pushed: its rows are only shown until that ends.',
  toPush: 'Back to the push',
  readOnly: 'These rows are only shown here; nothing was changed.',
  selected: (rowCount: number, columns: number) => `${block(rowCount, columns)} selected.`,
  selectedRows: (value: number) => `${rows(value)} selected.`,
  paste: 'Paste',
  pasted: (rowCount: number, columns: number) => `${block(rowCount, columns)} pasted.`,
  pasteTitle: 'Paste what fits?',
  pasteLead: (rowCount: number, columns: number, first: number) =>
    `${block(rowCount, columns)} will be pasted, from row ${number(first)} on.`,
  pasteNothing: 'Nothing of the clipboard can be pasted here.',
  pasteRowsBeyond: (value: number) =>
    `${counted(value, 'line')} of the clipboard ${value === 1 ? 'is' : 'are'} left out: no more rows are shown.`,
  pasteColumnsBeyond: (value: number) =>
    `${counted(value, 'column')} of the clipboard ${value === 1 ? 'is' : 'are'} left out: no more columns are shown.`,
  pasteLocked: (value: number) =>
    `${rows(value)} ${value === 1 ? 'was' : 'were'} accepted by the controller and ${value === 1 ? 'stays as it is' : 'stay as they are'}.`,
  pasteShapeless: (value: number) =>
    `${rows(value)} ${value === 1 ? 'stays as it is: its' : 'stay as they are: their'} cells may stand in other columns. Mend ${value === 1 ? 'it' : 'them'} one by one.`,
  pasteRagged: (value: number) =>
    `${counted(value, 'line')} of the clipboard ${value === 1 ? 'is' : 'are'} shorter than the others; the cells at ${value === 1 ? 'its' : 'their'} end stay as they are.`,
  pasteHidden: (names: readonly string[]) => `Hidden columns get nothing: ${names.join(', ')}.`,
  details: 'Issues and row',
};
