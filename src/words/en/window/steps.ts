import { counted } from '../counted.ts';

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

interface Step {
  readonly did: keyof typeof deeds;
  readonly of: keyof typeof nouns;
  readonly count: number;
}

const deed = ({ did, of, count }: Step): string => {
  const [one, more] = nouns[of];
  return `${counted(count, one, more)} ${deeds[did](count)}`;
};

/** What was undone, or done again. */
export const steps = {
  undone: (step: Step | null) => (step === null ? 'Last change undone.' : `Undone: ${deed(step)}.`),
  redone: (step: Step | null) => (step === null ? 'Change made again.' : `Done again: ${deed(step)}.`),
};
