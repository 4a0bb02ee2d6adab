/**
 * How fast a run may send: a pure state and functions over it; the clock (milliseconds, any origin) is passed in.
 *
 * With a limit of requests a second, starts are spaced evenly and never exceed it. Besides, the number at once adapts
 * between 1 and the maximum: up while replies stay quick, halved when the controller says that it is too much (429,
 * 503, no reply in time). A controller that refuses at one at a time, or counts requests by the second, is met with a
 * gap between requests: what got through in the last second before the refusal is taken as what it allows, held a
 * little below for long, and tried again a little above only now and then.
 */
export interface Pace {
  readonly maximum: number;
  /** Requests a second at most, as the connection says; null without a limit. */
  readonly limit: number | null;
  /** How many may be under way at once, now. */
  readonly concurrency: number;
  /** Until the first refusal every good reply allows one more at once. */
  readonly startingUp: boolean;
  /** Good replies since `concurrency` last changed. */
  readonly streak: number;
  /** Requests a second that the gap allows now; null without a gap. */
  readonly rate: number | null;
  /** What `rate` climbs back to quickly. */
  readonly ceiling: number;
  /** From when on the ceiling may be tried a little higher, how long it is held, and by how much it then rises. */
  readonly tryHigherAt: number;
  readonly hold: number;
  readonly step: number;
  /** No start before this: Retry-After, or a pause of our own after a refusal without one. */
  readonly pausedUntil: number;
  /** No start before this: the gap. */
  readonly nextStartAt: number;
  /** Refusals of requests that started before this, or at it, are news of the same trouble. */
  readonly cutAt: number;
  /** Refusals on end without a good reply between them. */
  readonly refusals: number;
  /** Milliseconds: the quickest reply, and a moving average. */
  readonly quickest: number;
  readonly usual: number;
  /** Good replies in tenths of a second, the newest last: `[tenth, count]`. */
  readonly recent: Recent;
}

type Recent = readonly (readonly [number, number])[];

/** What a reply says about pace. `other`: nothing (a fault that has nothing to do with speed). */
export type PaceSignal =
  | { readonly kind: 'good'; readonly startedAt: number }
  | { readonly kind: 'refused'; readonly startedAt: number; readonly retryAfterMs: number | null }
  | { readonly kind: 'overloaded'; readonly startedAt: number; readonly retryAfterMs: number | null };

const startConcurrency = 8;
/** A timer that comes late by this much may be made up for; more would make bursts. */
const lateness = 5;
/** Stretches the gap of a stated limit, so that made-up lateness never adds up to one request too many. */
const limitStretch = 1.02;
const belowRefused = 0.97;
const belowRefusedAgain = 0.93;
const firstHold = 20_000;
const longestHold = 320_000;
const firstStep = 1.02;
const boldestStep = 1.5;
/** From a trough of half the ceiling the rate doubles in this time. */
const doublingMs = 500;
const ownPause = 1_000;
const longestOwnPause = 60_000;
/** Replies count as quick while their average stays under this plus three times the quickest. */
const quickEnough = 50;

export function initialPace(maximum: number, limit: number | null, now: number): Pace {
  return {
    maximum,
    limit,
    concurrency: Math.min(maximum, startConcurrency),
    startingUp: true,
    streak: 0,
    rate: null,
    ceiling: Number.POSITIVE_INFINITY,
    tryHigherAt: 0,
    hold: firstHold,
    step: firstStep,
    pausedUntil: now,
    nextStartAt: now,
    cutAt: Number.NEGATIVE_INFINITY,
    refusals: 0,
    quickest: Number.POSITIVE_INFINITY,
    usual: 0,
    recent: [],
  };
}

/** Milliseconds until the next request may start; 0: now. */
export function waitBeforeStart(pace: Pace, now: number): number {
  return Math.max(0, pace.pausedUntil - now, gapOf(pace) === 0 ? 0 : pace.nextStartAt - now);
}

/** A request starts now. */
export function started(pace: Pace, now: number): Pace {
  const between = gapOf(pace);
  if (between === 0) return pace;
  return { ...pace, nextStartAt: Math.max(pace.nextStartAt, now - lateness) + between };
}

/** A reply came (or its time ran out). */
export function answered(pace: Pace, signal: PaceSignal, now: number): Pace {
  if (signal.kind === 'good') return climbed(pace, signal.startedAt, now);
  const paused = pausedFor(pace, signal.retryAfterMs, signal, now);
  if (signal.startedAt <= pace.cutAt) return paused;
  return signal.kind === 'refused'
    ? cutRate(cutConcurrency(paused, now), pace, now)
    : eased(paused, pace, now);
}

/** Milliseconds between two starts; 0 without a gap. */
export function gapOf(pace: Pace): number {
  const ofLimit = pace.limit === null ? 0 : (1000 / pace.limit) * limitStretch;
  return Math.max(ofLimit, pace.rate === null ? 0 : 1000 / pace.rate);
}

function climbed(pace: Pace, startedAt: number, now: number): Pace {
  const latency = now - startedAt;
  const quickest = Math.min(pace.quickest, latency);
  const usual = pace.usual === 0 ? latency : pace.usual + (latency - pace.usual) / 16;
  const quick = usual <= quickEnough + 3 * quickest;
  const streak = pace.streak + 1;
  const more = pace.concurrency < pace.maximum && quick && (pace.startingUp || streak >= pace.concurrency);
  const climbing = climbedRate(pace, now);
  // Field by field: this happens at every reply, and spreading takes the engine several times as long.
  return {
    maximum: pace.maximum,
    limit: pace.limit,
    concurrency: more ? pace.concurrency + 1 : pace.concurrency,
    startingUp: pace.startingUp,
    streak: more ? 0 : streak,
    rate: climbing.rate,
    ceiling: climbing.ceiling,
    tryHigherAt: climbing.tryHigherAt,
    hold: pace.hold,
    step: climbing.step,
    pausedUntil: pace.pausedUntil,
    nextStartAt: pace.nextStartAt,
    cutAt: pace.cutAt,
    refusals: 0,
    quickest,
    usual,
    recent: counted(pace.recent, now),
  };
}

/** Quickly up to the ceiling; above it only after a long peace, in small steps that grow while the peace lasts. */
function climbedRate(pace: Pace, now: number): Pace {
  if (pace.rate === null) return pace;
  if (pace.rate < pace.ceiling) {
    const rate = Math.min(pace.ceiling, pace.rate * 2 ** (1000 / pace.rate / doublingMs));
    return { ...pace, rate };
  }
  if (now < pace.tryHigherAt) return pace;
  const ceiling = pace.ceiling * pace.step;
  const step = Math.min(boldestStep, 1 + (pace.step - 1) * 2);
  return { ...pace, ceiling, step, tryHigherAt: now + pace.hold / 2 };
}

/** A stated wait is taken at its word once; a controller that refuses again and again is asked ever less often all the same. */
function pausedFor(pace: Pace, asked: number | null, { kind, startedAt }: PaceSignal, now: number): Pace {
  const isNews = startedAt > pace.cutAt && now > pace.pausedUntil;
  const refusals = pace.refusals + (isNews ? 1 : 0);
  const doublings = refusals - (asked === null ? 1 : 2);
  const own = kind === 'refused' && doublings >= 0 ? Math.min(longestOwnPause, ownPause * 2 ** doublings) : 0;
  const wait = asked === null ? own : Math.max(asked, isNews ? own : 0);
  return { ...pace, refusals, pausedUntil: Math.max(pace.pausedUntil, now + wait) };
}

function cutConcurrency(pace: Pace, now: number): Pace {
  const concurrency = Math.max(1, Math.floor(pace.concurrency / 2));
  return { ...pace, concurrency, startingUp: false, streak: 0, cutAt: now };
}

/** The controller counts: a gap, unless far too little went through to tell how wide. */
function cutRate(pace: Pace, before: Pace, now: number): Pace {
  const measured = throughput(pace.recent, now);
  const telling = measured >= 20;
  if (before.rate === null && before.concurrency > 1 && !telling) return pace;
  const soonAgain = now - before.cutAt < pace.hold;
  const known =
    before.rate === null ? measured : Math.min(before.ceiling, Math.max(measured, before.rate / 2));
  const ceiling = Math.max(
    0.1,
    known * (before.rate !== null && soonAgain ? belowRefusedAgain : belowRefused),
  );
  const hold = before.rate === null ? (telling ? firstHold : 4_000) : Math.min(longestHold, pace.hold * 2);
  return {
    ...pace,
    ceiling,
    rate: Math.max(0.05, ceiling / 2),
    hold,
    step: telling ? firstStep : 1.25,
    tryHigherAt: Math.max(now, pace.pausedUntil) + hold,
    nextStartAt: Math.max(now, pace.pausedUntil),
  };
}

/** Too slow or unavailable: fewer at once; a gap only where one at a time is already too much. */
function eased(pace: Pace, before: Pace, now: number): Pace {
  const cut = cutConcurrency(pace, now);
  return before.concurrency > 1 ? cut : cutRate(cut, before, now);
}

function counted(recent: Recent, now: number): Recent {
  const tenth = Math.floor(now / 100);
  const last = recent.at(-1);
  if (last && last[0] === tenth) return [...recent.slice(0, -1), [tenth, last[1] + 1]];
  return [...recent.filter(([then]) => then > tenth - 10), [tenth, 1]];
}

/** Good replies in the last second. */
function throughput(recent: Recent, now: number): number {
  const tenth = Math.floor(now / 100);
  return recent.reduce((sum, [then, count]) => (then > tenth - 10 ? sum + count : sum), 0);
}
