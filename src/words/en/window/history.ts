import { number, rows } from '../counted.ts';

export const history = {
  rows,
  status: {
    unsent: 'not pushed',
    unchecked: 'columns to choose',
    accepted: 'all accepted',
    problems: (value: number) => `${number(value)} not accepted`,
    interrupted: 'push interrupted',
    running: 'being pushed',
    invalid: (value: number) => `${number(value)} with errors`,
  },
  interruptedTitle: 'A push was interrupted',
  interruptedMany: (value: number) => `${number(value)} pushes did not come to their end`,
  interruptedMore: (value: number) => `${number(value)} more in the list of batches.`,
  interrupted: (file: string, done: number, total: number) =>
    `${file}: ${number(done)} of ${rows(total)} have an outcome.`,
  notAgain: 'Accepted rows will not be sent again.',
  resume: 'Resume…',
  unopened: 'Cannot be opened',
};
