import type { Reply } from '../../opscom/reply.ts';
import type { Failure } from '../../permit/result.ts';
import { Outage } from './outage.ts';
import { answered, gapOf, initialPace, type Pace, started, waitBeforeStart } from './pace.ts';
import { isTrustworthy, paceSignalOf } from './reply-action.ts';

/** So many untrustworthy replies on end look like a controller that is out of order, and not like single rows' trouble. */
const untrustworthyAfter = 20;

/** What a person may be asked while a run waits for the answer. */
export type QuestionCode = 'asking-wrong-lot' | 'asking-trial';

/** Why nothing starts for the moment. */
export type Hold = 'paused' | 'asking' | 'unreachable' | 'untrustworthy' | 'asked-to-wait';

/** For requests beside the rows, which count against the pace as well: what it allows, whatever else holds the rows. */
export type Pacing = Pick<Gate, 'gap' | 'paceWait' | 'start'>;

/**
 * The one door through which requests start: keeps the pace, and holds everything while a person has paused or is being
 * asked. While the controller cannot be reached, or answers nothing that can be trusted, one request at a time tries it.
 */
export class Gate {
  #pace: Pace;
  #paused = false;
  #question: Failure<QuestionCode> | null = null;
  /** Untrustworthy replies since the last good one. */
  #doubts = 0;
  readonly #unreachable = new Outage({ first: 250, longest: 15_000 });
  readonly #untrustworthy = new Outage({ first: 1_000, longest: 60_000 });
  readonly #now: () => number;

  constructor(maximum: number, limit: number | null, now: () => number) {
    this.#now = now;
    this.#pace = initialPace(maximum, limit, now());
  }

  /** Requests at once, at most, now. */
  get concurrency(): number {
    return this.#pace.concurrency;
  }

  /** Milliseconds since the controller could last be reached; 0 while it can. */
  get unreachableFor(): number {
    return this.#unreachable.lasts(this.#now());
  }

  /** Milliseconds since it began to answer only what cannot be trusted; 0 while it does not. */
  get untrustworthyFor(): number {
    return this.#untrustworthy.lasts(this.#now());
  }

  /** Requests that tried an untrustworthy controller, in vain. */
  get failedProbes(): number {
    return this.#untrustworthy.isOn ? this.#untrustworthy.failedProbes : 0;
  }

  get hold(): Hold | null {
    if (this.#paused) return 'paused';
    if (this.#question !== null) return 'asking';
    if (this.#unreachable.isOn) return 'unreachable';
    if (this.#untrustworthy.isOn) return 'untrustworthy';
    return this.#pace.pausedUntil > this.#now() ? 'asked-to-wait' : null;
  }

  /** Milliseconds until the controller's (or our own) pause after a refusal ends. */
  get pauseLeft(): number {
    return Math.max(0, this.#pace.pausedUntil - this.#now());
  }

  /** Milliseconds between two starts; 0 without a gap. */
  get gap(): number {
    return gapOf(this.#pace);
  }

  /** Milliseconds until the pace alone lets a request start. */
  paceWait(): number {
    return waitBeforeStart(this.#pace, this.#now());
  }

  /** Milliseconds until a request may start; infinite while that depends on something else than time. */
  wait(): number {
    if (this.#paused || this.#question !== null) return Number.POSITIVE_INFINITY;
    const now = this.#now();
    return Math.max(
      waitBeforeStart(this.#pace, now),
      this.#unreachable.wait(now),
      this.#untrustworthy.wait(now),
    );
  }

  /** How many may start within `ms`, as far as the gap between starts allows; infinite without a gap. */
  startsWithin(ms: number): number {
    if (this.#unreachable.isOn || this.#untrustworthy.isOn) return 1;
    const gap = gapOf(this.#pace);
    return gap > 0 ? 1 + Math.floor(ms / gap) : Number.POSITIVE_INFINITY;
  }

  /** A request starts now, as `wait` allows; answers when that is. */
  start(): number {
    const now = this.#now();
    this.#pace = started(this.#pace, now);
    this.#unreachable.started(now);
    this.#untrustworthy.started(now);
    return now;
  }

  /** What came back for a request that was started at `startedAt`. */
  heard(reply: Reply, startedAt: number): void {
    const now = this.#now();
    const signal = paceSignalOf(reply, startedAt);
    if (signal) this.#pace = answered(this.#pace, signal, now);
    this.#hearReach(reply, startedAt, now);
    this.#hearTrust(reply, startedAt, now);
  }

  #hearReach(reply: Reply, startedAt: number, now: number): void {
    if (reply.kind === 'unsent') this.#unreachable.shows(startedAt, now);
    else if (reply.kind !== 'unanswered') this.#unreachable.ends();
    // A request that left and got no answer does not tell whether the controller can be reached.
    else if (this.#unreachable.isOn) this.#unreachable.shows(startedAt, now);
  }

  #hearTrust(reply: Reply, startedAt: number, now: number): void {
    const trustworthy = isTrustworthy(reply);
    if (trustworthy === null) this.#untrustworthy.toldNothing(startedAt);
    else if (trustworthy) {
      this.#doubts = 0;
      this.#untrustworthy.ends();
    } else if (this.#untrustworthy.isOn || ++this.#doubts >= untrustworthyAfter) {
      this.#untrustworthy.shows(startedAt, now);
    }
  }

  /** The machine slept for so many milliseconds, in which nobody waited for the controller. */
  slept(ms: number): void {
    this.#unreachable.slept(ms);
    this.#untrustworthy.slept(ms);
  }

  pause(paused: boolean): void {
    this.#paused = paused;
  }

  /** What a person is being asked; null: nothing. */
  get question(): Failure<QuestionCode> | null {
    return this.#question;
  }

  ask(question: Failure<QuestionCode> | null): void {
    this.#question = question;
  }
}
