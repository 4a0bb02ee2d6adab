import type { ClockTime } from './calendar.ts';

/** The time that a text states with a date, as far as it does. */
export interface ClockReading {
  readonly time: ClockTime | null;
  /** Minutes ahead of UTC, where it states them. */
  readonly offset: number | null;
  /** `14:30 PM` */
  readonly contradiction: boolean;
}

const noTime: ClockReading = { time: null, offset: null, contradiction: false };

// 23:59, 23:59:59.999, 23 h 59, 11:59 p.m., 11 PM; then Z, UTC, GMT-0500, -05:00, and a zone's name in brackets.
const pattern =
  /^(?:t|,? ?(?:at |a )?)(?:(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?| ?h(?: ?(\d{2})(?: ?(?:min|:)? ?(\d{2}) ?s?| ?min)?)?)?(?: ?([ap])\.? ?m\.?)?) ?(z|(?:utc|gmt)?(?: ?([+-])(\d{2}):?(\d{2})?)?)?(?: ?\([^()]*\))?$/;

/** Reads what stands behind a date, folded: nothing, a time, a time with its distance from UTC. Null for anything else. */
export function readClock(text: string): ClockReading | null {
  if (text === '') return noTime;
  const match = pattern.exec(text);
  if (!match) return null;
  const [
    ,
    hours = '',
    minutes,
    seconds,
    ,
    frenchMinutes,
    frenchSeconds,
    half,
    zone,
    sign,
    zoneHours,
    zoneMinutes,
  ] = match;
  // A bare number behind a date is no time of day unless it says which half of the day.
  if (minutes === undefined && half === undefined && !/\d ?h/.test(text)) return null;
  if (!/^[t, ]/.test(text)) return null;
  const time = {
    hour: Number(hours),
    minute: Number(minutes ?? frenchMinutes ?? 0),
    second: Number(seconds ?? frenchSeconds ?? 0),
  };
  const contradiction = half !== undefined && (time.hour < 1 || time.hour > 12);
  if (half !== undefined && !contradiction) time.hour = (time.hour % 12) + (half === 'p' ? 12 : 0);
  if (!zone) return { time, offset: null, contradiction };
  const size = Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0);
  if (size > 14 * 60 || Number(zoneMinutes ?? 0) > 59) return null;
  return { time, offset: sign === '-' ? -size : size, contradiction };
}
