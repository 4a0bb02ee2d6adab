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

/** A zone's year, from two days before it to three after: what it begins with, and every change of its clock. */
interface ZoneYear {
  /** Milliseconds ahead of UTC. */
  readonly offset: number;
  readonly changes: readonly ZoneChange[];
}

interface ZoneChange extends ClockShift {
  readonly instant: number;
  readonly offset: number;
}

/** `zone` is an IANA name that `isZone` knows; any other one throws. */
export function lotClock(zone: string): LotClock {
  const years = new Map<number, ZoneYear>();
  const zoned = (instant: number) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  zoned(0);

  const yearIn = (year: number): ZoneYear => {
    const known = years.get(year);
    if (known) return known;
    const found = zoneYear(zone, year);
    years.set(year, found);
    return found;
  };

  const shiftAt = (local: string): ClockShift | null => {
    for (const change of yearIn(yearOf(local)).changes) {
      if (local >= change.from && local < change.until) return change;
    }
    return null;
  };

  return {
    zone,
    shiftAt,
    instantOf: (local) => {
      let { offset, changes } = yearIn(yearOf(local));
      for (const change of changes) {
        if (local < change.from) break;
        if (change.kind === 'skipped' && local < change.until) return null;
        offset = change.offset;
      }
      return Date.parse(`${local}Z`) - offset;
    },
    localAt: (instant) => {
      const utcYear = new Date(instant).getUTCFullYear();
      if (!(utcYear >= 0 && utcYear <= 10_000)) return null;
      let { offset, changes } = yearIn(utcYear);
      for (const change of changes) {
        if (instant < change.instant) break;
        offset = change.offset;
      }
      return utcAt(instant + offset);
    },
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

function zoneYear(zone: string, year: number): ZoneYear {
  const start = new Temporal.PlainDateTime(year, 1, 1).subtract({ days: 2 }).toZonedDateTime(zone);
  const end = new Temporal.PlainDateTime(year, 12, 31).add({ days: 3 }).toZonedDateTime(zone);
  const changes: ZoneChange[] = [];
  let offset = start.offsetNanoseconds / 1e6;
  let at = start.getTimeZoneTransition('next');
  while (at && at.epochMilliseconds <= end.epochMilliseconds) {
    const ahead = at.offsetNanoseconds / 1e6 - offset;
    offset += ahead;
    // A change of the zone's rules alone leaves its clock as it is.
    if (ahead !== 0) {
      const after = at.toPlainDateTime();
      const before = after.subtract({ milliseconds: ahead });
      const [from, until] = ahead > 0 ? [before, after] : [after, before];
      changes.push({
        kind: ahead > 0 ? 'skipped' : 'twice',
        from: from.toString({ smallestUnit: 'second' }),
        until: until.toString({ smallestUnit: 'second' }),
        instant: at.epochMilliseconds,
        offset,
      });
    }
    at = at.getTimeZoneTransition('next');
  }
  return { offset: start.offsetNanoseconds / 1e6, changes };
}

/** `Y-m-dTH:i:s` in UTC of an instant; null outside of the years 1 to 9999, which the API's format cannot say. */
export function utcAt(instant: number): string | null {
  const date = new Date(instant);
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date.toISOString().slice(0, 19) : null;
}
