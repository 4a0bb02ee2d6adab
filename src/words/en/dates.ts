const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export function monthName(month: number): string {
  return months[month - 1] ?? String(month);
}

/** `30 February`, also for a day that does not exist. */
export function dayAndMonth(day: number, month: number): string {
  return `${day} ${monthName(month)}`;
}

/** `3 June` of a text that begins with `2026-06-03`. */
export function dayOfYear(iso: string): string {
  return dayAndMonth(Number(iso.slice(8, 10)), Number(iso.slice(5, 7)));
}

/** `31 December 2026` of a text that begins with `2026-12-31`. */
export function longDay(iso: string | number | undefined): string {
  const text = String(iso ?? '');
  return `${dayAndMonth(Number(text.slice(8, 10)), Number(text.slice(5, 7)))} ${Number(text.slice(0, 4))}`;
}

/** `28th` */
export function ordinal(number: number): string {
  const teen = number % 100 >= 11 && number % 100 <= 13;
  return `${number}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`;
}
