import { type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';
import { isLoopback } from '../permit/controller.ts';
import type { PermitRequest } from '../permit/permit-request.ts';
import { endpointUrl } from './endpoint.ts';
import { Exchange } from './exchange.ts';
import type { Operation } from './operation.ts';
import { classify, type HttpAnswer, largestReply, type Reply } from './reply.ts';
import { classifyStats, type StatsReply, statsPath } from './stats.ts';
import { trustedCertificates } from './trusted-certificates.ts';
import { permitUpdate } from './update.ts';

/** Milliseconds, each. */
export interface Timeouts {
  /** Until a connection stands, TLS included. */
  readonly connect: number;
  /** From the request's last byte to the reply's last header. */
  readonly headers: number;
  /** Between two pieces of the reply's body. */
  readonly body: number;
  /** All of it, waiting for a free connection included. */
  readonly whole: number;
}

const usualTimeouts: Timeouts = { connect: 10_000, headers: 30_000, body: 15_000, whole: 60_000 };

export interface ClientOptions {
  /** An origin that `parseController` let pass. */
  readonly controller: string;
  /** A code that `parseClientCode` let pass. */
  readonly client: string;
  readonly token: string;
  readonly timeouts?: Partial<Timeouts>;
  /** The proxy that the system names for this controller, as a URL; without one the environment's, if it names one. */
  readonly proxy?: string | null;
  /** Connections at most; how many requests go at once is the caller's affair. */
  readonly connections?: number;
}

export interface Client {
  readonly operation: Operation;
  /** One attempt, never repeated here; resolves with what is known after it and never rejects. An abort gives it up at once. */
  send(request: PermitRequest, signal?: AbortSignal): Promise<Reply>;
  /** Gives up what is still under way and lets go of all connections. */
  close(): Promise<void>;
}

/** A client for permit updates, or for another operation. */
export function createClient(options: ClientOptions, operation: Operation = permitUpdate): Client {
  const { token } = options;
  const url = endpointUrl(options.controller, options.client, operation.path);
  const timeouts = { ...usualTimeouts, ...options.timeouts };
  const dispatcher = dispatcherFor(url, timeouts, options);
  const { origin, pathname: path } = url;
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  return {
    operation,
    send(request, signal) {
      const referenceId = operation.referenceId(request);
      const read = (answer: HttpAnswer) => classify(answer, { referenceId, token, now: Date.now() });
      return new Promise<Reply>((resolve) => {
        const exchange = new Exchange<Reply>({ read, token }, timeouts.whole, resolve, signal);
        if (exchange.over) return;
        const body = operation.body(request, token);
        dispatcher.dispatch({ origin, path, method: 'POST', headers, body }, exchange);
      });
    },
    close: () => dispatcher.destroy(),
  };
}

/** Asks for the totals by zone, once; resolves with what is known after it and never rejects. It changes nothing. */
export async function askStats(options: ClientOptions): Promise<StatsReply> {
  const { token } = options;
  const url = endpointUrl(options.controller, options.client, statsPath);
  const timeouts = { ...usualTimeouts, ...options.timeouts };
  const dispatcher = dispatcherFor(url, timeouts, { ...options, connections: 1 });
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  const body = JSON.stringify({ apiToken: token });
  try {
    return await new Promise<StatsReply>((resolve) => {
      const read = (answer: HttpAnswer) => classifyStats(answer, token, Date.now());
      const exchange = new Exchange<StatsReply>({ read, token }, timeouts.whole, resolve);
      dispatcher.dispatch(
        { origin: url.origin, path: url.pathname, method: 'POST', headers, body },
        exchange,
      );
    });
  } finally {
    await dispatcher.destroy();
  }
}

/** Straight to loopback; else through the system's proxy if it names one for that host, trusting what the system trusts. */
function dispatcherFor(
  url: URL,
  timeouts: Timeouts,
  { connections = 64, proxy = null }: Pick<ClientOptions, 'connections' | 'proxy'>,
): Dispatcher {
  const options = {
    connections,
    pipelining: 1,
    headersTimeout: timeouts.headers,
    bodyTimeout: timeouts.body,
    maxHeaderSize: largestReply,
  };
  const plain = { timeout: timeouts.connect };
  if (url.protocol === 'http:') return new Pool(url.origin, { ...options, connect: plain });
  // Said, for else the environment has the last word (NODE_TLS_REJECT_UNAUTHORIZED).
  const connect = { ...plain, secureContext: trustedCertificates(), rejectUnauthorized: true };
  if (isLoopback(url.hostname)) return new Pool(url.origin, { ...options, connect });
  // The system applied its own exceptions when it named the proxy.
  const named = proxy === null ? {} : { httpsProxy: proxy, noProxy: '' };
  return new EnvHttpProxyAgent({ ...options, ...named, connect, requestTls: connect, proxyTls: connect });
}
