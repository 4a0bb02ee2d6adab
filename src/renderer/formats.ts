import { instantsIn } from '../words/instants.ts';
import type { Language } from '../words/words.ts';

export interface Formats {
  /** An ISO 8601 instant on this computer's clock. */
  instant(iso: string): string;
  clock(iso: string): string;
  /** "Today", "Yesterday", or the date. */
  day(iso: string, now: number): string;
  /** The day on this computer's calendar, as 2026-12-31. */
  isoDay(iso: string): string;
  /** A time on some clock, written as 2026-12-31T23:59:59 or with a space; as it stands where it is no such time. */
  wallClock(text: string): string;
  /** Seconds, as one or two units. */
  duration(seconds: number): string;
  percent(ratio: number): string;
  /** An exact decimal with two digits behind the point, as text; no number in between could round it. */
  amount(decimal: string): string;
}

const dayLength = 86_400_000;

export function formatsIn(language: Language): Formats {
  const locale = language === 'fr' ? 'fr-CA' : 'en-CA';
  const instant = instantsIn(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const clock = instantsIn(locale, { timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const thisYear = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'long' });
  const otherYear = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  // Swedish dates are ISO 8601's.
  const isoDay = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short' });
  // Not an instant: no zone may move it.
  const wallClock = instantsIn(locale, {
    dateStyle: 'full',
    timeStyle: 'medium',
    timeZone: 'UTC',
  });
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const amount = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const unit = (value: number, name: 'second' | 'minute' | 'hour') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
  return {
    instant,
    clock,
    day: (iso, now) => {
      const days = Math.round((startOfDay(now) - startOfDay(Date.parse(iso))) / dayLength);
      if (days === 0 || days === 1) return capitalised(relative.format(-days, 'day'));
      const date = new Date(iso);
      const sameYear = date.getFullYear() === new Date(now).getFullYear();
      return capitalised((sameYear ? thisYear : otherYear).format(date));
    },
    isoDay: (iso) => isoDay.format(new Date(iso)),
    wallClock: (text) => {
      const at = Date.parse(`${text.slice(0, 10)}T${text.slice(11, 19)}Z`);
      return Number.isNaN(at) ? text : wallClock(at) + text.slice(19);
    },
    duration: (seconds) => {
      const whole = Math.max(1, Math.round(seconds));
      if (whole < 60) return unit(whole, 'second');
      if (whole < 3600) return unit(Math.round(whole / 60), 'minute');
      const hours = Math.floor(whole / 3600);
      const minutes = Math.round((whole % 3600) / 60);
      return minutes === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(minutes, 'minute')}`;
    },
    amount: (decimal) => amount.format(decimal as Intl.StringNumericLiteral),
    percent: (ratio) => percent.format(ratio),
  };
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
