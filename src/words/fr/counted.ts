import { numbersIn } from '../numbers.ts';

type Count = string | number | undefined;

const format = numbersIn('fr-CA');

export const number = (value: Count) => format(Number(value ?? 0));

/** A number with its word, which French has in the singular below two. */
export const counted = (value: Count, one: string, more = `${one}s`) =>
  `${number(value)} ${Number(value ?? 0) < 2 ? one : more}`;

export const rows = (count: Count) => counted(count, 'ligne');
