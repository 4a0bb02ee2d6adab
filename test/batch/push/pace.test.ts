import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answered,
  initialPace,
  type Pace,
  type PaceSignal,
  started,
  waitBeforeStart,
} from '../../../src/batch/push/pace.ts';
import { throttle } from '../../../src/opscom/practice/faults.ts';

interface Simulation {
  readonly seconds: number;
  readonly maximum: number;
  readonly limit: number | null;
  readonly latency: number;
  /** Timers wake this much late at most. */
  readonly lateness: number;
  /** Whether the controller takes a request that comes at this time. */
  readonly takes: (now: number) => boolean;
}

/** A run against a made-up controller and clock: as many at once as the pace allows, for ever more rows. */
function simulate({ seconds, maximum, limit, latency, lateness, takes }: Simulation) {
  let pace = initialPace(maximum, limit, 0);
  const underWay: { at: number; startedAt: number; taken: boolean }[] = [];
  const starts: number[] = [];
  let taken = 0;
  let refused = 0;
  let noise = 1;
  const late = () => {
    noise = (noise * 48_271) % 2_147_483_647;
    return (noise / 2_147_483_647) * lateness;
  };
  for (let now = 0; now < seconds * 1000; ) {
    while (underWay.length < pace.concurrency && waitBeforeStart(pace, now) <= 0) {
      pace = started(pace, now);
      starts.push(now);
      underWay.push({ at: now + latency, startedAt: now, taken: takes(now) });
    }
    const next = underWay[0];
    const wait = underWay.length < pace.concurrency ? waitBeforeStart(pace, now) : Number.POSITIVE_INFINITY;
    const wake = now + wait + late();
    if (next && next.at <= wake) {
      now = Math.max(now, next.at);
      underWay.shift();
      if (next.taken) taken++;
      else refused++;
      const signal: PaceSignal = next.taken
        ? { kind: 'good', startedAt: next.startedAt }
        : { kind: 'refused', startedAt: next.startedAt, retryAfterMs: 1000 };
      pace = answered(pace, signal, now);
    } else now = Math.max(wake, now + 0.01);
  }
  return { starts, taken, refused, pace };
}

describe('a controller that allows 100 a second', () => {
  const bucket = (): ((now: number) => boolean) => {
    let tokens = 100;
    let then = 0;
    return (now) => {
      tokens = Math.min(100, tokens + (now - then) / 10);
      then = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    };
  };
  const fixedWindow = (): ((now: number) => boolean) => {
    let window = -1;
    let count = 0;
    return (now) => {
      const mine = Math.floor((now + 370) / 1000);
      if (mine !== window) count = 0;
      window = mine;
      count++;
      return count <= 100;
    };
  };
  test.each([
    ['in any second', () => throttle(100)],
    ['by a bucket', bucket],
    ['in every second of the clock', fixedWindow],
  ])('%s: at least 90 a second get through, fewer than one in twenty is refused', (_name, controller) => {
    for (const [maximum, latency] of [
      [1, 1],
      [8, 1],
      [8, 50],
      [32, 2],
      [64, 200],
    ] as const) {
      const { taken, refused } = simulate({
        seconds: 60,
        maximum,
        limit: null,
        latency,
        lateness: 3,
        takes: controller(),
      });
      const most = Math.min(90, (0.9 * maximum * 1000) / latency) * 60;
      expect(taken, `${maximum} at once, ${latency} ms`).toBeGreaterThanOrEqual(most * 0.999);
      expect(refused / (taken + refused)).toBeLessThan(0.05);
    }
  });
});

test('a stated limit is never exceeded in any second, and nearly reached', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.integer({ min: 1, max: 64 }),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 0, max: 20 }),
      (limit, maximum, latency, lateness) => {
        const { starts } = simulate({ seconds: 4, maximum, limit, latency, lateness, takes: () => true });
        for (let from = 0, to = 0; from < starts.length; from++) {
          while (to < starts.length && (starts[to] ?? 0) < (starts[from] ?? 0) + 1000) to++;
          expect(to - from).toBeLessThanOrEqual(limit);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('whatever comes back, the number at once stays between 1 and the maximum, and a start is never put off for ever', () => {
  const event = fc.record({
    after: fc.integer({ min: 0, max: 20_000 }),
    age: fc.integer({ min: 0, max: 30_000 }),
    kind: fc.constantFrom('good', 'refused', 'overloaded', 'start'),
    retryAfterMs: fc.option(fc.integer({ min: 0, max: 5_000 })),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 64 }), fc.array(event, { maxLength: 200 }), (maximum, events) => {
      let pace: Pace = initialPace(maximum, null, 0);
      let now = 0;
      for (const { after, age, kind, retryAfterMs } of events) {
        now += after;
        const startedAt = now - age;
        if (kind === 'start') pace = started(pace, now);
        else if (kind === 'good') pace = answered(pace, { kind, startedAt }, now);
        else pace = answered(pace, { kind: kind as 'refused', startedAt, retryAfterMs }, now);
        expect(pace.concurrency).toBeGreaterThanOrEqual(1);
        expect(pace.concurrency).toBeLessThanOrEqual(maximum);
        const wait = waitBeforeStart(pace, now);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(90_000);
        if (kind === 'refused') expect(wait).toBeGreaterThanOrEqual(retryAfterMs ?? 0);
      }
    }),
  );
});

test('grows to the maximum while replies are quick, and halves once for one trouble', () => {
  let pace = initialPace(32, null, 0);
  for (let now = 1; now < 200; now++) pace = answered(pace, { kind: 'good', startedAt: now - 1 }, now);
  expect(pace.concurrency).toBe(32);
  pace = answered(pace, { kind: 'overloaded', startedAt: 190, retryAfterMs: null }, 201);
  expect(pace.concurrency).toBe(16);
  pace = answered(pace, { kind: 'overloaded', startedAt: 195, retryAfterMs: null }, 202);
  expect(pace.concurrency).toBe(16);
  pace = answered(pace, { kind: 'overloaded', startedAt: 205, retryAfterMs: null }, 210);
  expect(pace.concurrency).toBe(8);
});

test('does not grow while replies are slow', () => {
  let pace = initialPace(32, null, 0);
  pace = answered(pace, { kind: 'good', startedAt: 0 }, 5);
  for (let now = 1000; now < 60_000; now += 100) {
    pace = answered(pace, { kind: 'good', startedAt: now - 900 }, now);
  }
  expect(pace.concurrency).toBeLessThan(16);
});

test('a controller that refuses again and again without a wait is asked ever less often', () => {
  let pace = initialPace(64, null, 0);
  let asked = 0;
  for (let now = 0; now < 120_000; asked++) {
    now += Math.max(1, waitBeforeStart(pace, now));
    pace = started(pace, now);
    const startedAt = now;
    now += 3;
    pace = answered(pace, { kind: 'refused', startedAt, retryAfterMs: 0 }, now);
  }
  expect(asked).toBeLessThan(20);
});

test('a wait that is stated once is not stretched', () => {
  let pace = initialPace(8, null, 0);
  pace = answered(pace, { kind: 'good', startedAt: 1 }, 2);
  pace = answered(pace, { kind: 'refused', startedAt: 3, retryAfterMs: 0 }, 4);
  expect(pace.pausedUntil).toBe(4);
});
