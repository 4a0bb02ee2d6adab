import { withCharacters } from './html-entities.ts';

/** A date as a writer stored it beside the text that it shows, and its number format. */
export interface StoredDate {
  readonly stored: string;
  readonly code: string;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const written = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{4,5}) (\d{2}:\d{2}:\d{2}) GMT/;

/**
 * The date that SheetJS leaves in a cell's attributes (`data-t`, `data-v`, `data-z`), by the clock of whoever wrote it. What
 * the page shows counts: a date that is not the one shown is none.
 */
export function storedDate(attributes: string, shown: string): StoredDate | null {
  if (valueOf(attributes, 'data-t') !== 'd') return null;
  const [, name = '', day = '', year = '', time = ''] = written.exec(valueOf(attributes, 'data-v')) ?? [];
  const month = months.indexOf(name) + 1;
  if (month === 0 || year.length !== 4) return null;
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
  const known = new Set([
    Number(day),
    month,
    Number(year),
    Number(year) % 100,
    hour,
    hour % 12 || 12,
    minute,
    second,
  ]);
  const numbers = (shown.match(/\d+/g) ?? []).map(Number);
  if (numbers.length === 0 || !numbers.every((number) => known.has(number))) return null;
  const stored = `${year}-${String(month).padStart(2, '0')}-${day}T${time}`;
  return { stored, code: valueOf(attributes, 'data-z') || 'General' };
}

function valueOf(attributes: string, name: string): string {
  return withCharacters(new RegExp(`\\s${name}="([^"]{0,200})"`).exec(attributes)?.[1] ?? '');
}
