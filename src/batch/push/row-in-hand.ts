import { recordNotFound } from '../../opscom/error-code.ts';
import type { Operation } from '../../opscom/operation.ts';
import type { Reply } from '../../opscom/reply.ts';
import type { Outcome } from '../file/tally.ts';
import type { Answer, Settlement } from './journal.ts';
import type { PendingRow } from './pending.ts';
import { answerOf, mostAttempts, unanswered } from './reply-action.ts';

/** A row that a run has taken from the batch and not yet settled. */
export interface RowInHand extends PendingRow {
  attempts: number;
  resent: boolean;
  outcome: Outcome;
  /** Attempts of this run that count. */
  spent: number;
  /** A request left this machine and may have been carried out. */
  left: boolean;
  /** An intent of this run is on disk. */
  intended: boolean;
  /** Its outcome is known and on its way to the disk. */
  answered: boolean;
  onlyGarbled: boolean;
  /** The last that was no mere "ask again later". */
  lastReply: Reply | null;
  /** Milliseconds that it took. */
  replyMs: number | null;
}

/** Field by field: spreading an object into another, once for every row, takes the engine several times as long. */
export function inHand(row: PendingRow): RowInHand {
  const { number, request, key, attempts, resent, outcome, prior, inTheAir } = row;
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
    answered: false,
    onlyGarbled: true,
    lastReply: null,
    replyMs: null,
  };
}

/** An attempt is about to be written down as an intent. */
export function spend(row: RowInHand): void {
  row.attempts++;
  row.spent++;
  row.resent ||= row.left || row.prior?.outcome === 'unknown';
  row.intended = true;
}

/** The attempt did not take place after all, or was turned away unread. */
export function unspend(row: RowInHand): void {
  row.attempts--;
  row.spent--;
}

/** What is written down when a row is out of hand. */
export interface Ending {
  readonly outcome: Exclude<Outcome, 'skipped'>;
  /** null: nothing new was learned, and what an earlier run wrote stays. */
  readonly answer: Answer | null;
  /** The run whose word it is; null: this one. */
  readonly run: number | null;
  /** Without a time of completion a resumption knows that it is to go on with the row. */
  readonly completed: boolean;
}

/** How a row ends by a reply that settles it. */
export function settledEnding(
  row: RowInHand,
  reply: Reply,
  { outcome, answer }: { readonly outcome: Ending['outcome']; readonly answer: Answer },
  operation: Operation,
): Ending {
  if (!mayBeDeletedByUs(row, reply, operation)) return { outcome, answer, run: null, completed: true };
  const note = { code: 'maybe-deleted', facts: {} } as const;
  return { outcome: 'unknown', answer: { ...answer, note }, run: null, completed: true };
}

/** A permit that is not found after an unanswered request to delete it may have been deleted by that one. */
function mayBeDeletedByUs(row: RowInHand, reply: Reply, { removes }: Operation): boolean {
  return removes && row.resent && reply.kind === 'rejected' && reply.errorCode === recordNotFound;
}

/**
 * How a row ends without a trustworthy reply: unknown if a request may have arrived, else as it stood before the run.
 * Null: nothing was written about it, so nothing is to be.
 */
export function openEnding(row: RowInHand, { repeatable }: Operation): Ending | null {
  if (!row.intended) return null;
  const answer = row.lastReply && answerOf(row.lastReply);
  if (row.left) {
    const isCutOff = repeatable && row.spent < mostAttempts;
    return { outcome: 'unknown', answer, run: null, completed: !isCutOff };
  }
  const { prior } = row;
  if (prior && prior.outcome !== 'unsent' && prior.outcome !== 'skipped') {
    return { outcome: prior.outcome, answer: null, run: prior.run, completed: false };
  }
  const isToldWhy = row.lastReply?.kind === 'unsent';
  return { outcome: 'unsent', answer: isToldWhy ? answer : null, run: null, completed: true };
}

/** How a row ends that a cut-off run left in the air, and whose request must not be made again. */
export const notRepeatedEnding: Ending = {
  outcome: 'unknown',
  answer: unanswered({ code: 'not-repeated', facts: {} }),
  run: null,
  completed: true,
};

export function settlementOf(
  row: RowInHand,
  { outcome, answer, run, completed }: Ending,
  thisRun: number,
  at: Date,
): Settlement<RowInHand> {
  const completedAt = answer !== null && completed ? at.toISOString() : null;
  const { number, attempts, replyMs } = row;
  return { of: row, row: number, run: run ?? thisRun, outcome, attempts, answer, completedAt, replyMs };
}
