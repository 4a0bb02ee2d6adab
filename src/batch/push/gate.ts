import {
  answered,
  gapOf,
  initialPace,
  type Pace,
  type PaceSignal,
  started,
  waitBeforeStart,
} from './pace.ts';

const firstProbeMs = 250;
const longestProbeMs = 15_000;
const longestTimer = 60_000;

/** Why nothing starts for the moment. */
export type Hold = 'paused' | 'asking' | 'unreachable' | 'asked-to-wait';

/**
 * The one door through which requests start: keeps the pace, holds everything while a person has paused, is being
 * asked, or the controller cannot be reached (then one request at a time tries the door), and lets nothing through
 * once the run is over. Those who wait go in the order in which they came.
 */
export class Gate {
  #pace: Pace;
  #tail: Promise<void> | null = null;
  #wake: (() => void) | null = null;
  #over = false;
  #paused = false;
  #asking = false;
  #outage: { since: number; probeAt: number; pause: number; probing: boolean } | null = null;
  readonly #now: () => number;

  constructor(maximum: number, limit: number | null, now: () => number) {
    this.#now = now;
    this.#pace = initialPace(maximum, limit, now());
  }

  get concurrency(): number {
    return this.#pace.concurrency;
  }

  /** Milliseconds since the controller could last be reached; 0 while it can. */
  get unreachableFor(): number {
    return this.#outage ? this.#now() - this.#outage.since : 0;
  }

  get hold(): Hold | null {
    if (this.#paused) return 'paused';
    if (this.#asking) return 'asking';
    if (this.#outage) return 'unreachable';
    return this.#pace.pausedUntil > this.#now() ? 'asked-to-wait' : null;
  }

  /** Milliseconds until the controller's (or our own) pause after a refusal ends. */
  get pauseLeft(): number {
    return Math.max(0, this.#pace.pausedUntil - this.#now());
  }

  /** Milliseconds until a request could start; infinite while that depends on something else than time. */
  wait(): number {
    if (this.#paused || this.#asking) return Number.POSITIVE_INFINITY;
    const now = this.#now();
    const paced = waitBeforeStart(this.#pace, now);
    if (!this.#outage) return paced;
    if (this.#outage.probing) return Number.POSITIVE_INFINITY;
    return Math.max(paced, this.#outage.probeAt - now);
  }

  /** How many may start within `ms`, as far as the gap between starts allows; infinite without a gap. */
  startsWithin(ms: number): number {
    if (this.#outage) return 1;
    const gap = gapOf(this.#pace);
    return gap > 0 ? 1 + Math.floor(ms / gap) : Number.POSITIVE_INFINITY;
  }

  /** When the request started, if nobody waits and it may start right now; else null. */
  enterNow(): number | null {
    return this.#tail === null && !this.#over && this.wait() <= 0 ? this.#start() : null;
  }

  /** Waits for a turn. Answers when the request started, or null when the run is over and it must not. */
  async enter(): Promise<number | null> {
    const before = this.#tail;
    let leave = () => {};
    const mine = new Promise<void>((resolve) => {
      leave = resolve;
    });
    this.#tail = mine;
    await before;
    try {
      for (;;) {
        if (this.#over) return null;
        const wait = this.wait();
        if (wait <= 0) return this.#start();
        await this.#sleep(Math.min(wait, longestTimer));
      }
    } finally {
      if (this.#tail === mine) this.#tail = null;
      leave();
    }
  }

  #start(): number {
    const now = this.#now();
    this.#pace = started(this.#pace, now);
    if (this.#outage) this.#outage.probing = true;
    return now;
  }

  heard(signal: PaceSignal): void {
    this.#pace = answered(this.#pace, signal, this.#now());
    this.#stir();
  }

  /** A request did not get out of this machine. */
  unreachable(): void {
    const now = this.#now();
    const pause = this.#outage ? Math.min(longestProbeMs, this.#outage.pause * 2) : firstProbeMs;
    // Requests that were under way when the trouble began tell the same news; only the one that tries counts.
    if (this.#outage && !this.#outage.probing) return;
    this.#outage = { since: this.#outage?.since ?? now, probeAt: now + pause, pause, probing: false };
    this.#stir();
  }

  /** The machine slept for so many milliseconds, in which nobody waited for the controller. */
  slept(ms: number): void {
    if (this.#outage) this.#outage.since += ms;
  }

  /** The controller (or something that answers for it) was reached. */
  reachable(): void {
    if (!this.#outage) return;
    this.#outage = null;
    this.#stir();
  }

  /** A request that left got no answer: it says nothing about whether the controller can be reached. */
  unanswered(): void {
    if (this.#outage?.probing) this.unreachable();
  }

  pause(paused: boolean): void {
    this.#paused = paused;
    this.#stir();
  }

  ask(asking: boolean): void {
    this.#asking = asking;
    this.#stir();
  }

  close(): void {
    this.#over = true;
    this.#stir();
  }

  #stir(): void {
    this.#wake?.();
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(done, Number.isFinite(ms) ? ms : longestTimer);
      this.#wake = done;
    });
  }
}
