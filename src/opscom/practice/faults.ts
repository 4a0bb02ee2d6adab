import { seededRatio } from './random.ts';

/** What goes wrong on purpose. Ratios lie between 0 and 1 and add up to 1 at most. */
export interface Faults {
  /** Milliseconds before every answer. */
  readonly latency?: number;
  /** Answered 500; the update is not applied. */
  readonly fail?: number;
  /** The update is applied, then the connection is cut without an answer. */
  readonly drop?: number;
  /** The update is applied, then answered 200 with something that is no reply. */
  readonly garble?: number;
  /** Requests a second; what comes above is answered 429 with Retry-After. */
  readonly throttle?: number;
  readonly randomSeed?: number;
}

/** Whether every ratio is one and they leave no request with two faults. */
export function ratiosFit({ fail = 0, drop = 0, garble = 0 }: Faults): boolean {
  return [fail, drop, garble].every((ratio) => ratio >= 0 && ratio <= 1) && fail + drop + garble <= 1 + 1e-9;
}

export type Fault = 'fail' | 'drop' | 'garble';

/**
 * Decides the fault of each request by the seed, its reference ID and how many requests for that ID came before, so
 * that a run repeats exactly although requests overtake each other.
 */
export function faultDecider(faults: Faults): (referenceId: string) => Fault | null {
  const { fail = 0, drop = 0, garble = 0, randomSeed = 1 } = faults;
  if (fail + drop + garble === 0) return () => null;
  const asked = new Map<string, number>();
  return (referenceId) => {
    const nth = (asked.get(referenceId) ?? 0) + 1;
    asked.set(referenceId, nth);
    const ratio = seededRatio(randomSeed, referenceId, nth);
    if (ratio < fail) return 'fail';
    if (ratio < fail + drop) return 'drop';
    return ratio < fail + drop + garble ? 'garble' : null;
  };
}

/** Things that a broken server answers with status 200; none of them is a reply. */
const nonsense = [
  '<!DOCTYPE html><html><body><h1>Service unavailable</h1></body></html>',
  '',
  '{"status":"succ',
  '{"status":"ok"}',
  '[]',
  'null',
  '\u0000\u0001\u0002',
];

export function nonsenseFor(referenceId: string, randomSeed: number): string {
  return nonsense[Math.floor(seededRatio(randomSeed, referenceId, 'garble') * nonsense.length)] ?? '';
}

/** Lets at most `limit` requests through in any second; `now` is in milliseconds and never goes back. */
export function throttle(limit: number): (now: number) => boolean {
  const passed: number[] = [];
  let oldest = 0;
  return (now) => {
    if (passed.length < limit) {
      passed.push(now);
      return true;
    }
    if (now - (passed[oldest] ?? 0) < 1000) return false;
    passed[oldest] = now;
    oldest = (oldest + 1) % limit;
    return true;
  };
}
