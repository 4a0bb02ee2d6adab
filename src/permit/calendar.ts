/** A day of the real (proleptic Gregorian) calendar or one that was meant to be; months and days count from 1. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A time of day on a 24-hour clock. */
export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** What about a date and time cannot be; null where all can. */
export type Impossible = 'year' | 'month' | 'day' | 'time';

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days of that month; 0 for a month that does not exist. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)) return 29;
  return monthLengths[month - 1] ?? 0;
}

export function impossiblePart(day: CalendarDay, time: ClockTime | null): Impossible | null {
  if (day.year < 1 || day.year > 9999) return 'year';
  if (day.month < 1 || day.month > 12) return 'month';
  if (day.day < 1 || day.day > daysInMonth(day.year, day.month)) return 'day';
  if (time && (time.hour > 23 || time.minute > 59 || time.second > 59)) return 'time';
  return null;
}

/** 0 is Sunday. The day must exist. */
export function weekdayOf({ year, month, day }: CalendarDay): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCDay();
}

/** `2026-12-31` */
export function isoDay({ year, month, day }: CalendarDay): string {
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`;
}

/** `23:59:59` */
export function isoTime({ hour, minute, second }: ClockTime): string {
  return `${pad(hour)}:${pad(minute)}:${pad(second)}`;
}

function pad(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

/**
 * How a value stands to the API's `Y-m-d\TH:i:s` (opscom-api.md, End Date): of another form, of that form but no real
 * date and time, or real. Year 0 is not a year.
 */
export function apiDateTime(value: string): 'other' | 'impossible' | 'real' {
  if (
    value.length !== 19 ||
    value.charCodeAt(4) !== 45 ||
    value.charCodeAt(7) !== 45 ||
    value.charCodeAt(10) !== 84 ||
    value.charCodeAt(13) !== 58 ||
    value.charCodeAt(16) !== 58
  ) {
    return 'other';
  }
  const century = twoDigits(value, 0);
  const inCentury = twoDigits(value, 2);
  const month = twoDigits(value, 5);
  const day = twoDigits(value, 8);
  const hour = twoDigits(value, 11);
  const minute = twoDigits(value, 14);
  const second = twoDigits(value, 17);
  if (century < 0 || inCentury < 0 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0) {
    return 'other';
  }
  const year = century * 100 + inCentury;
  const real =
    year > 0 && day > 0 && day <= daysInMonth(year, month) && hour < 24 && minute < 60 && second < 60;
  return real ? 'real' : 'impossible';
}

/** -1 unless two ASCII digits stand at `at`. */
function twoDigits(value: string, at: number): number {
  const tens = value.charCodeAt(at) - 48;
  const ones = value.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** The parts of a value of the form `Y-m-d\TH:i:s`, real or not. */
export function apiParts(value: string): { readonly day: CalendarDay; readonly time: ClockTime } {
  return {
    day: {
      year: Number(value.slice(0, 4)),
      month: Number(value.slice(5, 7)),
      day: Number(value.slice(8, 10)),
    },
    time: {
      hour: Number(value.slice(11, 13)),
      minute: Number(value.slice(14, 16)),
      second: Number(value.slice(17, 19)),
    },
  };
}
