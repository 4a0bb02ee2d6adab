const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

export function monthName(month: number): string {
  return months[month - 1] ?? String(month);
}

/** `30 février`, `1er mars`, also for a day that does not exist. */
export function dayAndMonth(day: number, month: number): string {
  return `${day === 1 ? '1er' : day} ${monthName(month)}`;
}

/** `3 juin` of a text that begins with `2026-06-03`. */
export function dayOfYear(iso: string): string {
  return dayAndMonth(Number(iso.slice(8, 10)), Number(iso.slice(5, 7)));
}

/** `31 décembre 2026` of a text that begins with `2026-12-31`. */
export function longDay(iso: string | number | undefined): string {
  const text = String(iso ?? '');
  return `${dayAndMonth(Number(text.slice(8, 10)), Number(text.slice(5, 7)))} ${Number(text.slice(0, 4))}`;
}
