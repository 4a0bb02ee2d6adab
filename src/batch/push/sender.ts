import pLimit from 'p-limit';
import type { Client } from '../../opscom/client.ts';
import { recordNotFound } from '../../opscom/error-code.ts';
import type { Reply } from '../../opscom/reply.ts';
import { type Failure, fail } from '../../permit/result.ts';
import type { Outcome } from '../file/tally.ts';
import type { Gate } from './gate.ts';
import { type Answer, BatchGone, type Group, type Journal, type JournalKeeper } from './journal.ts';
import type { PendingRow } from './pending.ts';
import { PermitQueues } from './permit-queues.ts';
import type { Progress } from './progress.ts';
import {
  answerOf,
  mostAttempts,
  paceSignalOf,
  type StopCode,
  unanswered,
  unreachableFacts,
  verdictOn,
} from './verdict.ts';
import { WrongLotWatch, wrongLotAfter } from './wrong-lot.ts';

/** Rows in memory at most: in the air, on their way to disk, waiting to be sent again or for an earlier row of the same permit. */
const mostInHand = 4_000;
/** Intents are written ahead of the network by about as many rows as start in this time, or in that of some groups. */
const leastLookaheadMs = 100;
const mostLookaheadMs = 2_000;
const lookaheadGroups = 3;

export interface SenderParts {
  readonly client: Client;
  readonly journal: (keeper: JournalKeeper<Row>) => Journal<Row>;
  readonly gate: Gate;
  readonly progress: Progress;
  readonly rows: Iterator<PendingRow>;
  readonly run: number;
  /** Milliseconds to wait for a controller that cannot be reached or asks to wait; null: until cancelled. */
  readonly patienceMs: number | null;
  /** Milliseconds before a row's second attempt; doubled before each further one. */
  readonly backoffMs: number;
  /** Asked once when the first answers are all "record not found"; null: do not ask, for it was answered before. */
  readonly onWrongLot: (() => Promise<boolean>) | null;
  readonly onChange: () => void;
  readonly now: () => number;
  readonly date: () => Date;
  readonly random: () => number;
}

/** A row in hand. */
export interface Row extends PendingRow {
  attempts: number;
  resent: boolean;
  outcome: Outcome;
  /** Attempts of this run. */
  spent: number;
  /** A request left this machine and may have been carried out. */
  left: boolean;
  /** An intent of this run is on disk. */
  intended: boolean;
  onlyGarbled: boolean;
  lastReply: Reply | null;
  /** Milliseconds that it took. */
  replyMs: number | null;
}

/**
 * Sends rows: the first alone, then as many at once as the gate's pace allows. Every attempt's intent is on disk
 * before it starts and every outcome before it is counted; both are written in groups, ahead of and behind the network.
 */
export class Sender implements JournalKeeper<Row> {
  readonly #parts: SenderParts;
  readonly #journal: Journal<Row>;
  readonly #limit = pLimit(1);
  readonly #due: Row[] = [];
  readonly #backoffs = new Map<Row, NodeJS.Timeout>();
  readonly #queues = new PermitQueues<Row>();
  readonly #wrongLot = new WrongLotWatch();
  #inHand = 0;
  #ready = 0;
  #inAir = 0;
  #exhausted = false;
  #canary: 'unsent' | 'sent' | 'passed' = 'unsent';
  #over = false;
  #stoppedBy: Failure<StopCode> | null = null;
  #bug: { cause: unknown } | null = null;
  #mismatched = 0;
  #throttledSince: number | null = null;
  #starts = { since: 0, count: 0, before: 0 };
  #pumpTimer: NodeJS.Timeout | null = null;
  #finish: () => void = () => {};

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#journal = parts.journal(this);
  }

  get phase(): 'canary' | 'sending' | 'finishing' {
    if (this.#over) return 'finishing';
    return this.#canary === 'passed' ? 'sending' : 'canary';
  }

  get atOnce(): number {
    return this.#inAir;
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
    if (this.#throttledSince !== null) this.#throttledSince += ms;
  }

  /** What the gate waited for may be over. */
  wake(): void {
    this.#pump();
  }

  #end(reason: Failure<StopCode> | null = null): void {
    this.#stoppedBy ??= reason;
    if (this.#over) return;
    this.#over = true;
    this.#parts.gate.close();
    this.#inHand -= this.#queues.clear();
    for (const row of this.#due.splice(0)) this.#leave(row);
    for (const [row, timer] of this.#backoffs) {
      clearTimeout(timer);
      this.#leave(row);
    }
    this.#backoffs.clear();
    this.#pump();
  }

  /** Has the journal ask for rows when the network is about to need some, and ends the run when there is nothing left. */
  #pump(): void {
    if (this.#inHand === 0 && (this.#over || this.#exhausted)) {
      this.#finish();
      return;
    }
    if (this.#pumpTimer) clearTimeout(this.#pumpTimer);
    this.#pumpTimer = null;
    if (this.#over) return;
    const wait = this.#parts.gate.wait();
    if (wait < this.#lookahead) {
      if (this.#mayTake() && this.#room() > 0) this.#journal.intend();
    } else if (Number.isFinite(wait)) {
      this.#pumpTimer = setTimeout(() => this.#pump(), Math.min(wait - this.#lookahead / 2, 60_000));
    }
  }

  /** Milliseconds. */
  get #lookahead(): number {
    return Math.min(mostLookaheadMs, Math.max(leastLookaheadMs, this.#journal.usual * lookaheadGroups));
  }

  #mayTake(): boolean {
    return this.#due.length > 0 || (!this.#exhausted && this.#inHand < mostInHand);
  }

  /** For the journal: rows taken in hand, as many as the network is about to need. */
  nextIntents(): Row[] {
    const rows: Row[] = [];
    try {
      const open = !this.#over && this.#parts.gate.wait() < this.#lookahead;
      for (let room = open ? this.#room() : 0; room > 0; room--) {
        const row = this.#due.shift() ?? this.#fresh();
        if (!row) break;
        rows.push(this.#intended(row));
      }
      // There may be nothing left at all, or nothing until later.
      if (rows.length === 0) this.#pump();
    } catch (cause) {
      this.#crash(cause);
    }
    return rows;
  }

  /** For the journal. */
  written({ settlements, intents }: Group<Row>): void {
    for (const { of: row, outcome } of settlements) {
      this.#count(row, outcome, 0);
      this.#letGo(row);
    }
    this.#parts.progress.settled(settlements.length, this.#parts.now());
    for (const row of intents) {
      this.#count(row, 'unknown', 1);
      void this.#limit(this.#attempt, row);
    }
    this.#parts.onChange();
    this.#pump();
  }

  /** For the journal. */
  failed({ settlements, intents }: Group<Row>, cause: unknown): void {
    this.#ready -= intents.length;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const gone = cause instanceof BatchGone;
    this.#end((gone ? fail('batch-gone', { path: reason }) : fail('journal-failed', { reason })).failure);
    for (const { of: row } of settlements) this.#letGo(row);
    for (const row of intents) this.#letGo(row);
    this.#pump();
  }

  /** How many more intents are wanted now. */
  #room(): number {
    if (this.#canary !== 'passed')
      return this.#canary === 'unsent' || this.#due.length > 0 ? 1 - this.#ready : 0;
    const { gate, now } = this.#parts;
    if (this.#limit.concurrency !== gate.concurrency) this.#limit.concurrency = gate.concurrency;
    const lookahead = this.#lookahead;
    const elapsed = now() - this.#starts.since;
    if (elapsed > lookahead) {
      this.#starts = { since: now(), count: 0, before: (this.#starts.count * lookahead) / elapsed };
    }
    const ahead = Math.max(this.#starts.before, this.#starts.count, gate.concurrency);
    const free = gate.concurrency - this.#inAir;
    return Math.min(free + Math.ceil(ahead), gate.startsWithin(lookahead)) - this.#ready;
  }

  #fresh(): Row | null {
    while (!this.#exhausted && this.#inHand < mostInHand) {
      const next = this.#parts.rows.next();
      if (next.done) {
        this.#exhausted = true;
        return null;
      }
      const row = inHand(next.value);
      this.#inHand++;
      if (row.inTheAir && !this.#parts.client.operation.repeatable) {
        this.#leaveUnknown(row);
        continue;
      }
      if (this.#queues.admit(row)) return row;
    }
    return null;
  }

  /** What was in the air when a run was cut off may have been done, and doing it again would do it twice. */
  #leaveUnknown(row: Row): void {
    const answer = unanswered({ code: 'not-repeated', facts: {} });
    this.#write({ ...row, key: null }, 'unknown', this.#parts.run, answer);
  }

  #intended(row: Row): Row {
    if (this.#canary === 'unsent') this.#canary = 'sent';
    this.#ready++;
    row.attempts++;
    row.spent++;
    row.resent ||= row.left || row.prior?.outcome === 'unknown';
    row.intended = true;
    return row;
  }

  readonly #attempt = async (row: Row): Promise<void> => {
    try {
      const { gate, client } = this.#parts;
      const startedAt = gate.enterNow() ?? (await gate.enter());
      this.#ready--;
      if (startedAt === null) {
        this.#unspend(row);
        this.#leave(row);
        return;
      }
      this.#starts.count++;
      this.#inAir++;
      const reply = await client.send(row.request);
      this.#inAir--;
      if (reply.kind !== 'unsent' && reply.kind !== 'unanswered') row.replyMs = this.#parts.now() - startedAt;
      this.#heard(row, reply, startedAt);
      this.#pump();
    } catch (cause) {
      this.#crash(cause);
    }
  };

  #heard(row: Row, reply: Reply, startedAt: number): void {
    const { gate, now } = this.#parts;
    const duringOutage = gate.hold === 'unreachable';
    this.#tellGate(reply, startedAt);
    if (reply.kind !== 'throttled') {
      this.#throttledSince = null;
      row.lastReply = reply;
      row.onlyGarbled &&= reply.kind === 'garbled';
    }
    const verdict = verdictOn(reply, this.#canary === 'sent');
    switch (verdict.next) {
      case 'settle':
        if (reply.kind === 'mismatched') this.#mismatched++;
        if (this.#mayBeOurDoing(row, reply)) {
          this.#settle(row, 'unknown', { ...verdict.answer, note: { code: 'maybe-deleted', facts: {} } });
        } else this.#settle(row, verdict.outcome, verdict.answer);
        if (reply.kind === 'accepted' || reply.kind === 'rejected') this.#watchForWrongLot(reply);
        return;
      case 'stop':
        row.left ||= verdict.arrived;
        this.#leave(row);
        this.#end(verdict.reason);
        return;
      case 'later':
        this.#unspend(row);
        this.#throttledSince ??= startedAt;
        if (this.#impatient(now() - this.#throttledSince)) this.#end(this.#askedToWait());
        this.#again(row, 0);
        return;
      case 'unreachable':
        // Trying the door of a controller that is known to be away is not the row's fault.
        if (duringOutage) this.#unspend(row);
        this.#again(row, duringOutage ? 0 : this.#backoff(row));
        return;
      case 'again':
        row.left = true;
        this.#again(row, this.#parts.client.operation.repeatable ? this.#backoff(row) : null);
        return;
    }
  }

  /** A permit that is not found after an unanswered request to delete it may have been deleted by that one. */
  #mayBeOurDoing(row: Row, reply: Reply): boolean {
    if (!this.#parts.client.operation.removes || !row.resent) return false;
    return reply.kind === 'rejected' && reply.errorCode === recordNotFound;
  }

  #tellGate(reply: Reply, startedAt: number): void {
    const { gate } = this.#parts;
    const signal = paceSignalOf(reply, startedAt);
    if (signal) gate.heard(signal);
    if (reply.kind === 'unsent') gate.unreachable();
    else if (reply.kind === 'unanswered') gate.unanswered();
    else gate.reachable();
    if (this.#impatient(gate.pauseLeft)) this.#end(this.#askedToWait());
    if (this.#impatient(gate.unreachableFor)) {
      const facts = reply.kind === 'unsent' ? unreachableFacts(reply) : { reason: 'unreachable', detail: '' };
      this.#end(fail('waited-too-long', facts).failure);
    }
  }

  /** `delay`: milliseconds; null: never again. */
  #again(row: Row, delay: number | null): void {
    if (delay === null || row.spent >= mostAttempts) {
      if (this.#canary === 'sent' && row.onlyGarbled && row.lastReply?.kind === 'garbled') {
        const { httpStatus, excerpt } = row.lastReply;
        this.#leave(row);
        this.#end(fail('not-this-api-garbled', { httpStatus: httpStatus ?? 0, excerpt }).failure);
      } else this.#leave(row);
      return;
    }
    if (this.#over) {
      this.#leave(row);
      return;
    }
    if (delay === 0) {
      this.#due.push(row);
      return;
    }
    const timer = setTimeout(() => {
      this.#backoffs.delete(row);
      this.#due.push(row);
      this.#pump();
    }, delay);
    this.#backoffs.set(row, timer);
  }

  /** Doubling, with up to half of it taken off at random, so that rows which failed together do not return together. */
  #backoff(row: Row): number {
    return this.#parts.backoffMs * 2 ** (row.spent - 1) * (0.5 + this.#parts.random() / 2);
  }

  #unspend(row: Row): void {
    row.attempts--;
    row.spent--;
  }

  /** Ends a row without a trustworthy reply: unknown if a request may have arrived, else as it stood before the run. */
  #leave(row: Row): void {
    if (!row.intended) {
      this.#letGo(row);
      return;
    }
    const answer = row.lastReply && answerOf(row.lastReply);
    // Cut off with attempts left: no time of completion, by which a resumption knows that it is to go on with the row.
    const cut = this.#parts.client.operation.repeatable && row.spent < mostAttempts;
    if (row.left) this.#settle(row, 'unknown', answer, !cut);
    else if (row.prior && row.prior.outcome !== 'unsent')
      this.#write(row, row.prior.outcome, row.prior.run, null);
    else this.#settle(row, 'unsent', row.lastReply?.kind === 'unsent' ? answer : null);
  }

  #settle(row: Row, outcome: Outcome, answer: Answer | null, completed = true): void {
    if (this.#canary === 'sent') this.#canary = 'passed';
    this.#write(row, outcome, this.#parts.run, answer, completed);
  }

  #write(row: Row, outcome: Outcome, run: number, answer: Answer | null, completed = true): void {
    if (outcome === 'skipped') throw new Error('A row that was sent cannot have been left out');
    const completedAt = answer !== null && completed ? this.#parts.date().toISOString() : null;
    const { number, attempts, replyMs } = row;
    this.#journal.settle({ of: row, row: number, run, outcome, attempts, answer, completedAt, replyMs });
  }

  /** The row is out of hand; the next one of the same permit may go. */
  #letGo(row: Row): void {
    this.#inHand--;
    const next = this.#queues.next(row);
    if (next) this.#due.push(next);
  }

  #count(row: Row, outcome: Outcome, attempts: number): void {
    this.#parts.progress.moved(row.outcome, outcome, attempts);
    row.outcome = outcome;
  }

  #watchForWrongLot(reply: Reply & { kind: 'accepted' | 'rejected' }): void {
    const { onWrongLot, gate } = this.#parts;
    if (!this.#wrongLot.looksWrong(reply) || !onWrongLot) return;
    gate.ask(true);
    this.#parts.onChange();
    onWrongLot().then(
      (goOn) => {
        gate.ask(false);
        if (!goOn) this.#end(fail('wrong-lot', { rows: wrongLotAfter }).failure);
        this.#pump();
      },
      (cause) => this.#crash(cause),
    );
  }

  #impatient(waited: number): boolean {
    const { patienceMs } = this.#parts;
    return patienceMs !== null && waited > patienceMs;
  }

  #askedToWait(): Failure<StopCode> {
    return fail('asked-to-wait-too-long', { seconds: Math.ceil(this.#parts.gate.pauseLeft / 1000) }).failure;
  }

  #crash(cause: unknown): void {
    this.#bug ??= { cause };
    this.#over = true;
    this.#parts.gate.close();
    this.#finish();
  }
}

/** Field by field: spreading an object into another, once for every row, takes the engine several times as long. */
function inHand({ number, request, key, attempts, resent, outcome, prior, inTheAir }: PendingRow): Row {
  return {
    number,
    request,
    key,
    attempts,
    resent,
    outcome,
    prior,
    inTheAir,
    spent: 0,
    left: inTheAir,
    intended: false,
    onlyGarbled: true,
    lastReply: null,
    replyMs: null,
  };
}
