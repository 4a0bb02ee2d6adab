import { type CalendarDay, type ClockTime, isoDay, isoTime } from './calendar.ts';
import type { CheckSettings } from './check-settings.ts';
import { readDate } from './date-notation.ts';
import type { Repair, RepairKind } from './issue.ts';
import type { LotClock } from './lot-clock.ts';
import { readSerial } from './serial-date.ts';
import type { ClockReading } from './time-notation.ts';

/** How a value that has not the API's form can be understood, and what may be written in its place. */
export interface EndDateReading {
  /** Which sentence tells what is wrong. */
  readonly reason:
    | 'unreadable'
    | 'notation'
    | 'no-time'
    | 'order'
    | 'order-against'
    | 'short-year'
    | 'doubtful'
    | 'serial'
    | 'offset'
    | 'offset-without-zone';
  readonly facts: Readonly<Record<string, string | number>>;
  /** Set for a day or time that does not exist, in whatever notation. */
  readonly impossible: { readonly day: CalendarDay | null; readonly time: ClockTime | null } | null;
  readonly repair: Repair | null;
}

/** Understands a trimmed End Date that has not the API's form. The repair's value has it, and is a real date. */
export function endDateRepair(
  value: string,
  settings: CheckSettings,
  clock: LotClock | null,
): EndDateReading {
  const serial = readSerial(value);
  if (serial) {
    const repaired = `${serial.day}T${serial.time ?? settings.dayEnd}`;
    return understood('serial', { kind: 'date-serial', value: repaired, safe: false });
  }
  const reading = readDate(value);
  switch (reading.kind) {
    case 'none':
      return understood('unreadable', null);
    case 'short-year':
      return understood('short-year', null);
    case 'impossible':
      return { ...understood('unreadable', null), impossible: reading };
    case 'order': {
      const facts = { dayFirst: isoDay(reading.dayFirst), monthFirst: isoDay(reading.monthFirst) };
      if (settings.dateOrder === null) return understood('order', null, facts);
      const day = settings.dateOrder === 'day-first' ? reading.dayFirst : reading.monthFirst;
      return dayRepair(day, reading.clock, true, settings, clock);
    }
    case 'day': {
      const against =
        settings.dateOrder !== null && reading.proves !== null && reading.proves !== settings.dateOrder;
      const safe = reading.doubt === null && !against;
      const repaired = dayRepair(reading.day, reading.clock, safe, settings, clock);
      if (reading.doubt === 'short-year') return { ...repaired, reason: 'short-year' };
      if (reading.doubt === 'contradiction') return { ...repaired, reason: 'doubtful' };
      if (!against) return repaired;
      const facts = { day: isoDay(reading.day), order: settings.dateOrder ?? '' };
      return { ...repaired, reason: 'order-against', facts };
    }
  }
}

function dayRepair(
  day: CalendarDay,
  { time, offset }: ClockReading,
  safe: boolean,
  settings: CheckSettings,
  clock: LotClock | null,
): EndDateReading {
  if (!time)
    return understood('no-time', write('date-time-added', `${isoDay(day)}T${settings.dayEnd}`, safe));
  const stated = `${isoDay(day)}T${isoTime(time)}`;
  if (offset === null) return understood('notation', write('date-notation', stated, safe));
  if (!clock) return understood('offset-without-zone', null);
  const instant = Date.parse(`${stated}Z`) - offset * 60_000;
  const local = clock.localAt(instant);
  if (local === null) return understood('offset', null);
  // In the hour that comes twice the wall clock alone cannot say the earlier instant.
  return understood('offset', write('date-offset', local, safe && clock.instantOf(local) === instant));
}

function write(kind: RepairKind, value: string, safe: boolean): Repair {
  return { kind, value, safe };
}

function understood(
  reason: EndDateReading['reason'],
  repair: Repair | null,
  facts: EndDateReading['facts'] = {},
): EndDateReading {
  return { reason, facts, impossible: null, repair };
}
