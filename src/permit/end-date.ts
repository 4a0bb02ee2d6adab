import { apiDateTime, apiParts, daysInMonth, impossiblePart } from './calendar.ts';
import type { CheckSettings } from './check-settings.ts';
import { type Finding, finding } from './finding.ts';
import { type LotClock, lotClock, utcAt } from './lot-clock.ts';

/** Checks a trimmed End Date that is not blank. */
export type EndDateCheck = (value: string) => Finding | null;

/** A check of End Dates by these settings; null from it for a date that can be sent and lies ahead. */
export function endDateCheck(settings: CheckSettings): EndDateCheck {
  const clock = settings.zone === null ? null : lotClock(settings.zone);
  const surelyAhead = utcAt(settings.now + 3 * 86_400_000) ?? '';
  const converts = clock !== null && settings.endDate === 'utc';

  return (value) => {
    switch (apiDateTime(value)) {
      case 'other':
        return finding('end-date-format', {});
      case 'impossible':
        return impossibleFinding(value);
      case 'real':
        break;
    }
    const shift = clock?.shiftAt(value) ?? null;
    if (clock && shift?.kind === 'skipped') {
      return finding('end-date-impossible', { part: 'skipped', zone: clock.zone, resumes: shift.until });
    }
    if (converts && value >= '9999-12-30' && utcOf(clock, value) === null) {
      return finding('end-date-impossible', { part: 'utc', zone: clock.zone });
    }
    if (converts && value < '0001-01-03' && utcOf(clock, value) === null) {
      return finding('end-date-impossible', { part: 'utc', zone: clock.zone });
    }
    if (value < surelyAhead && isPast(value, clock, settings.now)) {
      return finding('end-date-past', { zone: settings.zone ?? 'UTC' });
    }
    if (clock && shift) {
      return finding('end-date-ambiguous', { zone: clock.zone, sent: converts ? 'later' : 'unchanged' });
    }
    return null;
  };
}

function isPast(local: string, clock: LotClock | null, now: number): boolean {
  const instant = clock ? clock.instantOf(local) : Date.parse(`${local}Z`);
  return instant !== null && instant < now;
}

function utcOf(clock: LotClock, local: string): string | null {
  const instant = clock.instantOf(local);
  return instant === null ? null : utcAt(instant);
}

function impossibleFinding(value: string): Finding {
  const { day, time } = apiParts(value);
  const part = impossiblePart(day, time) ?? 'time';
  return finding('end-date-impossible', {
    part,
    ...day,
    ...time,
    lastDay: daysInMonth(day.year, day.month),
  });
}
