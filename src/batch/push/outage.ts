/** How often a controller in trouble is tried. Milliseconds. */
interface Probing {
  readonly first: number;
  /** The pauses double up to this. */
  readonly longest: number;
}

/**
 * A trouble that holds everything: one request at a time tries whether it is over, ever less often. Times are passed in
 * (milliseconds, any origin).
 */
export class Outage {
  readonly #probing: Probing;
  #since: number | null = null;
  #probeAt = 0;
  #pause = 0;
  /** When the request that tries was started; null while none does. */
  #probe: number | null = null;
  #failed = 0;

  constructor(probing: Probing) {
    this.#probing = probing;
  }

  get isOn(): boolean {
    return this.#since !== null;
  }

  /** Requests that tried since it began, in vain. */
  get failedProbes(): number {
    return this.#failed;
  }

  /** Milliseconds that it lasts; 0 without one. */
  lasts(now: number): number {
    return this.#since === null ? 0 : now - this.#since;
  }

  /** Milliseconds until a request may try; infinite while one does, 0 without a trouble. */
  wait(now: number): number {
    if (!this.isOn) return 0;
    return this.#probe === null ? Math.max(0, this.#probeAt - now) : Number.POSITIVE_INFINITY;
  }

  /** A request starts. */
  started(now: number): void {
    if (this.isOn) this.#probe = now;
  }

  /** The trouble shows. Requests that were under way when it began tell the same news; only the one that tries counts. */
  shows(startedAt: number, now: number): void {
    if (this.#since === null) {
      this.#since = now;
      this.#failed = 0;
      this.#pause = this.#probing.first;
    } else {
      if (this.#probe === null || startedAt < this.#probe) return;
      this.#failed++;
      this.#pause = Math.min(this.#probing.longest, this.#pause * 2);
    }
    this.#probe = null;
    this.#probeAt = now + this.#pause;
  }

  /** The request that tries told nothing about the trouble: another may try at once. */
  toldNothing(startedAt: number): void {
    if (this.#probe !== null && startedAt >= this.#probe) this.#probe = null;
  }

  ends(): void {
    this.#since = null;
    this.#probe = null;
  }

  /** The machine slept for so many milliseconds, which nobody waited. */
  slept(ms: number): void {
    if (this.#since !== null) this.#since += ms;
  }
}
