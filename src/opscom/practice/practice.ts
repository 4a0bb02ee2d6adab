import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { operationNames } from '../../permit/operation.ts';
import { operations } from '../operations.ts';
import { statsPath } from '../stats.ts';
import { checkRequest, errorBody, successBody, tokenError } from './answer.ts';
import { type Faults, faultDecider, nonsenseFor, throttle } from './faults.ts';
import { type AnswerKind, type LoggedRequest, openRecords } from './records.ts';

export interface PracticeOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** The only token that is let in; without it every well-formed one is. */
  readonly token?: string;
  /** The reference IDs that exist; without it every well-formed one does. */
  readonly seed?: Iterable<string>;
  readonly faults?: Faults;
  /** A SQLite file for its data and log, or `:memory:`; by default a temporary one that vanishes with it. */
  readonly database?: string;
  /** Told of every request as it comes in, before it is answered: how many there were, this one included. */
  readonly onRequest?: (count: number) => void;
}

export interface Practice {
  /** Its origin, e.g. `http://127.0.0.1:41234`. */
  readonly url: string;
  /** A token that it lets in. */
  readonly token: string;
  /** Makes further reference IDs known; from the first time on, no others exist. */
  seed(referenceIds: Iterable<string>): void;
  /** Makes reference IDs unknown again. */
  forget(referenceIds: Iterable<string>): void;
  /** Every request that it got, without tokens, in the order they came. */
  requests(): LoggedRequest[];
  /** Cuts all connections and writes what is left to write. */
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: 'application/json' | 'text/html';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Cut the connection instead. */
  readonly drop?: boolean;
}

const largestRequest = 64 * 1024;

/**
 * Serves the practice controller on loopback. It keeps the published contract; where that does not state the HTTP
 * status of a failure it answers 200, the case that is easiest to mistake for a success. Rejects when the port is taken.
 */
export async function startPractice(options: PracticeOptions = {}): Promise<Practice> {
  const { faults = {}, onRequest } = options;
  const records = openRecords(options.database);
  if (options.seed) records.seed(options.seed);
  const access = { token: options.token ?? null, exists: records.exists };
  const faultOf = faultDecider(faults);
  const passes = faults.throttle === undefined ? () => true : throttle(faults.throttle);

  let count = 0;

  /** What it holds, by zone; what was pushed there counts, and changes nothing. */
  const statsAnswer = (body: unknown): Answer => {
    const fields = (typeof body === 'object' ? body : null) as Readonly<Record<string, unknown>> | null;
    const json = (value: string): Answer => ({ status: 200, type: 'application/json', body: value });
    if (!passes(performance.now())) return page(429, 'Too Many Requests', { 'retry-after': '1' });
    const fault = faultOf(statsPath);
    if (fault === 'fail') return page(500, 'Internal Server Error');
    if (fault !== null) {
      const text = nonsenseFor(statsPath, faults.randomSeed ?? 1);
      return { status: 200, type: 'text/html', body: text, drop: fault === 'drop' };
    }
    const denied = fields === null ? 9003 : tokenError(fields['apiToken'], access);
    if (denied !== null) return json(errorBody(denied));
    const asked = typeof fields?.['zones'] === 'string' ? fields['zones'].split(',') : null;
    const data = records
      .totals()
      .filter(({ zone }) => asked === null || asked.includes(zone))
      .map(({ zone, total }) => ({ type: 'standard', zone, total: String(total) }));
    return json(JSON.stringify({ data }));
  };

  const answerTo = (request: IncomingMessage, text: string): Answer => {
    const target = /^\/api\/(?:([^/]*)\/)?v1\/(permits\/[a-z]+)$/.exec(request.url ?? '');
    if (target?.[1] && target[2] === statsPath && request.method === 'POST') return statsAnswer(parsed(text));
    const operation = operationNames.find((name) => operations[name].path === target?.[2]);
    if (!target || !operation) return page(404, 'Not Found');
    if (request.method !== 'POST') return page(405, 'Method Not Allowed');
    const body = parsed(text);
    const checked = target[1] ? checkRequest(operation, body, access) : { errorCode: 9000, referenceId: '' };
    const { referenceId } = checked;
    // A creation has no reference ID yet: its faults follow from all that it says.
    const faultKey = operation === 'create' ? (withoutToken(body) ?? '') : referenceId;
    const log = (answer: AnswerKind, applied: boolean): void => {
      const change = applied && 'change' in checked ? checked.change : null;
      const at = new Date().toISOString();
      records.record(
        { at, operation, referenceId, body: withoutToken(body), answer, applied: change !== null },
        change,
      );
    };
    if (!passes(performance.now())) {
      log('throttle', false);
      return page(429, 'Too Many Requests', { 'retry-after': '1' });
    }
    const fault = faultOf(faultKey);
    if (fault === 'fail') {
      log('fail', false);
      return page(500, 'Internal Server Error');
    }
    if (fault !== null) {
      log(fault, true);
      const text = nonsenseFor(faultKey, faults.randomSeed ?? 1);
      return { status: 200, type: 'text/html', body: text, drop: fault === 'drop' };
    }
    if (checked.errorCode !== null) {
      log(`${checked.errorCode}`, false);
      return { status: 200, type: 'application/json', body: errorBody(checked.errorCode) };
    }
    log('success', true);
    return { status: 200, type: 'application/json', body: successBody(referenceId) };
  };

  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largestRequest) chunks.push(chunk);
    });
    request.on('end', () => {
      onRequest?.(++count);
      const whole = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
      const answer =
        size > largestRequest ? page(413, 'Content Too Large') : answerTo(request, whole.toString('utf8'));
      if (faults.latency) setTimeout(give, faults.latency, answer, request, response);
      else give(answer, request, response);
    });
    request.on('error', () => undefined);
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  }).catch((cause: unknown) => {
    records.close();
    throw cause;
  });

  return {
    url: `http://127.0.0.1:${port}`,
    token: options.token ?? randomUUID(),
    seed: (referenceIds) => records.seed(referenceIds),
    forget: (referenceIds) => records.forget(referenceIds),
    requests: () => records.requests(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          records.close();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function give(answer: Answer, request: IncomingMessage, response: ServerResponse): void {
  if (answer.drop) {
    request.socket.destroy();
    return;
  }
  response.writeHead(answer.status, {
    'content-type': answer.type,
    'content-length': Buffer.byteLength(answer.body),
    ...answer.headers,
  });
  response.end(answer.body);
}

function page(status: number, title: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, type: 'text/html', body, headers };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The body as JSON without its token, wherever in it the token stands; null for what could not be parsed. */
function withoutToken(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const { apiToken, ...rest } = body as Record<string, unknown>;
  const text = JSON.stringify(rest);
  return typeof apiToken === 'string' && apiToken !== '' ? text.replaceAll(apiToken, '•••') : text;
}
