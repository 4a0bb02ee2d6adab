import { apiDateTime } from './calendar.ts';
import type { CheckSettings } from './check-settings.ts';
import { endDateCheck } from './end-date.ts';
import type { Finding } from './finding.ts';

/** What an End Date's finding is called where a permit begins; one that lies in the past is nothing to warn of there. */
const codes = {
  'end-date-format': 'start-date-format',
  'end-date-impossible': 'start-date-impossible',
  'end-date-ambiguous': 'start-date-ambiguous',
} as const;

/** Checks a trimmed start that is not blank: written as End Date is, but a day alone begins at midnight. */
export function startDateCheck(settings: CheckSettings): (value: string) => Finding | null {
  // Nothing has passed at the beginning of time.
  const check = endDateCheck({ ...settings, dayEnd: '00:00:00', endDate: 'unchanged', now: beginningOfTime });
  return (value) => {
    const found = check(value);
    const code = found && codes[found.code as keyof typeof codes];
    return code ? { ...found, code } : null;
  };
}

const beginningOfTime = Date.parse('0001-01-05T00:00:00Z');

/** Whether a permit would end before it begins. Values that are no dates say nothing. */
export function endsBeforeStart(start: string, end: string): boolean {
  return apiDateTime(start) === 'real' && apiDateTime(end) === 'real' && end < start;
}
