import { numbersIn } from '../numbers.ts';

type Count = string | number | undefined;

const format = numbersIn('en-CA');

export const number = (value: Count) => format(Number(value ?? 0));

/** A number with its word, which is singular for one alone. */
export const counted = (value: Count, one: string, more = `${one}s`) =>
  `${number(value)} ${Number(value ?? 0) === 1 ? one : more}`;

export const rows = (count: Count) => counted(count, 'row');
