import { type Failure, fail, ok, type Result } from '../../permit/result.ts';
import type { BatchDocument } from '../file/document.ts';
import { cannotBeWritten } from '../file/open-document.ts';
import { putBack } from './put-back.ts';
import { beginRun, endRun, type Run, type RunEnd, type RunRecord } from './run.ts';
import type { StopCode } from './stop-code.ts';

/** How a run ended, and why it stopped or failed. */
export interface RunEnding {
  readonly end: RunEnd;
  readonly reason: Failure<StopCode> | null;
}

/** A batch that cannot be written keeps no account of what would be sent, so nothing is. */
export function tryToBegin(document: BatchDocument, record: RunRecord): Result<Run, 'batch-unwritable'> {
  try {
    return ok(beginRun(document, record, new Date()));
  } catch (cause) {
    if (!cannotBeWritten(cause)) throw cause;
    return fail('batch-unwritable', { path: document.path, reason: cause.message });
  }
}

/**
 * Writes down how a run ended; `unstopped` is how it did where nothing stopped it. A batch that could not be written any
 * more has no end, and can be resumed; one that was lost is written anew from what is still open.
 */
export function keepEnding(
  document: BatchDocument,
  run: Run,
  stopped: Failure<StopCode> | null,
  unstopped: () => RunEnd,
): RunEnding {
  if (stopped?.code === 'journal-failed') return { end: 'failed', reason: stopped };
  if (stopped?.code === 'batch-gone' || stopped?.code === 'batch-replaced') {
    const kept = putBack(document) ?? '';
    return { end: 'failed', reason: { ...stopped, facts: { ...stopped.facts, kept } } };
  }
  const end = stopped ? 'stopped' : unstopped();
  try {
    endRun(document, run.id, end, stopped, new Date());
    // Without its file the log holds what nobody else will ever read.
    if (stopped?.code === 'log-gone') document.db.exec('pragma wal_checkpoint(truncate)');
    return { end, reason: stopped };
  } catch (cause) {
    if (!cannotBeWritten(cause)) throw cause;
    return { end: 'failed', reason: fail('journal-failed', { reason: cause.message }).failure };
  }
}
