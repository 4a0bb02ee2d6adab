export const number = (value: string | number | undefined) => Number(value ?? 0).toLocaleString('fr-CA');

/** A number with its word in the number that French has: singular below two. */
export const counted = (value: string | number | undefined, one: string, more = `${one}s`) =>
  `${number(value)} ${Number(value ?? 0) < 2 ? one : more}`;

export const rows = (count: string | number | undefined) => counted(count, 'ligne');
