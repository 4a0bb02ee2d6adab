import { assertNever } from '../permit/result.ts';
import type { Words } from '../words/words.ts';
import type { Reply } from './reply.ts';

/** One reply as a sentence for people: in the window, on the terminal and as `opscom_message` of rows without the controller's own. */
export function describeReply(reply: Reply, words: Words['opscom']): string {
  const say = words.replies;
  switch (reply.kind) {
    case 'accepted':
      return say.accepted;
    case 'rejected':
      return say.rejected(reply.errorCode, reply.message);
    case 'refused':
      return say.refused(reply.httpStatus);
    case 'not-this-api':
      return reply.reason === 'redirect'
        ? say.redirect(reply.httpStatus, reply.location)
        : say['not-found'](reply.httpStatus);
    case 'throttled':
      return say.throttled;
    case 'temporary':
      return say.temporary(reply.httpStatus);
    case 'garbled':
      return say.withExcerpt(say.withStatus(say.garbled[reply.reason], reply.httpStatus), reply.excerpt);
    case 'mismatched':
      return say.mismatched(reply.referenceId);
    case 'unsent':
      return say.withDetail(say.unsent[reply.reason], reply.detail);
    case 'certificate':
      return say.certificate(reply.detail);
    case 'unanswered':
      return say.withDetail(say.unanswered[reply.reason], reply.detail);
    default:
      return assertNever(reply);
  }
}
