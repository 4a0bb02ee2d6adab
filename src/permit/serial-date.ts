import { isoDay, isoTime } from './calendar.ts';

const serial = /^\d{5}(?:[.,]\d{1,12})?$/;
// 1954; up to 2173 by its five digits: other numbers are hardly meant as a permit's end.
const least = 20_000;
const dayZero = Date.UTC(1899, 11, 30);

/**
 * A spreadsheet's date serial, days since 1900 began, as a day and, where it has a fraction, a time. Only ever a
 * proposal: the same number is four years later in a workbook that counts from 1904. Null for any other text.
 */
export function readSerial(text: string): { readonly day: string; readonly time: string | null } | null {
  if (!serial.test(text)) return null;
  const days = Number(text.replace(',', '.'));
  if (days < least) return null;
  const date = new Date(dayZero + Math.round(days * 86_400) * 1000);
  const day = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  const time = { hour: date.getUTCHours(), minute: date.getUTCMinutes(), second: date.getUTCSeconds() };
  return { day: isoDay(day), time: Number.isInteger(days) ? null : isoTime(time) };
}
