import { type ClientOptions, createClient } from '../../opscom/client.ts';
import { operations } from '../../opscom/operations.ts';
import { isSendable } from '../../permit/mapping.ts';
import { type Failure, fail, ok, type Result } from '../../permit/result.ts';
import type { BatchDocument } from '../file/document.ts';
import { claimBatch } from '../file/lock.ts';
import { readMeta, rulesOf } from '../file/meta.ts';
import { cannotBeWritten } from '../file/open-document.ts';
import { type Tally, tally } from '../file/tally.ts';
import { recordPause } from '../trail/record.ts';
import { openDisk } from './disk.ts';
import { Gate, type Hold } from './gate.ts';
import { Journal } from './journal.ts';
import { countPending, pendingRows, scopeFromNow } from './pending.ts';
import { Progress } from './progress.ts';
import { putBack } from './put-back.ts';
import { beginRun, endRun, lastRun, type Run, type RunEnd, type RunKind, type RunRecord } from './run.ts';
import type { Scope } from './scope.ts';
import { Sender } from './sender.ts';
import { type Superseded, supersededRows } from './superseded.ts';
import type { StopCode } from './verdict.ts';

/** Where to push, and how fast at most. */
export interface PushTarget
  extends Pick<ClientOptions, 'controller' | 'client' | 'token' | 'timeouts' | 'proxy'> {
  /** The connection's name; empty when controller and client were given by hand. */
  readonly connection: string;
  /** Requests under way at once, at most. */
  readonly concurrency: number;
  /** Requests a second, at most; null without a limit. */
  readonly rate: number | null;
}

export interface PushOptions {
  readonly kind: RunKind;
  /** Send the others although some rows are invalid. */
  readonly onlyValid: boolean;
  /** Also rows left unknown, where the operation is not one that may be repeated: a person has decided it. */
  readonly unknownToo?: boolean;
  /** The person, as the operating system knows them. */
  readonly who: string;
  /** How long to wait for a controller that is away or asks to wait; null: until cancelled. */
  readonly patienceMs: number | null;
  /** Asked when the first twenty answers are all "record not found": true goes on, false stops. */
  readonly onWrongLot: () => Promise<boolean>;
  readonly pausing?: PauseSwitch;
  /** Milliseconds before a row's second attempt; doubled before each further one. */
  readonly backoffMs?: number;
  readonly random?: () => number;
}

const usualBackoffMs = 250;
const tickMs = 500;
/** A timer that comes so late was stopped with its process or machine; where clocks stop too in sleep, none does. */
const sleepMs = 5_000;

/** Lets another part of the program pause a run and let it go on. */
export class PauseSwitch {
  #paused = false;
  #listener: (paused: boolean) => void = () => {};

  set(paused: boolean): void {
    this.#paused = paused;
    this.#listener(paused);
  }

  /** @internal for the run */
  listen(listener: (paused: boolean) => void): void {
    this.#listener = listener;
    listener(this.#paused);
  }
}

export interface PushState {
  readonly phase: 'canary' | 'sending' | 'paused' | 'waiting' | 'asking' | 'finishing';
  readonly tally: Tally;
  readonly attempts: number;
  /** Rows that got their outcome, a second. */
  readonly perSecond: number;
  readonly secondsLeft: number | null;
  /** Requests under way. */
  readonly atOnce: number;
  /** Why it waits or asks; null while it sends. */
  readonly reason: Failure<WaitCode> | null;
}

export type WaitCode = 'waiting-unreachable' | 'waiting-untrustworthy' | 'waiting-asked' | 'asking-wrong-lot';

export interface PushEnd {
  readonly end: RunEnd;
  /** Why it stopped or failed. */
  readonly reason: Failure<StopCode> | null;
  readonly tally: Tally;
  /** Of all rows and runs of the batch. */
  readonly attempts: number;
  /** Rows of this run for which the controller answered success for another permit: somebody must look at them. */
  readonly mismatched: number;
  /** Rows that were not sent because a later row of the same permit was accepted before: they stay as they were. */
  readonly superseded: number;
}

/** Why a run did not even begin: nothing was sent and nothing changed. */
export type PushRefusal =
  | 'batch-busy'
  | 'batch-unwritable'
  | 'rows-invalid'
  | 'no-reference-column'
  | 'nothing-to-resume'
  | 'nothing-to-retry'
  | 'only-older-rows';

/**
 * Sends the rows of a batch that have yet to be sent: all that were not accepted (`push`), those that the last run
 * left or cut off with attempts to spare (`resume`), or the rejected and unknown ones (`retry`); but none whose permit got the value of a later row
 * before. An abort of `signal` cancels: what is in the air finishes.
 * Every row's outcome is on disk when this resolves.
 */
export async function pushBatch(
  document: BatchDocument,
  target: PushTarget,
  options: PushOptions,
  onProgress: (state: PushState) => void,
  signal: AbortSignal,
): Promise<Result<PushEnd, PushRefusal>> {
  const lock = claimBatch(document.path);
  if (!lock.ok) return lock;
  try {
    const refusal = refusalOf(document, options);
    if (refusal) return refusal;
    const scope = scopeOf(document, options);
    const superseded = supersededRows(document, scope);
    const onlyOlder = superseded.size > 0 && superseded.size === countPending(document, scope);
    // A resumption has nothing to send then, and ends the run that it goes on with.
    if (onlyOlder && options.kind !== 'resume') {
      return fail('only-older-rows', { rows: superseded.size });
    }
    return await runOnce(document, target, options, superseded, onProgress, signal);
  } finally {
    lock.value.release();
  }
}

function refusalOf(document: BatchDocument, options: PushOptions): Result<never, PushRefusal> | null {
  const { kind, onlyValid } = options;
  const columns = readMeta(document, 'columns') ?? [];
  if (!isSendable(columns, rulesOf(document))) return fail('no-reference-column');
  if (kind === 'push' && !onlyValid) {
    const found = document.db
      .prepare('select count(*) as invalid from row where state = 2 and skipped = 0')
      .get() as { invalid: number };
    if (found.invalid > 0) return fail('rows-invalid', { invalid: found.invalid });
  }
  const previous = lastRun(document);
  if (kind === 'resume') {
    if (!previous) return fail('nothing-to-resume');
    const left = countPending(document, previous.scope);
    if (left === 0 && previous.end === 'finished') return fail('nothing-to-resume');
  }
  if (kind === 'retry' && countPending(document, scopeOf(document, options)) === 0) {
    return fail('nothing-to-retry', { unknown: tally(document).unknown });
  }
  return null;
}

/** Which rows a run of this kind would send, were it to begin now. */
function scopeOf(document: BatchDocument, { kind, unknownToo }: PushOptions): Scope {
  if (kind !== 'resume') return scopeFromNow(kind, unknownToo);
  const previous = lastRun(document);
  if (!previous) throw new Error('There is no run to resume');
  return previous.scope;
}

async function runOnce(
  document: BatchDocument,
  target: PushTarget,
  options: PushOptions,
  superseded: Superseded,
  onProgress: (state: PushState) => void,
  signal: AbortSignal,
): Promise<Result<PushEnd, PushRefusal>> {
  const now = () => performance.now();
  const { kind, who, patienceMs, pausing, unknownToo = false } = options;
  const { connection, controller, client: code, concurrency, rate } = target;
  const resumed = kind === 'resume' && lastRun(document) !== null;
  const record = { kind, connection, controller, client: code, who, concurrency, rate, unknownToo };
  const begun = tryToBegin(document, record);
  if (!begun.ok) return begun;
  const run = begun.value;
  const client = createClient({ ...target, connections: concurrency }, operations[rulesOf(document).name]);
  const gate = new Gate(concurrency, rate, now);
  const left = countPending(document, run.scope) - superseded.size;
  const progress = new Progress(tally(document), countAttempts(document), left);
  const disk = await openDisk(document);
  const sender = new Sender({
    client,
    journal: (keeper) => new Journal(document, run.id, disk, keeper),
    gate,
    progress,
    rows: pendingRows(document, run, superseded),
    run: run.id,
    danger: () => null,
    patienceMs,
    backoffMs: options.backoffMs ?? usualBackoffMs,
    onWrongLot: resumed ? null : options.onWrongLot,
    onChange: () => {
      if (progress.due(now())) report();
    },
    now,
    date: () => new Date(),
    random: options.random ?? Math.random,
  });
  const report = () => onProgress(stateOf(sender, gate, progress, now()));
  let tickedAt = now();
  const ticking = setInterval(() => {
    const late = now() - tickedAt - tickMs;
    tickedAt += tickMs + late;
    if (late > sleepMs) sender.slept(late);
    report();
  }, tickMs);
  const cancel = () => sender.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  let held = false;
  pausing?.listen((paused) => {
    if (paused !== held) recordPause(document, run.id, paused, new Date());
    held = paused;
    gate.pause(paused);
    sender.wake();
    report();
  });
  try {
    const sending = sender.run();
    if (signal.aborted) sender.cancel();
    const stopped = await sending;
    await disk.close();
    const wanted = stopped ? endOfStop(stopped) : endOf(signal, document, run, superseded.size);
    const { end, reason } = keepEnd(document, run, wanted, stopped);
    report();
    return ok({
      end,
      reason,
      tally: tally(document),
      attempts: countAttempts(document),
      mismatched: sender.mismatched,
      superseded: superseded.size,
    });
  } finally {
    clearInterval(ticking);
    signal.removeEventListener('abort', cancel);
    pausing?.listen(() => {});
    await client.close();
    await disk.close();
  }
}

/** A batch that cannot be written keeps no account of what would be sent, so nothing is. */
function tryToBegin(document: BatchDocument, record: RunRecord): Result<Run, 'batch-unwritable'> {
  try {
    return ok(beginRun(document, record, new Date()));
  } catch (cause) {
    if (!cannotBeWritten(cause)) throw cause;
    return fail('batch-unwritable', { path: document.path, reason: cause.message });
  }
}

function endOfStop({ code }: Failure<StopCode>): RunEnd {
  return code === 'journal-failed' || code === 'batch-gone' ? 'failed' : 'stopped';
}

/** Writes down how the run ended; a batch that could not be written any more has no end, and can be resumed. */
function keepEnd(
  document: BatchDocument,
  run: Run,
  end: RunEnd,
  reason: Failure<StopCode> | null,
): { end: RunEnd; reason: Failure<StopCode> | null } {
  if (reason?.code === 'batch-gone') {
    putBack(document);
    return { end, reason };
  }
  if (end === 'failed') return { end, reason };
  try {
    endRun(document, run.id, end, reason, new Date());
    return { end, reason };
  } catch (cause) {
    if (!cannotBeWritten(cause)) throw cause;
    return { end: 'failed', reason: fail('journal-failed', { reason: cause.message }).failure };
  }
}

/** A cancel that came when there was nothing left to send cancelled nothing. */
function endOf(signal: AbortSignal, document: BatchDocument, run: Run, superseded: number): RunEnd {
  const left = countPending(document, run.scope) - superseded;
  return signal.aborted && left > 0 ? 'cancelled' : 'finished';
}

/** Attempts to send of all rows and runs. */
export function countAttempts(document: BatchDocument): number {
  const found = document.db.prepare('select coalesce(sum(attempts), 0) as attempts from outcome').get() as {
    attempts: number;
  };
  return found.attempts;
}

function stateOf(sender: Sender, gate: Gate, progress: Progress, now: number): PushState {
  const hold = sender.phase === 'finishing' ? null : gate.hold;
  return {
    phase: hold ? phaseOf(hold) : sender.phase,
    tally: progress.tally,
    attempts: progress.attempts,
    perSecond: progress.perSecond(now),
    secondsLeft: hold ? null : progress.secondsLeft(now),
    atOnce: sender.atOnce,
    reason: hold ? waitReason(hold, gate) : null,
  };
}

function phaseOf(hold: Hold): PushState['phase'] {
  return hold === 'paused' || hold === 'asking' ? hold : 'waiting';
}

function waitReason(hold: Hold, gate: Gate): Failure<WaitCode> | null {
  switch (hold) {
    case 'paused':
      return null;
    case 'asking':
      return fail('asking-wrong-lot').failure;
    case 'unreachable':
      return fail('waiting-unreachable', { seconds: Math.round(gate.unreachableFor / 1000) }).failure;
    case 'untrustworthy':
      return fail('waiting-untrustworthy', { seconds: Math.round(gate.untrustworthyFor / 1000) }).failure;
    case 'asked-to-wait':
      return fail('waiting-asked', { seconds: Math.ceil(gate.pauseLeft / 1000) }).failure;
  }
}
