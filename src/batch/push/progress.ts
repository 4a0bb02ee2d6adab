import type { Outcome, Tally } from '../file/tally.ts';

const reportEveryMs = 100;
/** The speed is that of this long a stretch, so that it follows changes and does not flicker. */
const stretchMs = 5_000;

/** Counts as outcomes reach the disk, and measures how fast they do. Time is passed in (milliseconds, any origin). */
export class Progress {
  #counts: Record<Outcome, number>;
  #attempts: number;
  #left: number;
  #settled: [number, number][] = [];
  #reportedAt = Number.NEGATIVE_INFINITY;

  /** `left`: rows that the run is to send. */
  constructor(tally: Tally, attempts: number, left: number) {
    this.#counts = { ...tally };
    this.#attempts = attempts;
    this.#left = left;
  }

  get tally(): Tally {
    return { ...this.#counts };
  }

  get attempts(): number {
    return this.#attempts;
  }

  moved(from: Outcome, to: Outcome, attempts: number): void {
    this.#counts[from] -= 1;
    this.#counts[to] += 1;
    this.#attempts += attempts;
  }

  settled(rows: number, now: number): void {
    if (rows === 0) return;
    this.#left -= rows;
    const tenth = Math.floor(now / 100);
    const last = this.#settled.at(-1);
    if (last && last[0] === tenth) last[1] += rows;
    else this.#settled.push([tenth, rows]);
    while (this.#settled[0] && this.#settled[0][0] < tenth - stretchMs / 100) this.#settled.shift();
  }

  perSecond(now: number): number {
    const tenth = Math.floor(now / 100);
    const recent = this.#settled.filter(([then]) => then >= tenth - stretchMs / 100);
    const first = recent[0];
    if (!first) return 0;
    const rows = recent.reduce((sum, [, count]) => sum + count, 0);
    return rows / Math.max(0.1, (tenth - first[0] + 1) / 10);
  }

  /** null while nothing moves. */
  secondsLeft(now: number): number | null {
    const speed = this.perSecond(now);
    return speed > 0 ? this.#left / speed : null;
  }

  /** Whether it is time to report: at most ten times a second. */
  due(now: number): boolean {
    if (now - this.#reportedAt < reportEveryMs) return false;
    this.#reportedAt = now;
    return true;
  }
}
