import { join } from 'node:path';
import { runInSlices } from '../batch/edits/sliced-step.ts';
import { besideSource, saveResults } from '../batch/exports/results.ts';
import type { Claim } from '../batch/file/claim.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { personHere } from '../batch/file/person.ts';
import { sourceState } from '../batch/import/source-state.ts';
import { claimPush } from '../batch/push/claim.ts';
import type { PauseSwitch } from '../batch/push/pause-switch.ts';
import { type PushEnd, pushBatch } from '../batch/push/push.ts';
import type { PushState } from '../batch/push/push-state.ts';
import { signTrail } from '../batch/trail/signature.ts';
import { type BookFailure, updateBook } from '../book/book.ts';
import { tryWriting, type WriteFailure } from '../disk/new-file.ts';
import { type Failure, fail, ok, type Result } from '../permit/result.ts';
import { lastKnownOf, leaveOutUnchanged } from './known-changes.ts';
import type { PracticeController } from './practice-controller.ts';
import { type JobRefusal, permitPush } from './push-refusal.ts';
import type { PushRequest } from './push-request.ts';
import { TotalsAround } from './zone-totals.ts';

/** What whoever asked for a push hears of it and has a say in. */
export interface PushObserver {
  /** Nothing speaks against it: rows are about to go to this controller. */
  onBegin(begun: PushBeginning): void;
  onProgress(state: PushState): void;
  /** Asked when the first answers are all "record not found": true goes on, false stops. */
  onWrongLot(): Promise<boolean>;
  /** Of a trial, once its rows have their answers: the others go when it resolves. */
  onTrial(): Promise<void>;
  /** What the trail is signed with at the end; null without a keychain. Asked for when the push begins. */
  signingKey(): Promise<string | null>;
  readonly pausing: PauseSwitch;
  /** Cancels; what is in the air finishes. */
  readonly signal: AbortSignal;
}

export interface PushBeginning {
  readonly controller: string;
  readonly source: SourceState;
  /** Why the results cannot stand beside the source, and the folder that they will go to; null where they can. */
  readonly elsewhere: { readonly why: Failure<WriteFailure>; readonly folder: string } | null;
}

/** What became of the file that the batch was read from. */
export type SourceState = Awaited<ReturnType<typeof sourceState>>;

/** How a push ended, with its results written and its trail signed. */
export interface PushConclusion extends PushEnd {
  /** Where the results are; null when they could be written nowhere. */
  readonly results: string | null;
  /** Why they are not where they were wanted. */
  readonly resultsFailure: Failure<WriteFailure> | null;
  /** The fingerprint of the key that signed; null without one. */
  readonly signedBy: string | null;
}

/**
 * Pushes a batch, resumes a run or retries what failed, to its end: says whether it may be, sends, writes the results
 * and signs the trail. A refusal sends nothing.
 */
export async function push(
  dataFolder: string,
  practice: PracticeController,
  document: BatchDocument,
  request: PushRequest,
  observer: PushObserver,
): Promise<Result<PushConclusion, JobRefusal>> {
  const { controller, client } = request.connection;
  // Practice is nobody's but this process's own.
  const claimed = claimPush(document, { controller: controller ?? `practice ${process.pid}`, client });
  if (!claimed.ok) return claimed;
  try {
    return await pushClaimed(dataFolder, practice, document, request, observer, claimed.value);
  } finally {
    claimed.value.release();
  }
}

/** Of rows that would change nothing only those are sent that nobody asked to leave out. */
async function leaveOutAsAsked(
  dataFolder: string,
  document: BatchDocument,
  { onlyChanged, kind, connection }: PushRequest,
  signal: AbortSignal,
): Promise<Result<null, BookFailure>> {
  if (!onlyChanged || kind !== 'push') return ok(null);
  const editor = { who: personHere(), now: () => new Date() };
  const step = leaveOutUnchanged(dataFolder, document, connection, editor);
  const done = await runInSlices(step, { signal, onProgress: () => {} });
  // Cancelled meanwhile, the run ends before its first row.
  if (done.ok || done.failure.code === 'cancelled') return ok(null);
  if (done.failure.code !== 'book-unusable')
    throw new Error(`Rows could not be left out: ${done.failure.code}`);
  return fail('book-unusable', done.failure.facts);
}

/** Once nobody else has the batch or its file: what was sent before is looked for then, for somebody may have ended a moment ago. */
async function pushClaimed(
  dataFolder: string,
  practice: PracticeController,
  document: BatchDocument,
  request: PushRequest,
  observer: PushObserver,
  claim: Claim,
): Promise<Result<PushConclusion, JobRefusal>> {
  const permitted = await permitPush(dataFolder, document, request);
  if (!permitted.ok) return permitted;
  const narrowed = await leaveOutAsAsked(dataFolder, document, request, observer.signal);
  if (!narrowed.ok) return narrowed;
  const { connection, kind, onlyValid, unknownToo, outcomes, patienceMs, proxy, out, words } = request;
  const access = await practice.access(connection, request.token);
  if (connection.practice) await practice.admit(document, request.leaveOut);
  const spare = join(dataFolder, 'results');
  const beside = out === null ? tryWriting(besideSource(document)) : ok(null);
  const elsewhere = beside.ok ? null : { why: beside.failure, folder: spare };
  observer.onBegin({ controller: access.controller, source: await sourceState(document), elsewhere });
  // Asked for now, so that a keychain that takes its time holds nobody up at the end.
  const signing = observer.signingKey();
  const { name, client, concurrency, rate } = connection;
  const totals = new TotalsAround(dataFolder, document, connection, { ...access, proxy });
  const pushed = await pushBatch(
    document,
    { ...access, proxy, connection: name, client, concurrency, rate },
    {
      kind,
      onlyValid,
      unknownToo,
      outcomes,
      who: personHere(),
      patienceMs,
      pausing: observer.pausing,
      onWrongLot: observer.onWrongLot,
      onTrial: request.trial ? observer.onTrial : null,
      onBegun: (pacing) => totals.askBefore(pacing),
      claim,
    },
    observer.onProgress,
    observer.signal,
  );
  if (!pushed.ok) return pushed;
  await totals.askAfter(pushed.value);
  const { path, failure } = await saveResults(document, words, spare, {
    lastKnown: lastKnownOf(dataFolder, document),
    ...(out !== null && { out }),
  });
  const key = await signing;
  const signedBy = key === null ? null : signTrail(document, key, new Date());
  updateBook(dataFolder);
  return ok({ ...pushed.value, results: path, resultsFailure: failure, signedBy });
}
