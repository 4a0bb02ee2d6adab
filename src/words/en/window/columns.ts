import { counted } from '../counted.ts';

export const columns = {
  title: 'Which column is which',
  lead: 'Each field of a permit takes its values from one column of the file.',
  field: 'Field',
  column: 'Column in the file',
  match: 'Match',
  samples: 'First values',
  certainty: {
    exact: 'Certain: published name',
    normalised: 'Certain: known name',
    chosen: 'Chosen by you',
    remembered: 'Remembered: you chose it before',
  },
  proposed: 'Only similar: please confirm',
  confirm: (header: string) => `Use “${header}”`,
  missing: 'Not in this file',
  missingRequired: 'No column yet: choose one',
  none: 'Not in this file',
  choose: (field: string) => `Column for ${field}`,
  rest: (value: number) => `${counted(value, 'column')} not sent`,
  restNote: 'They stay in the file and come out again in the results.',
  sentence: (mapped: number) => `${counted(mapped, 'field')} will be sent from this file.`,
  sentenceMissing: 'A Reference ID column is needed before anything can be checked or sent.',
  sentenceProposed: (value: number) =>
    `${counted(value, 'similar column')} not taken: confirm, or go on without.`,
  next: 'Check rows',
};
