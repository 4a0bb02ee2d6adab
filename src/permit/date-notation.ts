import { type CalendarDay, type ClockTime, impossiblePart, weekdayOf } from './calendar.ts';
import { trimmed } from './cell.ts';
import type { DateOrder } from './check-settings.ts';
import { readMonth, readWeekday } from './date-names.ts';
import { type ClockReading, readClock } from './time-notation.ts';

/** How a text can be read as a date. */
export type DateReading =
  | { readonly kind: 'none' }
  /** `03/04/26`: too few digits in its year to tell anything. */
  | { readonly kind: 'short-year' }
  /** The form of a date, but no such day or time. */
  | { readonly kind: 'impossible'; readonly day: CalendarDay | null; readonly time: ClockTime | null }
  /** `03/04/2026`: two days, and nothing in the text to tell which. */
  | {
      readonly kind: 'order';
      readonly dayFirst: CalendarDay;
      readonly monthFirst: CalendarDay;
      readonly clock: ClockReading;
    }
  | {
      readonly kind: 'day';
      readonly day: CalendarDay;
      readonly clock: ClockReading;
      /** The order that the text proves; null where none follows from it. */
      readonly proves: DateOrder | null;
      readonly doubt: 'short-year' | 'contradiction' | null;
    };

const none: DateReading = { kind: 'none' };

const numeric = /^(\d{1,4}) ?([-/. ]) ?(\d{1,2}) ?\2 ?(\d{1,4})(?!\d)(.*)$/;
const compact = /^((?:19|20|21)\d{2})(\d{2})(\d{2})(?:t?(\d{2})(\d{2})(\d{2}))?(z)?$/;
const named =
  /^(?:(?!le |the )([a-z]{3,9})\.?,? )?(?:(?:le |the )?(\d{1,2})(?:st|nd|rd|th|er|re)?(?: of)?[ -]?([a-z]{3,9})\.?,?[ -]?(\d{4}|'?\d{2})|([a-z]{3,9})\.?[ -]?(\d{1,2})(?:st|nd|rd|th)?,? ?(\d{4})|(\d{4})[ -]([a-z]{3,9})\.?[ -](\d{1,2}))(?!\d)(.*)$/;

/**
 * Reads a trimmed text as a date in any notation that people and programs write, without guessing: years of four
 * digits, or two at the end; days and months as numbers in either order or as English or French names; a time after
 * it. Serial numbers are not dates here (see serial-date.ts).
 */
export function readDate(text: string): DateReading {
  if (text.length < 6 || text.length > 80) return none;
  const folded = fold(text);
  const numbers = numeric.exec(folded);
  if (numbers) return readNumeric(numbers);
  const digits = compact.exec(folded);
  if (digits) return readCompact(digits);
  const words = named.exec(folded);
  return words ? readNamed(words) : none;
}

/** What one End Date cell proves about its column: `23/04/2026` that the day comes first. Mostly null. */
export function dateOrderProof(value: string): DateOrder | null {
  const reading = readDate(trimmed(value));
  return reading.kind === 'day' && reading.doubt === null ? reading.proves : null;
}

function fold(text: string): string {
  const plain = /^[\x20-\x7e]*$/.test(text)
    ? text
    : text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .replace(/[\u2010-\u2015\u2212]/g, '-')
        .replace(/[\u2018\u2019]/g, "'");
  return plain.toLowerCase().replace(/\s+/g, ' ');
}

function readNumeric(match: RegExpExecArray): DateReading {
  const [, first = '', separator, second = '', third = '', rest = ''] = match;
  const clock = readClock(rest);
  if (!clock) return none;
  const [a, b, c] = [Number(first), Number(second), Number(third)];
  if (first.length === 4 && third.length <= 2)
    return dayReading({ year: a, month: b, day: c }, clock, null, null);
  if (first.length > 2 || third.length === 3 || third.length === 1) return none;
  const short = third.length === 2;
  const year = short ? 2000 + c : c;
  const dayFirst = { year, month: b, day: a };
  const monthFirst = { year, month: a, day: b };
  const day = impossiblePart(dayFirst, null) === null;
  const month = impossiblePart(monthFirst, null) === null;
  if (short && (day === month || separator === '-')) return { kind: 'short-year' };
  if (!day && !month) {
    // 30/02/2026 has but one month that exists, so it can be told what is wrong with its day.
    const meant = b <= 12 ? dayFirst : a <= 12 ? monthFirst : null;
    return { kind: 'impossible', day: meant, time: null };
  }
  if (day && month && a !== b) {
    if (impossiblePart(dayFirst, clock.time)) return { kind: 'impossible', day: dayFirst, time: clock.time };
    return { kind: 'order', dayFirst, monthFirst, clock };
  }
  const proves = day && month ? null : day ? 'day-first' : 'month-first';
  return dayReading(day ? dayFirst : monthFirst, clock, proves, short ? 'short-year' : null);
}

function readCompact([, year, month, day, hour, minute, second, zulu]: RegExpExecArray): DateReading {
  const time = hour === undefined ? null : clockTime(hour, minute, second);
  if (!time && zulu) return none;
  const offset = zulu ? 0 : null;
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  // Eight digits are a date only if they make one: they may just as well be a number.
  if (impossiblePart(date, time)) return none;
  return dayReading(date, { time, offset, contradiction: false }, null, null);
}

function clockTime(hour: string, minute = '0', second = '0'): ClockTime {
  return { hour: Number(hour), minute: Number(minute), second: Number(second) };
}

function readNamed(match: RegExpExecArray): DateReading {
  const [, weekday, day, month, year, monthUs, dayUs, yearUs, yearIso, monthIso, dayIso, rest = ''] = match;
  const number = readMonth(month ?? monthUs ?? monthIso ?? '');
  const clock = readClock(rest);
  if (number === null || !clock) return none;
  const yearText = (year ?? yearUs ?? yearIso ?? '').replace("'", '');
  const date = {
    year: yearText.length === 2 ? 2000 + Number(yearText) : Number(yearText),
    month: number,
    day: Number(day ?? dayUs ?? dayIso),
  };
  if (weekday !== undefined) {
    const stated = readWeekday(weekday);
    if (stated === null) return none;
    if (impossiblePart(date, null) === null && weekdayOf(date) !== stated) {
      return dayReading(date, clock, null, 'contradiction');
    }
  }
  return dayReading(date, clock, null, yearText.length === 2 ? 'short-year' : null);
}

function dayReading(
  day: CalendarDay,
  clock: ClockReading,
  proves: DateOrder | null,
  doubt: 'short-year' | 'contradiction' | null,
): DateReading {
  if (impossiblePart(day, clock.time)) return { kind: 'impossible', day, time: clock.time };
  return { kind: 'day', day, clock, proves, doubt: clock.contradiction ? 'contradiction' : doubt };
}
