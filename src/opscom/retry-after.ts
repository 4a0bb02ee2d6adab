/** In milliseconds. */
const longestWait = 24 * 3_600_000;

/**
 * How long a `Retry-After` header asks to wait, in milliseconds; null without one or when it makes no sense.
 * Both forms of RFC 9110: seconds, or a date, which is read against the reply's own `Date` so that a wrong clock here
 * does no harm. Never more than a day: what asks for longer has no number for it that could be relied on.
 */
export function retryAfterMs(
  header: string | undefined,
  dateHeader: string | undefined,
  now: number,
): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(longestWait, Math.ceil(Number(text) * 1000));
  const until = httpDate(text);
  if (until === null) return null;
  return Math.min(longestWait, Math.max(0, until - (httpDate(dateHeader ?? '') ?? now)));
}

function httpDate(text: string): number | null {
  if (!/^[A-Z][a-z]+,? /.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
