import { apiDateTime, apiParts, type CalendarDay, daysInMonth, impossiblePart } from './calendar.ts';
import type { CheckSettings } from './check-settings.ts';
import { endDateRepair } from './end-date-repair.ts';
import { type Finding, finding } from './finding.ts';
import { type LotClock, lotClock, utcAt } from './lot-clock.ts';

/** Checks a trimmed End Date that is not blank; `form` is how it stands to the API's, where that is known already. */
export type EndDateCheck = (value: string, form?: ReturnType<typeof apiDateTime>) => Finding | null;

const day = 86_400_000;

/** A check of End Dates by these settings; null from it for a date that can be sent and lies ahead. */
export function endDateCheck(settings: CheckSettings): EndDateCheck {
  const clock = settings.zone === null ? null : lotClock(settings.zone);
  const surelyAhead = utcAt(settings.now + 3 * day) ?? '';
  const surelyPast = utcAt(settings.now - 3 * day) ?? '';

  return (value, form = apiDateTime(value)) => {
    switch (form) {
      case 'other':
        return otherFinding(value, settings, clock);
      case 'impossible': {
        const { day, time } = apiParts(value);
        return impossibleFinding(day, time);
      }
      case 'real':
        break;
    }
    if (clock) {
      const unsendable = impossibleOnClock(value, settings, clock);
      if (unsendable) return unsendable;
    }
    if (value < surelyPast || (value < surelyAhead && isPast(value, clock, settings.now))) {
      return finding('end-date-past', { zone: settings.zone ?? 'UTC' });
    }
    if (clock?.shiftAt(value)) {
      const sent = settings.endDate === 'utc' ? 'later' : 'unchanged';
      return finding('end-date-ambiguous', { zone: clock.zone, sent });
    }
    return null;
  };
}

/** A real date and time that the lot's clock does not show, or that UTC cannot say although it is to be converted. */
function impossibleOnClock(value: string, settings: CheckSettings, clock: LotClock): Finding | null {
  const shift = clock.shiftAt(value);
  if (shift?.kind === 'skipped') {
    return finding('end-date-impossible', { part: 'skipped', zone: clock.zone, resumes: shift.until });
  }
  if (settings.endDate === 'unchanged' || (value > '0001-01-03' && value < '9999-12-30')) return null;
  const instant = clock.instantOf(value);
  if (instant !== null && utcAt(instant) !== null) return null;
  return finding('end-date-impossible', { part: 'utc', zone: clock.zone });
}

function otherFinding(value: string, settings: CheckSettings, clock: LotClock | null): Finding {
  const { reason, facts, impossible, repair } = endDateRepair(value, settings, clock);
  if (impossible) return impossibleFinding(impossible.day, impossible.time);
  if (repair && clock) {
    const unsendable = impossibleOnClock(repair.value, settings, clock);
    if (unsendable) return unsendable;
  }
  return finding('end-date-format', { reason, ...facts }, repair);
}

function isPast(local: string, clock: LotClock | null, now: number): boolean {
  const instant = clock ? clock.instantOf(local) : Date.parse(`${local}Z`);
  return instant !== null && instant < now;
}

function impossibleFinding(
  day: CalendarDay | null,
  time: { readonly hour: number; readonly minute: number; readonly second: number } | null,
): Finding {
  if (!day) return finding('end-date-impossible', { part: 'any-order' });
  const part = impossiblePart(day, time) ?? 'time';
  const lastDay = daysInMonth(day.year, day.month);
  return finding('end-date-impossible', { part, ...day, ...time, lastDay });
}
