/** From when to when a permit is valid, in epoch milliseconds as if all clocks showed UTC; infinite where it is open. */
export interface PermitSpan {
  readonly start: number;
  readonly end: number;
}

const dayMs = 86_400_000;

interface SpanDates {
  readonly start: string | undefined;
  readonly end: string | undefined;
  /** The end is in UTC, and the lot's clock is not known. */
  readonly endUtc?: boolean;
  /** When it was created, or would be: what a permit without a start begins with, as far as clocks differ. */
  readonly created: number;
}

/** The span of dates as they are compared, or sent. A day alone is meant as a whole; what is no date leaves it open. */
export function permitSpan({ start, end, endUtc = false, created }: SpanDates): PermitSpan {
  const ends = instantOf(end, '23:59:59') ?? Number.POSITIVE_INFINITY;
  return {
    start: start ? (instantOf(start, '00:00:00') ?? Number.NEGATIVE_INFINITY) : created - dayMs,
    end: endUtc ? ends + dayMs : ends,
  };
}

/** Whether both are valid at some time: one that begins when the other ends follows it, but none follows one of its own start. */
export function overlap(one: PermitSpan, other: PermitSpan): boolean {
  return one.start === other.start || (one.start < other.end && other.start < one.end);
}

function instantOf(text: string | undefined, dayTime: string): number | null {
  const found = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d))?Z?$/i.exec(text ?? '');
  if (!found) return null;
  const instant = Date.parse(`${found[1]}T${found[2] ?? dayTime}Z`);
  return Number.isNaN(instant) ? null : instant;
}
