import { counted } from '../counted.ts';
import { check } from './check.ts';

/** The singular and the plural of what steps are made to. */
const nouns = {
  referenceId: ['reference ID', 'reference IDs'],
  endDate: ['end date', 'end dates'],
  plate: ['plate', 'plates'],
  amount: ['amount', 'amounts'],
  currency: ['currency', 'currencies'],
  permitNo: ['permit number', 'permit numbers'],
  zone: ['zone', 'zones'],
  startDate: ['start date', 'start dates'],
  cell: ['cell', 'cells'],
  row: ['row', 'rows'],
} as const;

const deeds = {
  change: () => 'changed',
  repair: () => 'repaired',
  keep: (count: number) => `kept as ${count === 1 ? 'it is' : 'they are'}`,
  'leave-out': () => 'left out',
  'bring-back': () => 'brought back',
  choose: () => 'left out or brought back',
} as const;

/** The answer to a question about the whole batch; null: none. */
type Choice =
  | { readonly question: 'duplicates'; readonly answer: keyof typeof check.duplicateChoices | null }
  | { readonly question: 'date-order'; readonly answer: keyof typeof check.dateOrders | null };

type Step =
  | { readonly did: keyof typeof deeds; readonly of: keyof typeof nouns; readonly count: number }
  | ({ readonly did: 'answer' } & Choice);

const choice = (made: Choice): string => {
  if (made.question === 'duplicates') {
    const answer = made.answer === null ? check.duplicatesOpen : check.duplicateChoices[made.answer];
    return `“${answer}” for duplicates`;
  }
  const answer = made.answer === null ? check.dateOrderOpen : check.dateOrders[made.answer];
  return `“${answer}” for the order of dates`;
};

const deed = (step: Step): string => {
  if (step.did === 'answer') return choice(step);
  const { did, of, count } = step;
  const [one, more] = nouns[of];
  return `${counted(count, one, more)} ${deeds[did](count)}`;
};

/** What was chosen for the whole batch; what undo and redo would do, and what they did. */
export const steps = {
  chosen: (made: Choice) => `Chosen: ${choice(made)}.`,
  undo: (step: Step | null) => (step === null ? check.undo : `${check.undo}: ${deed(step)}`),
  redo: (step: Step | null) => (step === null ? check.redo : `${check.redo}: ${deed(step)}`),
  undone: (step: Step | null) => (step === null ? 'Last change undone.' : `Undone: ${deed(step)}.`),
  redone: (step: Step | null) => (step === null ? 'Change made again.' : `Done again: ${deed(step)}.`),
};
