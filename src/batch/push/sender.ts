import type { Reply } from '../../opscom/reply.ts';
import { type Failure, fail } from '../../permit/result.ts';
import { BatchLost } from './batch-watch.ts';
import { Canary } from './canary.ts';
import type { Group, Journal, JournalKeeper, Settlement } from './journal.ts';
import { Lookahead } from './lookahead.ts';
import { Patience } from './patience.ts';
import { mostAttempts, replyAction } from './reply-action.ts';
import { RowEndings } from './row-endings.ts';
import { notRepeatedEnding, type RowInHand, settledEnding, spend, unspend } from './row-in-hand.ts';
import { RowQueue } from './row-queue.ts';
import type { SenderParts } from './sender-parts.ts';
import type { StopCode } from './stop-code.ts';
import { Trial, trialRows } from './trial.ts';
import { WrongLotWatch } from './wrong-lot.ts';

const longestTimer = 60_000;

/**
 * Sends rows: the first alone, then as many at once as the gate's pace allows. Every attempt's intent is on disk
 * before it starts and every outcome before it is counted; both are written in groups, ahead of and behind the network.
 */
export class Sender implements JournalKeeper<RowInHand> {
  readonly #parts: SenderParts;
  readonly #journal: Journal<RowInHand>;
  readonly #queue: RowQueue;
  readonly #lookahead: Lookahead;
  readonly #patience: Patience;
  readonly #endings: RowEndings;
  readonly #wrongLot: WrongLotWatch;
  readonly #trial: Trial;
  readonly #canary = new Canary();
  #over = false;
  #stoppedBy: Failure<StopCode> | null = null;
  #bug: { cause: unknown } | null = null;
  #mismatched = 0;
  #pumpTimer: NodeJS.Timeout | null = null;
  #finish: () => void = () => {};

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#journal = parts.journal(this);
    const allowed = parts.onTrial === null ? Number.POSITIVE_INFINITY : trialRows;
    this.#queue = new RowQueue(parts.rows, () => this.#pump(), allowed);
    const { gate, client, patienceMs, now } = parts;
    this.#lookahead = new Lookahead(gate, () => this.#journal.usual);
    this.#patience = new Patience(gate, patienceMs, client.operation.repeatable, now);
    this.#endings = new RowEndings(parts, this.#journal, this.#queue, this.#lookahead, this.#canary);
    this.#wrongLot = new WrongLotWatch(
      parts,
      (stop) => (stop ? this.#end(stop) : this.#pump()),
      (cause) => this.#crash(cause),
    );
    this.#trial = new Trial(
      parts,
      this.#queue,
      () => this.#pump(),
      (cause) => this.#crash(cause),
    );
  }

  get phase(): 'canary' | 'sending' | 'stopping' | 'finishing' {
    if (this.#over) return this.#lookahead.inTheAir > 0 ? 'stopping' : 'finishing';
    return this.#canary.hasPassed ? 'sending' : 'canary';
  }

  get atOnce(): number {
    return this.#lookahead.inTheAir;
  }

  /** Successes that came for another permit than the one that was sent. */
  get mismatched(): number {
    return this.#mismatched;
  }

  /** Sends everything; answers why it stopped before the end, or null. */
  async run(): Promise<Failure<StopCode> | null> {
    await new Promise<void>((resolve) => {
      this.#finish = resolve;
      this.#pump();
    });
    if (this.#pumpTimer) clearTimeout(this.#pumpTimer);
    this.#journal.close();
    if (this.#bug) throw this.#bug.cause;
    return this.#stoppedBy;
  }

  /** What is in the air finishes, the rest stays as it is. */
  cancel(): void {
    this.#end();
  }

  /** The machine slept for so many milliseconds: they spend nobody's patience. */
  slept(ms: number): void {
    this.#parts.gate.slept(ms);
    this.#patience.slept(ms);
  }

  /** What the gate waited for may be over. */
  wake(): void {
    this.#pump();
  }

  #end(reason: Failure<StopCode> | null = null): void {
    this.#stoppedBy ??= reason;
    if (this.#over) return;
    this.#over = true;
    for (const row of this.#queue.drain()) this.#endings.leave(row);
    for (const row of this.#lookahead.drain()) this.#endings.leaveUnstarted(row);
    this.#pump();
  }

  /** Starts what may start, has more marked when the network is about to need some, and ends the run when nothing is left. */
  #pump(): void {
    if (this.#pumpTimer) clearTimeout(this.#pumpTimer);
    this.#pumpTimer = null;
    if (!this.#over) this.#trial.askIfOver();
    if (this.#queue.isDone || (this.#over && this.#queue.isIdle)) {
      this.#finish();
      return;
    }
    const impatient = this.#over || !this.#parts.isAwake() ? null : this.#patience.end();
    if (impatient) this.#end(impatient);
    if (this.#over) return;
    const { gate } = this.#parts;
    let wait = gate.wait();
    for (; wait <= 0; wait = gate.wait()) {
      const row = this.#lookahead.start();
      if (!row) break;
      void this.#attempt(row);
    }
    if (this.#queue.hasNext && this.#room(0) > 0) this.#journal.intend();
    this.#pumpAfter(wait);
  }

  /** Comes back when what is marked may start, or when more is to be marked for what may start then. */
  #pumpAfter(wait: number): void {
    const until = this.#lookahead.hasReady ? wait : wait - this.#lookahead.ms / 2;
    const wake = Math.min(wait > 0 ? Math.max(1, until) : Number.POSITIVE_INFINITY, this.#patience.left + 1);
    if (Number.isFinite(wake)) this.#pumpTimer = setTimeout(() => this.#pump(), Math.min(wake, longestTimer));
  }

  /** How many more rows are to be marked with a group that settles so many answered ones. */
  #room(settling: number): number {
    if (this.#canary.hasPassed) return this.#lookahead.room(settling);
    return this.#canary.mayMark(this.#queue.hasDue) ? 1 - this.#lookahead.marked : 0;
  }

  /** For the journal: the rows that the network is about to need. */
  nextIntents(settlements: readonly Settlement<RowInHand>[]): RowInHand[] {
    const rows: RowInHand[] = [];
    try {
      const danger = this.#over ? null : this.#parts.danger();
      if (danger) this.#end(danger);
      const settling = settlements.filter(({ of }) => of.answered).length;
      for (let room = this.#over ? 0 : this.#room(settling); room > 0; ) {
        const row = this.#queue.next();
        if (!row) break;
        // What was in the air when a run was cut off may have been done, and doing it again would do it twice.
        if (row.inTheAir && !row.intended && !this.#parts.client.operation.repeatable) {
          this.#endings.write(row, notRepeatedEnding);
          continue;
        }
        room--;
        rows.push(this.#mark(row));
      }
      // There may be nothing left at all, or nothing until later.
      if (rows.length === 0) this.#pump();
    } catch (cause) {
      this.#crash(cause);
    }
    return rows;
  }

  #mark(row: RowInHand): RowInHand {
    this.#canary.sent();
    this.#lookahead.mark();
    spend(row);
    return row;
  }

  /** For the journal. */
  written({ settlements, intents }: Group<RowInHand>): void {
    for (const { of: row, outcome } of settlements) {
      this.#endings.count(row, outcome, 0);
      this.#endings.letGo(row);
    }
    this.#parts.progress.settled(settlements.length, this.#parts.now());
    for (const row of intents) {
      this.#endings.count(row, 'unknown', 1);
      if (this.#over) this.#endings.leaveUnstarted(row);
      else this.#lookahead.ready(row);
    }
    this.#parts.onChange();
    this.#pump();
  }

  /** For the journal. */
  failed({ settlements, intents }: Group<RowInHand>, cause: unknown): void {
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.#end(
      cause instanceof BatchLost
        ? fail(cause.code, { path: reason }).failure
        : fail('journal-failed', { reason }).failure,
    );
    for (const { of: row } of settlements) this.#endings.letGo(row);
    for (const row of intents) {
      this.#lookahead.unmark();
      this.#endings.letGo(row);
    }
    this.#pump();
  }

  readonly #attempt = async (row: RowInHand): Promise<void> => {
    try {
      const { gate, client, now } = this.#parts;
      const startedAt = gate.start();
      const reply = await client.send(row.request);
      this.#lookahead.landed();
      if (reply.kind !== 'unsent' && reply.kind !== 'unanswered') row.replyMs = now() - startedAt;
      this.#heard(row, reply, startedAt);
      this.#pump();
    } catch (cause) {
      this.#crash(cause);
    }
  };

  #heard(row: RowInHand, reply: Reply, startedAt: number): void {
    const { gate, client } = this.#parts;
    const duringOutage = gate.hold === 'unreachable';
    gate.heard(reply, startedAt);
    this.#patience.heard(reply, startedAt);
    if (reply.kind !== 'throttled') {
      row.lastReply = reply;
      row.onlyGarbled &&= reply.kind === 'garbled';
    }
    const action = replyAction(reply, this.#canary.isOut);
    switch (action.next) {
      case 'settle':
        if (reply.kind === 'mismatched') this.#mismatched++;
        this.#endings.settle(row, settledEnding(row, reply, action, client.operation));
        this.#wrongLot.heard(reply);
        this.#trial.heard(reply);
        break;
      case 'stop':
        row.left ||= action.arrived;
        this.#endings.leave(row);
        this.#end(action.reason);
        break;
      case 'later':
        unspend(row);
        this.#again(row, 0);
        break;
      case 'unreachable':
        // Trying the door of a controller that is known to be away is not the row's fault.
        if (duringOutage) unspend(row);
        this.#again(row, duringOutage ? 0 : this.#backoff(row));
        break;
      case 'again': {
        row.left = true;
        const hung = reply.kind === 'unanswered' && reply.reason === 'timeout' && this.#canary.hasPassed;
        this.#again(row, client.operation.repeatable ? this.#backoff(row) : null, hung);
        break;
      }
    }
  }

  /** `delay`: milliseconds; null: never again. */
  #again(row: RowInHand, delay: number | null, hung = false): void {
    if (this.#over) {
      this.#endings.leave(row);
    } else if (delay !== null && row.spent < mostAttempts) {
      this.#queue.again(row, delay, hung);
    } else {
      const { lastReply } = row;
      const isCanary = this.#canary.isOut;
      this.#endings.leave(row);
      if (!isCanary || !row.onlyGarbled || lastReply?.kind !== 'garbled') return;
      const { httpStatus, excerpt } = lastReply;
      this.#end(fail('not-this-api-garbled', { httpStatus: httpStatus ?? 0, excerpt }).failure);
    }
  }

  /** Doubling, with up to half of it taken off at random, so that rows which failed together do not return together. */
  #backoff(row: RowInHand): number {
    return this.#parts.backoffMs * 2 ** (row.spent - 1) * (0.5 + this.#parts.random() / 2);
  }

  #crash(cause: unknown): void {
    this.#bug ??= { cause };
    this.#over = true;
    this.#finish();
  }
}
