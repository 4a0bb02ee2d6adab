import type { Reply } from '../../opscom/reply.ts';
import { type Failure, fail } from '../../permit/result.ts';
import type { Gate } from './gate.ts';
import { unreachableFacts } from './reply-action.ts';
import type { StopCode } from './stop-code.ts';

/** Rows that an untrustworthy controller is tried with where nothing may happen twice: each of them is unknown then. */
const mostProbes = 10;

/** How long a run waits for a controller that is in trouble or asks to wait. */
export class Patience {
  readonly #gate: Gate;
  readonly #ms: number | null;
  readonly #repeatable: boolean;
  readonly #now: () => number;
  #throttledSince: number | null = null;
  #last: Reply | null = null;

  /** `ms`: null waits until cancelled. `repeatable`: whether a request may be made again after an unanswered one. */
  constructor(gate: Gate, ms: number | null, repeatable: boolean, now: () => number) {
    this.#gate = gate;
    this.#ms = ms;
    this.#repeatable = repeatable;
    this.#now = now;
  }

  heard(reply: Reply, startedAt: number): void {
    if (reply.kind === 'throttled') this.#throttledSince ??= startedAt;
    else this.#throttledSince = null;
    this.#last = reply;
  }

  /** The machine slept for so many milliseconds: they spend nobody's patience. */
  slept(ms: number): void {
    if (this.#throttledSince !== null) this.#throttledSince += ms;
  }

  /** Why the run is to stop; null while there is patience. */
  end(): Failure<StopCode> | null {
    const gate = this.#gate;
    const throttled = this.#throttledSince === null ? 0 : this.#now() - this.#throttledSince;
    if (this.#isSpent(gate.pauseLeft) || this.#isSpent(throttled)) {
      return fail('asked-to-wait-too-long', { seconds: Math.ceil(gate.pauseLeft / 1000) }).failure;
    }
    const last = this.#last;
    if (this.#isSpent(gate.unreachableFor)) {
      const facts = last?.kind === 'unsent' ? unreachableFacts(last) : { reason: 'unreachable', detail: '' };
      return fail('waited-too-long', facts).failure;
    }
    const isTriedEnough = !this.#repeatable && gate.failedProbes >= mostProbes;
    if (isTriedEnough || this.#isSpent(gate.untrustworthyFor)) {
      const httpStatus = last !== null && 'httpStatus' in last ? (last.httpStatus ?? 0) : 0;
      return fail('untrustworthy', { httpStatus }).failure;
    }
    return null;
  }

  /** Milliseconds until it may be spent without that anything happens; infinite while nothing is waited for. */
  get left(): number {
    const waited = Math.max(this.#gate.unreachableFor, this.#gate.untrustworthyFor);
    return this.#ms === null || waited === 0 ? Number.POSITIVE_INFINITY : Math.max(0, this.#ms - waited);
  }

  #isSpent(waited: number): boolean {
    return this.#ms !== null && waited > this.#ms;
  }
}
