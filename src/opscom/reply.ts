import { type RejectionSubject, rejectionSubject } from './error-code.ts';
import { plainLine } from './plain-line.ts';
import { retryAfterMs } from './retry-after.ts';

/**
 * What is known after one attempt to send. Only `accepted` and `rejected` are a last word on the row.
 * After `unsent` and `certificate` nothing of the request left this machine; after all others it may have arrived.
 * No member ever holds the token.
 */
export type Reply =
  | {
      readonly kind: 'accepted';
      readonly httpStatus: number;
      readonly referenceId: string;
      readonly internalReferenceId: string | null;
    }
  | {
      readonly kind: 'rejected';
      readonly httpStatus: number;
      readonly errorCode: number;
      /** The controller's own words; may be empty. */
      readonly message: string;
      readonly about: RejectionSubject;
    }
  /** Refused by HTTP alone, without an error code: the connection is not let in. */
  | { readonly kind: 'refused'; readonly httpStatus: 401 | 403 }
  /** Whatever answered there, it is not this API. Redirects are never followed. */
  | {
      readonly kind: 'not-this-api';
      readonly httpStatus: number;
      readonly reason: 'not-found' | 'redirect';
      /** Where a redirect pointed (origin and path). */
      readonly location: string | null;
    }
  | { readonly kind: 'throttled'; readonly httpStatus: 429; readonly retryAfterMs: number | null }
  | { readonly kind: 'temporary'; readonly httpStatus: number; readonly retryAfterMs: number | null }
  | {
      readonly kind: 'garbled';
      readonly httpStatus: number | null;
      readonly reason: GarbledReason;
      /** How the answer began, in one line; may be empty. */
      readonly excerpt: string;
    }
  /** A success, but for another permit than the one that was sent. */
  | { readonly kind: 'mismatched'; readonly httpStatus: number; readonly referenceId: string }
  | { readonly kind: 'unsent'; readonly reason: UnsentReason; readonly detail: string }
  /** The controller's certificate was not accepted. Nothing was sent. */
  | { readonly kind: 'certificate'; readonly detail: string }
  | {
      readonly kind: 'unanswered';
      readonly reason: UnansweredReason;
      /** Known when the reply began but never ended. */
      readonly httpStatus: number | null;
      readonly detail: string;
    };

export type GarbledReason =
  | 'empty'
  | 'html'
  | 'not-json'
  | 'not-the-shape'
  | 'too-large'
  | 'not-http'
  | 'unexpected-status';

export type UnsentReason =
  | 'name-not-found'
  | 'connection-refused'
  | 'unreachable'
  | 'connect-timeout'
  | 'tls'
  | 'proxy'
  | 'cancelled';

export type UnansweredReason = 'timeout' | 'connection-lost' | 'cancelled';

/** A reply is read up to here; what is longer is cut and no reply of this API. */
export const largestReply = 64 * 1024;

/** What came back over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** The body went on beyond `largestReply`. */
  readonly cut: boolean;
}

export interface Expectation {
  /** What a success must repeat; null where the reply is what hands it out. */
  readonly referenceId: string | null;
  /** Taken out of all that is kept of the answer. */
  readonly token: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Says what an answer means. An `ErrorCode` is a rejection whatever the HTTP status; accepted is only a 2xx JSON object
 * whose `status` is "success" and whose `reference_id` is the one that was sent.
 */
export function classify(answer: HttpAnswer, expected: Expectation): Reply {
  const { status } = answer;
  const json = answer.cut ? undefined : parsed(answer.body);
  const rejection = json && rejectionIn(json, status, expected.token);
  if (rejection) return rejection;
  if (status >= 200 && status < 300) return success(answer, json, expected);
  if (status === 401 || status === 403) return { kind: 'refused', httpStatus: status };
  if (status >= 300 && status < 400) {
    const location = redirectTarget(single(answer.headers['location']), expected.token);
    return { kind: 'not-this-api', httpStatus: status, reason: 'redirect', location };
  }
  if (status === 404) return { kind: 'not-this-api', httpStatus: 404, reason: 'not-found', location: null };
  const wait = retryAfterMs(
    single(answer.headers['retry-after']),
    single(answer.headers['date']),
    expected.now,
  );
  if (status === 429) return { kind: 'throttled', httpStatus: 429, retryAfterMs: wait };
  if (status === 408 || status === 425 || status >= 500) {
    return { kind: 'temporary', httpStatus: status, retryAfterMs: wait };
  }
  return garbled(answer, 'unexpected-status', expected.token);
}

function success(answer: HttpAnswer, json: JsonObject | null | undefined, expected: Expectation): Reply {
  if (answer.cut) return garbled(answer, 'too-large', expected.token);
  if (json === undefined) return garbled(answer, unreadableReason(answer.body), expected.token);
  const referenceId = json?.['reference_id'];
  const noErrorCode = json?.['ErrorCode'] === undefined || json['ErrorCode'] === null;
  if (!noErrorCode || json?.['status'] !== 'success' || typeof referenceId !== 'string') {
    return garbled(answer, 'not-the-shape', expected.token);
  }
  if (expected.referenceId !== null && referenceId !== expected.referenceId) {
    return {
      kind: 'mismatched',
      httpStatus: answer.status,
      referenceId: plainLine(referenceId, expected.token, longestId),
    };
  }
  // Of an ID that was not sent there is only the controller's word.
  if (expected.referenceId === null && !isPlainId(referenceId, expected.token)) {
    return garbled(answer, 'not-the-shape', expected.token);
  }
  const internal = json['InternalReferenceID'] ?? json['Internal Reference ID'];
  return {
    kind: 'accepted',
    httpStatus: answer.status,
    referenceId,
    internalReferenceId:
      typeof internal === 'string' || typeof internal === 'number'
        ? plainLine(String(internal), expected.token, longestId)
        : null,
  };
}

/** In characters; the published limit of a reference ID is 50. */
const longestId = 200;

/** Whether an ID may be kept as it came: one that holds the token must not, and without end it is none. */
function isPlainId(id: string, token: string): boolean {
  return id !== '' && plainLine(id, token, longestId) === id;
}

function rejectionIn(json: JsonObject, httpStatus: number, token: string): Reply | null {
  const code = json['ErrorCode'];
  const digits = typeof code === 'number' ? String(code) : typeof code === 'string' ? code.trim() : '';
  if (!/^[1-9]\d{0,8}$/.test(digits) || digits === token) return null;
  const errorCode = Number(digits);
  const message = json['ErrorMessage'];
  return {
    kind: 'rejected',
    httpStatus,
    errorCode,
    message: typeof message === 'string' ? plainLine(message, token) : '',
    about: rejectionSubject(errorCode),
  };
}

type JsonObject = Readonly<Record<string, unknown>>;

/** The body's JSON object; null for JSON that is no object, undefined for what is not JSON. */
function parsed(body: string): JsonObject | null | undefined {
  try {
    const json: unknown = JSON.parse(body.charCodeAt(0) === 0xfeff ? body.slice(1) : body);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as JsonObject) : null;
  } catch {
    return undefined;
  }
}

function unreadableReason(body: string): GarbledReason {
  if (body.trim() === '') return 'empty';
  return /^\s*<(!doctype|html|head|body|\?xml)/i.test(body) ? 'html' : 'not-json';
}

function garbled(answer: HttpAnswer, reason: GarbledReason, token: string): Reply {
  return { kind: 'garbled', httpStatus: answer.status, reason, excerpt: plainLine(answer.body, token, 120) };
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

/** Origin and path only: what follows may hold secrets. */
function redirectTarget(location: string | undefined, token: string): string | null {
  if (location === undefined) return null;
  return plainLine(location.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//'), token, 200);
}
