import { Temporal } from 'temporal-polyfill';

/** A stretch of a zone's wall clock, `Y-m-dTH:i:s` from and up to (without), that is skipped or comes twice. */
export interface ClockShift {
  readonly kind: 'skipped' | 'twice';
  readonly from: string;
  readonly until: string;
}

/** The wall clock of a lot's time zone. Times are `Y-m-dTH:i:s` strings of real days; instants are epoch milliseconds. */
export interface LotClock {
  readonly zone: string;
  /** The shift that a wall-clock time falls in, or null. Fast: a year's shifts are worked out once. */
  shiftAt(local: string): ClockShift | null;
  /** The instant of a wall-clock time; the later one where there are two. Null where the clock skips it. */
  instantOf(local: string): number | null;
  /** The wall-clock time at an instant, without fractions of a second; null outside of the years 1 to 9999. */
  localAt(instant: number): string | null;
  /** Hours and minutes ahead of UTC at an instant: `-05:00`. */
  offsetAt(instant: number): string;
}

/** Whether this is the name of an IANA zone that this computer knows. */
export function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

const noShifts: readonly ClockShift[] = [];

/** `zone` is an IANA name that `isZone` knows; any other one throws. */
export function lotClock(zone: string): LotClock {
  const shiftsOfYear = new Map<number, readonly ClockShift[]>();
  const zoned = (instant: number) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  zoned(0);

  const shiftsOf = (year: number): readonly ClockShift[] => {
    const known = shiftsOfYear.get(year);
    if (known) return known;
    const found = findShifts(zone, year);
    shiftsOfYear.set(year, found);
    return found;
  };

  const shiftAt = (local: string): ClockShift | null => {
    for (const shift of shiftsOf(yearOf(local))) {
      if (local >= shift.from && local < shift.until) return shift;
    }
    return null;
  };

  return {
    zone,
    shiftAt,
    instantOf: (local) =>
      shiftAt(local)?.kind === 'skipped'
        ? null
        : Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: 'later' })
            .epochMilliseconds,
    localAt: (instant) => localText(zoned(instant).toPlainDateTime()),
    offsetAt: (instant) => zoned(instant).offset,
  };
}

function yearOf(local: string): number {
  return (
    (local.charCodeAt(0) - 48) * 1000 +
    (local.charCodeAt(1) - 48) * 100 +
    (local.charCodeAt(2) - 48) * 10 +
    (local.charCodeAt(3) - 48)
  );
}

function findShifts(zone: string, year: number): readonly ClockShift[] {
  const shifts: ClockShift[] = [];
  const dayBefore = new Temporal.PlainDateTime(year, 1, 1).subtract({ days: 2 });
  const end = new Temporal.PlainDateTime(year, 12, 31).add({ days: 3 }).toZonedDateTime(zone);
  let at: Temporal.ZonedDateTime | null = dayBefore.toZonedDateTime(zone).getTimeZoneTransition('next');
  while (at && at.epochMilliseconds <= end.epochMilliseconds) {
    const after = at.toPlainDateTime();
    const change = (at.offsetNanoseconds - at.subtract({ nanoseconds: 1 }).offsetNanoseconds) / 1e9;
    const other = after.subtract({ seconds: change });
    const [from, until] = change > 0 ? [other, after] : [after, other];
    shifts.push({
      kind: change > 0 ? 'skipped' : 'twice',
      from: shiftText(from),
      until: shiftText(until),
    });
    at = at.getTimeZoneTransition('next');
  }
  return shifts.length === 0 ? noShifts : shifts;
}

function shiftText(time: Temporal.PlainDateTime): string {
  return time.toString({ smallestUnit: 'second' });
}

function localText(time: Temporal.PlainDateTime): string | null {
  return time.year < 1 || time.year > 9999 ? null : time.toString({ smallestUnit: 'second' });
}

/** `Y-m-dTH:i:s` in UTC of an instant; null outside of the years 1 to 9999, which the API's format cannot say. */
export function utcAt(instant: number): string | null {
  const date = new Date(instant);
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date.toISOString().slice(0, 19) : null;
}
