import { counted, number } from '../counted.ts';

/** Finding reference IDs in the permit book. */
export const references = {
  /** The heading of the offer. */
  lacking: (rows: number) => `${counted(rows, 'row')} without a reference ID`,
  known: (found: number, ambiguous: number, missing: number) =>
    `By permit number or plate, as last known here: one permit for ${number(found)}, several for ${number(ambiguous)}, none for ${number(missing)}.`,
  find: 'Find reference IDs',
  done: (found: number) => `${counted(found, 'reference ID')} filled in.`,
  lookedUp: 'Looked up in the permit book',
  lookedUpRow: 'Row by row, as last known here',
  meant: 'Permits that may be meant, as last known here',
  permitNo: 'Permit number',
  zone: 'Zone',
  plate: 'Plate',
  startDate: 'Start',
  endDate: 'End',
  from: (day: string, batch: string) => `${day}, from ${batch}`,
  lastKnown: 'Last known',
  unknown: 'Not known',
  choose: 'Choose this one',
  chooseLabel: (reference: string) => `Choose this one: ${reference}`,
};
