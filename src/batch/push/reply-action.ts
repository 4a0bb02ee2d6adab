import type { Reply, UnsentReason } from '../../opscom/reply.ts';
import { assertNever, type Failure, fail } from '../../permit/result.ts';
import type { Note, NoteCode } from '../file/note.ts';
import type { Answer } from './journal.ts';
import type { PaceSignal } from './pace.ts';
import type { StopCode } from './stop-code.ts';

/** How often a row is sent at most in one run; a 429 does not count. */
export const mostAttempts = 6;

/** What a reply means for its row. Pure: whether attempts are left is the run's to know. */
export type ReplyAction =
  | {
      readonly next: 'settle';
      readonly outcome: 'accepted' | 'rejected' | 'unknown';
      readonly answer: Answer;
    }
  /** Nothing is known for sure: send it again, if that is allowed. The request may have been carried out. */
  | { readonly next: 'again' }
  /** Turned away unread (429): send it again without spending an attempt. */
  | { readonly next: 'later' }
  /** Nothing left this machine. */
  | { readonly next: 'unreachable' }
  /** `arrived`: the request left this machine and was not plainly refused. */
  | { readonly next: 'stop'; readonly arrived: boolean; readonly reason: Failure<StopCode> };

/** `canary`: the row is the run's first, sent alone to find out whether this is the right door at all. */
export function replyAction(reply: Reply, canary: boolean): ReplyAction {
  switch (reply.kind) {
    case 'accepted':
      return {
        next: 'settle',
        outcome: 'accepted',
        answer: {
          httpStatus: reply.httpStatus,
          errorCode: null,
          message: null,
          note: null,
          referenceId: reply.referenceId,
          internalReferenceId: reply.internalReferenceId,
        },
      };
    case 'rejected':
      if (reply.about === 'connection') {
        const facts = { errorCode: reply.errorCode, message: reply.message };
        return stop(false, 'refused-by-code', facts);
      }
      return {
        next: 'settle',
        outcome: 'rejected',
        answer: answer(reply.httpStatus, reply.errorCode, reply.message),
      };
    case 'refused':
      return stop(false, 'refused-by-status', { httpStatus: reply.httpStatus });
    case 'certificate':
      return stop(false, 'certificate', { detail: reply.detail });
    case 'not-this-api':
      if (!canary) return { next: 'again' };
      return reply.reason === 'not-found'
        ? stop(true, 'not-this-api-not-found', { httpStatus: reply.httpStatus })
        : stop(true, 'not-this-api-redirect', {
            httpStatus: reply.httpStatus,
            location: reply.location ?? '',
          });
    case 'mismatched':
      return { next: 'settle', outcome: 'unknown', answer: answerOf(reply) };
    case 'throttled':
      return { next: 'later' };
    case 'temporary':
    case 'garbled':
    case 'unanswered':
      return { next: 'again' };
    case 'unsent':
      return canary ? stop(false, 'unreachable', unreachableFacts(reply)) : { next: 'unreachable' };
    default:
      return assertNever(reply);
  }
}

/** Whether what answers is the API, as far as this reply tells; null: it tells nothing. */
export function isTrustworthy(reply: Reply): boolean | null {
  switch (reply.kind) {
    case 'accepted':
    case 'rejected':
      return true;
    case 'throttled':
    case 'unsent':
    case 'certificate':
    case 'refused':
      return null;
    case 'unanswered':
    case 'not-this-api':
    case 'mismatched':
    case 'temporary':
    case 'garbled':
      return false;
    default:
      return assertNever(reply);
  }
}

/** What a reply says about speed; null: nothing. */
export function paceSignalOf(reply: Reply, startedAt: number): PaceSignal | null {
  switch (reply.kind) {
    case 'accepted':
    case 'rejected':
      return { kind: 'good', startedAt };
    case 'throttled':
      return { kind: 'refused', startedAt, retryAfterMs: reply.retryAfterMs };
    case 'temporary':
      if (reply.httpStatus !== 503 && reply.retryAfterMs === null) return null;
      return { kind: 'overloaded', startedAt, retryAfterMs: reply.retryAfterMs };
    case 'unanswered':
      return reply.reason === 'timeout' ? { kind: 'overloaded', startedAt, retryAfterMs: null } : null;
    default:
      return null;
  }
}

/** What is on record of a reply that settles nothing by itself. */
export function answerOf(reply: Reply): Answer {
  return { ...answer('httpStatus' in reply ? reply.httpStatus : null, null, null), note: noteOn(reply) };
}

/** The record of a row that no reply came for. */
export function unanswered(note: Note): Answer {
  return { ...answer(null, null, null), note };
}

function noteOn(reply: Reply): Note {
  switch (reply.kind) {
    case 'accepted':
      throw new Error('An accepted row needs no note');
    case 'rejected':
      return note('rejected', { errorCode: reply.errorCode, message: reply.message });
    case 'refused':
    case 'temporary':
      return note(reply.kind, { httpStatus: reply.httpStatus });
    case 'not-this-api':
      return note(reply.reason, { httpStatus: reply.httpStatus, location: reply.location ?? '' });
    case 'throttled':
      return note('throttled');
    case 'garbled': {
      const { reason, httpStatus, excerpt } = reply;
      return note('garbled', { reason, httpStatus: httpStatus ?? 0, excerpt });
    }
    case 'mismatched':
      return note('mismatched', { referenceId: reply.referenceId });
    case 'certificate':
      return note('certificate', { detail: reply.detail });
    case 'unsent':
    case 'unanswered':
      return note(reply.kind, { reason: reply.reason, detail: reply.detail });
    default:
      return assertNever(reply);
  }
}

function note(code: NoteCode, facts: Note['facts'] = {}): Note {
  return fail(code, facts).failure;
}

export function unreachableFacts(reply: { readonly reason: UnsentReason; readonly detail: string }): {
  reason: UnsentReason;
  detail: string;
} {
  return { reason: reply.reason, detail: reply.detail };
}

function answer(httpStatus: number | null, errorCode: number | null, message: string | null): Answer {
  return { httpStatus, errorCode, message, note: null, referenceId: null, internalReferenceId: null };
}

function stop(arrived: boolean, code: StopCode, facts: Failure['facts']): ReplyAction {
  return { next: 'stop', arrived, reason: fail(code, facts).failure };
}
