import { errors } from 'undici';
import { plainLine } from './plain-line.ts';
import type { Reply, UnsentReason } from './reply.ts';

/** How far a request had come when it failed. */
export interface Progress {
  /** The first byte was handed to a connection: from then on it may have arrived. */
  readonly started: boolean;
  /** The reply's status line, if it came. */
  readonly httpStatus: number | null;
}

const certificateCodes =
  /^(CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|ERR_TLS_CERT_|ERROR_IN_CERT|OCSP_)/;

/** Says what a failed attempt means, by how far it had come and the error's code. */
export function classifyFailure(
  cause: unknown,
  progress: Progress,
  token: string,
): Extract<Reply, { kind: 'unsent' | 'certificate' | 'unanswered' | 'garbled' }> {
  const { code, message } = errorOf(cause);
  const detail = plainLine(code === '' ? message : code, token, 200);
  if (!progress.started) {
    if (certificateCodes.test(code)) return { kind: 'certificate', detail };
    return { kind: 'unsent', reason: unsentReason(code, message), detail };
  }
  const { httpStatus } = progress;
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return { kind: 'garbled', httpStatus, reason: 'too-large', excerpt: '' };
  if (cause instanceof errors.HTTPParserError)
    return { kind: 'garbled', httpStatus, reason: 'not-http', excerpt: '' };
  const timedOut =
    code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT' || code === 'ETIMEDOUT';
  const reason = timedOut ? 'timeout' : 'connection-lost';
  return { kind: 'unanswered', reason, httpStatus, detail };
}

function unsentReason(code: string, message: string): UnsentReason {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_FAIL' || code === 'EAI_NODATA') {
    return 'name-not-found';
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return 'connect-timeout';
  if (code === 'ECONNREFUSED') return 'connection-refused';
  if (code === 'UND_ERR_PRX_TLS' || /^Proxy /.test(message)) return 'proxy';
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) return 'tls';
  return 'unreachable';
}

/** The code that tells most: happy-eyeballs and proxies wrap the error that matters. */
function errorOf(cause: unknown): { code: string; message: string } {
  if (cause instanceof AggregateError && cause.errors.length > 0) return errorOf(cause.errors[0]);
  if (!(cause instanceof Error)) return { code: '', message: String(cause) };
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  if (code === '' && cause.cause !== undefined) return errorOf(cause.cause);
  return { code, message: cause.message };
}
