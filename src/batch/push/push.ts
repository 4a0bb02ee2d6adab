import type { ClientOptions } from '../../opscom/client.ts';
import { operations } from '../../opscom/operations.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import type { Claim } from '../file/claim.ts';
import type { BatchDocument } from '../file/document.ts';
import { rulesOf } from '../file/meta.ts';
import { type Tally, tally } from '../file/tally.ts';
import { recordPause } from '../trail/record.ts';
import { BatchWatch } from './batch-watch.ts';
import { claimPush } from './claim.ts';
import { openDisk } from './disk.ts';
import { Gate, type Pacing } from './gate.ts';
import { Journal } from './journal.ts';
import type { PauseSwitch } from './pause-switch.ts';
import { countPending, pendingRows } from './pending.ts';
import { Progress } from './progress.ts';
import { type PushRefusal, refusalOf, scopeOf, type WantedRows } from './push-refusal.ts';
import { type PushState, pushState } from './push-state.ts';
import { lastRun, type Run, type RunEnd } from './run.ts';
import { keepEnding, type RunEnding, tryToBegin } from './run-ending.ts';
import { Sender } from './sender.ts';
import { type Superseded, supersededRows } from './superseded.ts';

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

export interface PushOptions extends WantedRows {
  /** The person, as the operating system knows them. */
  readonly who: string;
  /** How long to wait for a controller that is in trouble or asks to wait; null: until cancelled. */
  readonly patienceMs: number | null;
  /** Asked when the first twenty answers are all "record not found": true goes on, false stops. */
  readonly onWrongLot: () => Promise<boolean>;
  /** For a trial: asked once the first ten rows have their answers; the others go when it resolves. */
  readonly onTrial?: (() => Promise<void>) | null;
  /** Waited for once the run has begun, before its first row is sent. What else is asked of the controller keeps the run's pace. */
  readonly onBegun?: ((pacing: Pacing) => Promise<void>) | null;
  readonly pausing?: PauseSwitch;
  /** What keeps others from the batch and its file; without it the run claims them itself. */
  readonly claim?: Claim;
  /** Milliseconds before a row's second attempt; doubled before each further one. */
  readonly backoffMs?: number;
  readonly random?: () => number;
}

const usualBackoffMs = 250;
const tickMs = 500;
/** A timer that comes so late was stopped with its process or machine; where clocks stop too in sleep, none does. */
const sleepMs = 5_000;

export interface PushEnd extends RunEnding {
  readonly tally: Tally;
  readonly run: number;
  /** Of all rows and runs of the batch. */
  readonly attempts: number;
  /** Rows of this run for which the controller answered success for another permit: somebody must look at them. */
  readonly mismatched: number;
  /** Rows that were not sent because a later row of the same permit was accepted before: they stay as they were. */
  readonly superseded: number;
}

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
  const claimed = options.claim ? ok(options.claim) : claimPush(document, target);
  if (!claimed.ok) return claimed;
  const claim = claimed.value;
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
    return await runOnce(document, target, options, { superseded, claim }, onProgress, signal);
  } finally {
    if (!options.claim) claim.release();
  }
}

async function runOnce(
  document: BatchDocument,
  target: PushTarget,
  options: PushOptions,
  { superseded, claim }: { readonly superseded: Superseded; readonly claim: Claim },
  onProgress: (state: PushState) => void,
  signal: AbortSignal,
): Promise<Result<PushEnd, PushRefusal>> {
  const now = () => performance.now();
  const { kind, who, patienceMs, pausing, unknownToo = false, outcomes = null, onTrial = null } = options;
  const { connection, controller, client: code, concurrency, rate } = target;
  const resumed = kind === 'resume' && lastRun(document) !== null;
  const record = { kind, connection, controller, client: code, who, concurrency, rate, unknownToo, outcomes };
  // Loaded when first needed: most commands send nothing.
  const { createClient } = await import('../../opscom/client.ts');
  const begun = tryToBegin(document, record);
  if (!begun.ok) return begun;
  const run = begun.value;
  const gate = new Gate(concurrency, rate, now);
  await options.onBegun?.(gate);
  const client = createClient({ ...target, connections: concurrency }, operations[rulesOf(document).name]);
  const left = countPending(document, run.scope) - superseded.size;
  const progress = new Progress(tally(document), countAttempts(document), left);
  // What was written before need not be in the log, which could be lost.
  document.db.exec('pragma wal_checkpoint(passive)');
  const disk = await openDisk(document);
  const watch = new BatchWatch(document, claim, disk);
  let tickedAt = now();
  const sender = new Sender({
    client,
    journal: (keeper) => new Journal(document, run.id, disk, watch, keeper),
    gate,
    progress,
    rows: pendingRows(document, run, superseded),
    run: run.id,
    danger: () => watch.danger(),
    isAwake: () => now() - tickedAt < tickMs + sleepMs,
    patienceMs,
    backoffMs: options.backoffMs ?? usualBackoffMs,
    onWrongLot: resumed ? null : options.onWrongLot,
    onTrial: onTrial === null ? null : () => pausedFor(onTrial),
    onChange: () => {
      if (progress.due(now())) report();
    },
    now,
    date: () => new Date(),
    random: options.random ?? Math.random,
  });
  /** The trail tells a pause for a trial like any other. */
  async function pausedFor(answer: () => Promise<void>): Promise<void> {
    recordPause(document, run.id, true, new Date());
    await answer();
    recordPause(document, run.id, false, new Date());
  }
  const report = () => onProgress(pushState(sender, gate, progress, now()));
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
    const ending = keepEnding(document, run, stopped, () => endOf(signal, document, run, superseded.size));
    report();
    return ok({
      ...ending,
      run: run.id,
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
