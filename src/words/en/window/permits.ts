import { counted, number } from '../counted.ts';

interface Taken {
  readonly file: string;
  readonly permits: number;
  readonly deletions: number;
  readonly passedOver: number;
}

const permitsOf = (value: number) => counted(value, 'permit', 'permits');

/** The permits that this computer knows something of. */
export const permits = {
  title: 'Permits',
  search: 'Search by plate, reference ID or permit number',
  lead: 'What was last known here, from accepted pushes and imported lists. Others may have changed permits since.',
  found: (value: number) => `${permitsOf(value)}, as last known here.`,
  first: (value: number) =>
    `The first ${permitsOf(value)}, as last known here. Type more of it to find others.`,
  looking: 'Looking…',
  none: 'Nothing is known here of permits of this connection yet.',
  noneHint:
    'Once rows are pushed to it and accepted, their permits stand here. A list with reference IDs can be imported.',
  nothingFound: (text: string) =>
    `No permit is known here whose plate, reference ID or number begins with “${text}”.`,
  noConnection: 'Choose a connection above: permits are known for each on its own.',
  failed: 'What is known here cannot be looked up.',
  reference: 'Reference ID',
  lastKnown: 'Last known here',
  from: (day: string, batch: string) => `from ${batch} on ${day}`,
  deleted: 'Deleted from here',
  show: (reference: string) => `Show the history of ${reference}`,
  history: (reference: string) => `History of ${reference}`,
  historyLead:
    'What was accepted from this computer, and what imported lists say, newest first. It is not what the controller holds now.',
  when: 'When',
  source: 'From',
  what: 'What',
  values: 'Values',
  row: (batch: string, row: number) => `${batch}, row ${row}`,
  operations: { update: 'Updated', create: 'Created', delete: 'Deleted' },
  imported: 'Imported list',
  save: 'Save table…',
  saved: (path: string) => `Saved: ${path}`,
  importList: 'Import a file…',
  taken: ({ file, permits, deletions, passedOver }: Taken, day: string) =>
    `Known from ${file}, of ${day}: ${permitsOf(permits)}.${deletions > 0 ? ` Deleted: ${counted(deletions, 'row', 'rows')}.` : ''}${passedOver > 0 ? ` Passed over: ${counted(passedOver, 'row', 'rows')}.` : ''} Nothing newer was overridden.`,
  rowsWere: {
    title: 'What was done to these permits?',
    text: (file: string, rows: number) =>
      `${file} holds results, and results do not name what was done: ${rows === 1 ? 'one accepted row of them may have updated its permit or deleted it' : `${number(rows)} accepted rows of them may have updated their permits or deleted them`}.`,
    question: 'These rows were',
    operations: { update: 'Updates', delete: 'Deletions' },
    go: 'Import',
  },
  forget: 'Forget this permit…',
  forgetTitle: (reference: string) => `Forget ${reference}?`,
  forgetText:
    'What is known here of this permit is gone for good: its earlier values can no longer be compared or put back. Batches and the controller stay as they are.',
  forgetAll: 'Forget all…',
  forgetAllTitle: (connection: string) => `Forget all permits of ${connection}?`,
  forgetAllText: (value: number) =>
    `What is known here of ${permitsOf(value)} is gone for good, what lists were imported of them too: earlier values can no longer be compared or put back, and a permit that was created here before is no longer noticed when it is created again. Batches and the controller stay as they are.`,
  forgetList: (file: string) => `Forget what ${file} says…`,
  forgetListTitle: (file: string) => `Forget what ${file} says?`,
  forgetListText:
    'What this imported list says is forgotten, of all its permits. What was pushed from here stays known.',
  forgetYes: 'Forget',
  forgot: (value: number) => `Forgotten: what was known here of ${permitsOf(value)}.`,
};
