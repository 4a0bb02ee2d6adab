import type { BatchDocument } from '../batch/file/document.ts';
import { readMeta } from '../batch/file/meta.ts';
import { findEarlierPush, findUnreadableNamesake } from '../batch/library/history.ts';
import type { PushRefusal } from '../batch/push/push-refusal.ts';
import { lastRun } from '../batch/push/run.ts';
import type { BookFailure } from '../book/book.ts';
import { isByHand } from '../connections/connection.ts';
import { tryWriting, type WriteFailure } from '../disk/new-file.ts';
import { columnQuestions } from '../permit/column-question.ts';
import { fail, ok, type Result } from '../permit/result.ts';
import { changesChecks, checkKnownNow, checkNowFor, refuseElsewhere } from './connection-check.ts';
import { learnAllPlates, recallKnownPlates } from './known-plates.ts';
import type { PushRequest } from './push-request.ts';

/** Why a push did not begin: nothing was sent. `words.push.refusals` and `words.push.results` say it. */
export type JobRefusal = PushRefusal | Forbidden | BookFailure;

type Forbidden =
  | 'columns-undecided'
  | 'batch-bound'
  | 'undo-bound'
  | 'undo-times'
  | 'checked-again'
  | 'pushed-before'
  | 'earlier-unreadable'
  | WriteFailure;

/** Whether this batch may go where it is to go, before anything else is looked at. */
export async function permitPush(
  dataFolder: string,
  document: BatchDocument,
  request: PushRequest,
): Promise<Result<null, Forbidden>> {
  const { connection, kind, again, out } = request;
  const here = refuseElsewhere(document, connection);
  if (!here.ok) return here;
  const sameTimes = refuseOtherTimes(document, connection);
  if (!sameTimes.ok) return sameTimes;
  const decided = refuseUndecided(document, kind);
  if (!decided.ok) return decided;
  const checked = await checkBefore(dataFolder, document, request);
  if (!checked.ok) return checked;
  // What a batch puts back went there before, of course; one that was undone already leaves its rows out by itself.
  const putsBack = readMeta(document, 'undoes') !== null;
  if (kind === 'push' && !again && !connection.practice && !putsBack) {
    const fresh = refuseAgain(dataFolder, document, request);
    if (!fresh.ok) return fresh;
  }
  // Where no results could be written, nothing is sent.
  const writable = out === null ? ok(null) : tryWriting(out);
  if (writable.ok && kind === 'push') learnAllPlates(dataFolder, document, connection);
  return writable;
}

/** A column that a person may have meant is never left out unsaid. Once a run began, they have been. */
function refuseUndecided(
  document: BatchDocument,
  kind: PushRequest['kind'],
): Result<null, 'columns-undecided'> {
  if (kind !== 'push' || lastRun(document) !== null) return ok(null);
  const questions = columnQuestions(readMeta(document, 'columns') ?? []);
  if (questions.length === 0) return ok(null);
  const headers = questions.map(({ name }) => `“${name}”`).join(', ');
  return fail('columns-undecided', { count: questions.length, headers });
}

/** What is put back is as it was sent then: converted once more, or not any more, it would end permits hours off. */
function refuseOtherTimes(
  document: BatchDocument,
  { endDate }: PushRequest['connection'],
): Result<null, 'undo-times'> {
  const undoes = readMeta(document, 'undoes');
  const hasEnds = (readMeta(document, 'columns') ?? []).some(({ field }) => field === 'endDate');
  if (undoes === null || !hasEnds || undoes.utc === (endDate === 'utc')) return ok(null);
  return fail('undo-times', { file: undoes.file, utc: undoes.utc ? 1 : 0 });
}

/**
 * What is sent follows the batch's settings. A person who has the rows before them saw those settings' rows, and is
 * told where the connection's come out otherwise. Elsewhere they are put right unasked, but once a run began what was
 * sent by the settings of then stays, and the rest goes by them too. What is known of the permits is looked up in any case:
 * another push may have created some a moment ago.
 */
async function checkBefore(
  dataFolder: string,
  document: BatchDocument,
  { connection, kind, shown }: PushRequest,
): Promise<Result<null, 'checked-again'>> {
  if (shown)
    return (await changesChecks(dataFolder, document, connection)) ? fail('checked-again') : ok(null);
  const isFirst = kind === 'push' && lastRun(document) === null;
  if (isFirst && !isByHand(connection)) await checkNowFor(dataFolder, document, connection);
  else {
    if (isFirst) recallKnownPlates(dataFolder, document, connection);
    await checkKnownNow(dataFolder, document, connection);
  }
  return ok(null);
}

/** A file that this connection got before is sent once more only when that was said. */
function refuseAgain(
  dataFolder: string,
  document: BatchDocument,
  { connection: { name, controller, client }, shown }: PushRequest,
): Result<null, 'pushed-before' | 'earlier-unreadable'> {
  const sought = { connection: name, controller: controller ?? '', client };
  const earlier = findEarlierPush(dataFolder, document, sought);
  if (earlier === null) {
    const batch = findUnreadableNamesake(dataFolder, document);
    return batch === null ? ok(null) : fail('earlier-unreadable', { batch });
  }
  // Who has the batch before them sees what became of it so far.
  if (shown && earlier.batch === document.path) return ok(null);
  return fail('pushed-before', { ...earlier.tally, at: earlier.at, batch: earlier.batch });
}
