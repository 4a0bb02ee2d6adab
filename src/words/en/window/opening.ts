import { counted, number, rows } from '../counted.ts';

export const start = {
  title: 'Update permits from a spreadsheet',
  lineOne: 'Drop a CSV or Excel file anywhere in this window, one permit to a row.',
  lineTwo: 'Every row is checked here first. Nothing is sent until you say so.',
  open: 'Open a file…',
  sample: 'Try the sample',
  template: 'Save a file to fill in…',
  templates: { update: 'New end date, plate, amount', create: 'New permits', delete: 'Permits to delete' },
  paste: 'Paste rows',
  pasteHint: 'Rows copied in Excel or Sheets, headers first, can be pasted here too (Ctrl+V).',
  drop: 'Drop the file to read it',
  dropMany: 'Several files make several batches.',
  sentence: 'No file is open.',
  goesTo: 'New batches go to:',
};

export const reading = {
  title: (file: string) => `Reading ${file}`,
  failedTitle: (file: string) => `${file} could not be read`,
  progress: (done: number, perSecond: number) =>
    `${rows(done)} read · ${number(Math.round(perSecond))} a second`,
  first: 'First rows',
  cancel: 'Cancel reading',
  cancelled: (file: string) => `Reading ${file} was cancelled. Nothing was kept.`,
  many: (value: number) => `Reading ${counted(value, 'file')}`,
  sentence: 'Reading and checking the file.',
  failedSentence: 'This file is not open. Nothing was kept.',
  takeHeaderRow: (row: number) => `Use row ${number(row)} as the header`,
  headerProposal: (row: number) => `What stands above row ${number(row)} will be left out.`,
  readWith: 'Read it differently',
  tryAgain: 'Read again',
  other: 'Open another file…',
  askedTitle: (file: string) => `One question about ${file}`,
  askedSentence: 'The file is read as soon as you have answered.',
  firstWithHeader: (row: number) => `So it would be read, with row ${number(row)} as the header`,
  answer: 'Answer…',
  read: (total: number, errors: number) =>
    errors === 0 ? `${rows(total)}, none with errors` : `${rows(total)}, ${number(errors)} with errors`,
  readUnchecked: (total: number) => `${rows(total)}, not checked yet: choose the columns first`,
  openBatch: 'Open',
  clear: (value: number) => `Clear all ${number(value)}`,
  allRead: (value: number) =>
    `${counted(value, 'file')} ${value === 1 ? 'was' : 'were'} read, each into a batch of its own.`,
  waiting: (value: number) =>
    `${counted(value, 'file')} ${value === 1 ? 'was' : 'were'} not read. The reason stands above.`,
};
