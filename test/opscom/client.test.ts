import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { type Client, type ClientOptions, createClient } from '../../src/opscom/client.ts';
import { operations } from '../../src/opscom/operations.ts';
import type { Reply } from '../../src/opscom/reply.ts';
import type { PermitRequest } from '../../src/permit/permit-request.ts';
import { certificate } from '../support/certificate.ts';

const token = 'secret-Token-1';
const update: PermitRequest = { referenceId: 'ref-1', plate: 'PL8RDR' };
const accepted = JSON.stringify({ status: 'success', reference_id: 'ref-1', InternalReferenceID: 'in-1' });

let server: Server | undefined;
let client: Client | undefined;
const sockets = new Set<Socket>();

afterEach(async () => {
  await client?.close();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await new Promise((resolve) => (server?.listening ? server.close(resolve) : resolve(null)));
});

async function listen<Kind extends Server>(made: Kind): Promise<number> {
  server = made;
  made.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  made.listen(0, '127.0.0.1');
  await once(made, 'listening');
  return (made.address() as AddressInfo).port;
}

/** A server that does with the bytes of each connection what `serve` says. */
const raw = (serve: (socket: Socket, request: string) => void) =>
  listen(createServer((socket) => socket.on('data', (data) => serve(socket, data.toString()))));

const http = (listener: RequestListener) => listen(createHttpServer(listener));

function connect(port: number, options: Partial<ClientOptions> = {}): Client {
  client = createClient({ controller: `http://127.0.0.1:${port}`, client: 'OC-TOMA', token, ...options });
  return client;
}

const send = (port: number, options?: Partial<ClientOptions>): Promise<Reply> =>
  connect(port, options).send(update);

test('the request is the published one', async () => {
  const seen: unknown[] = [];
  const port = await http((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      seen.push([
        request.method,
        request.url,
        request.headers['accept'],
        request.headers['content-type'],
        body,
      ]);
      response.end(accepted);
    });
  });
  connect(port);
  await client?.send({
    referenceId: 'ref-1',
    plate: 'PL8RDR',
    amount: '14.50',
    currency: 'CAD',
    endTime: '2018-07-02T09:30:00',
  });
  await client?.send({ referenceId: 'ref-1', plate: '', endDateUtc: '2018-07-02T13:30:00' });
  const head = ['POST', '/api/OC-TOMA/v1/permits/update', 'application/json', 'application/json'];
  expect(seen).toEqual([
    [
      ...head,
      `{"apiToken":"${token}","referenceID":"ref-1","plate":"PL8RDR","Amount":"14.50","currency":"CAD","endTime":"2018-07-02T09:30:00"}`,
    ],
    [...head, `{"apiToken":"${token}","referenceID":"ref-1","EndDateUtc":"2018-07-02T13:30:00"}`],
  ]);
});

test.each([
  [
    'create' as const,
    '/api/OC-TOMA/v1/permits/push',
    `{"apiToken":"${token}","Amount":"14.50","CurrencyID":"CAD","LicencePlate":"PL8RDR","zone":"Lot 7","permitNo":"P-1","startTime":"2026-01-01T00:00:00","endTime":"2026-12-31T23:59:59"}`,
  ],
  ['delete' as const, '/api/OC-TOMA/v1/permits/delete', `{"apiToken":"${token}","referenceID":"ref-1"}`],
])(
  'the request to %s is the published one, and a creation’s reply hands out its ID',
  async (name, path, sent) => {
    const seen: unknown[] = [];
    const port = await http((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        seen.push(request.url, body);
        response.end(accepted);
      });
    });
    const options = { controller: `http://127.0.0.1:${port}`, client: 'OC-TOMA', token };
    client = createClient(options, operations[name]);
    const reply = await client.send({
      ...(name === 'create' ? {} : { referenceId: 'ref-1' }),
      permitNo: 'P-1',
      zone: 'Lot 7',
      startTime: '2026-01-01T00:00:00',
      endTime: '2026-12-31T23:59:59',
      plate: 'PL8RDR',
      amount: '14.50',
      currency: 'CAD',
    });
    expect(seen).toEqual([path, sent]);
    expect(reply).toMatchObject({ kind: 'accepted', referenceId: 'ref-1' });
  },
);

test('accepted', async () => {
  const port = await http((_request, response) => void response.end(accepted));
  expect(await send(port)).toEqual({
    kind: 'accepted',
    httpStatus: 200,
    referenceId: 'ref-1',
    internalReferenceId: 'in-1',
  });
});

test('a redirect is not followed', async () => {
  let requests = 0;
  const port = await http((_request, response) => {
    requests += 1;
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  expect(await send(port)).toEqual({
    kind: 'not-this-api',
    httpStatus: 307,
    reason: 'redirect',
    location: '/elsewhere',
  });
  expect(requests).toBe(1);
});

describe('what is no reply', () => {
  test('a megabyte is cut', async () => {
    const port = await http((_request, response) => void response.end(accepted + ' '.repeat(1024 * 1024)));
    expect(await send(port)).toMatchObject({ kind: 'garbled', reason: 'too-large', httpStatus: 200 });
  });

  test('a body without end is cut', async () => {
    const port = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      const pour = (): void => {
        while (!socket.destroyed && socket.write(`4000\r\n${'x'.repeat(0x4000)}\r\n`));
      };
      socket.on('drain', pour);
      pour();
    });
    expect(await send(port)).toMatchObject({ kind: 'garbled', reason: 'too-large' });
  });

  test('headers without end are cut', async () => {
    const port = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const pour = (): void => {
        while (!socket.destroyed && socket.write(`x-${'y'.repeat(900)}: z\r\n`));
      };
      socket.on('drain', pour);
      pour();
    });
    expect(await send(port)).toMatchObject({ kind: 'garbled', reason: 'too-large' });
  });

  test('another protocol', async () => {
    const port = await raw((socket) => void socket.end('220 mail.example ESMTP\r\n'));
    expect(await send(port)).toMatchObject({ kind: 'garbled', reason: 'not-http' });
  });

  test('exactly 64 KiB is read', async () => {
    const port = await http((_request, response) => void response.end(accepted.padEnd(64 * 1024)));
    expect(await send(port)).toMatchObject({ kind: 'accepted' });
  });
});

describe('sent, and then nothing that can be trusted', () => {
  test('reset before a word', async () => {
    const port = await raw((socket) => void socket.resetAndDestroy());
    expect(await send(port)).toMatchObject({
      kind: 'unanswered',
      reason: 'connection-lost',
      httpStatus: null,
    });
  });

  test('closed before a word', async () => {
    const port = await raw((socket) => void socket.end());
    expect(await send(port)).toMatchObject({ kind: 'unanswered', reason: 'connection-lost' });
  });

  test('reset within a success', async () => {
    const port = await raw((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n${accepted}`, () => {
        setTimeout(() => socket.resetAndDestroy(), 20);
      });
    });
    expect(await send(port)).toMatchObject({
      kind: 'unanswered',
      reason: 'connection-lost',
      httpStatus: 200,
    });
  });

  test('closed within a success without a length is what HTTP calls complete', async () => {
    const port = await raw(
      (socket) => void socket.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${accepted}`),
    );
    expect(await send(port)).toMatchObject({ kind: 'accepted' });
  });

  test('reset within a failure: its status is enough', async () => {
    const port = await raw((socket) => {
      socket.write('HTTP/1.1 503 Busy\r\nretry-after: 3\r\ncontent-length: 1000\r\n\r\nbusy', () => {
        setTimeout(() => socket.resetAndDestroy(), 20);
      });
    });
    expect(await send(port)).toMatchObject({ kind: 'temporary', httpStatus: 503, retryAfterMs: 3000 });
  });

  test('silence', async () => {
    const port = await raw(() => undefined);
    expect(await send(port, { timeouts: { headers: 200 } })).toMatchObject({
      kind: 'unanswered',
      reason: 'timeout',
    });
  });

  test('silence within the body', async () => {
    const port = await raw((socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{'));
    expect(await send(port, { timeouts: { body: 200 } })).toMatchObject({
      kind: 'unanswered',
      reason: 'timeout',
      httpStatus: 200,
    });
  });

  test('a header now and then, for ever', async () => {
    const port = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => socket.write('x: y\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await send(port, { timeouts: { whole: 400 } })).toMatchObject({
      kind: 'unanswered',
      reason: 'timeout',
    });
  });

  test('a byte now and then, for ever', async () => {
    const port = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
      const drip = setInterval(() => socket.write(' '), 20);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await send(port, { timeouts: { whole: 400 } })).toMatchObject({
      kind: 'unanswered',
      reason: 'timeout',
      httpStatus: 200,
    });
  });

  test('cancelled', async () => {
    const cancel = new AbortController();
    const port = await raw(() => cancel.abort());
    expect(await connect(port).send(update, cancel.signal)).toMatchObject({
      kind: 'unanswered',
      reason: 'cancelled',
    });
  });

  test('the client closed', async () => {
    const port = await raw(() => void client?.close());
    expect(await send(port)).toMatchObject({ kind: 'unanswered' });
  });

  test('reset of a connection that was used before', async () => {
    let requests = 0;
    const port = await raw((socket) => {
      requests += 1;
      if (requests === 2) socket.resetAndDestroy();
      else socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${accepted.length}\r\n\r\n${accepted}`);
    });
    connect(port);
    expect(await client?.send(update)).toMatchObject({ kind: 'accepted' });
    expect(await client?.send(update)).toMatchObject({ kind: 'unanswered', reason: 'connection-lost' });
    expect(requests).toBe(2);
  });
});

describe('nothing was sent', () => {
  test('no such name', async () => {
    client = createClient({ controller: 'https://controller.invalid', client: 'OC-TOMA', token });
    expect(await client.send(update)).toMatchObject({ kind: 'unsent', reason: 'name-not-found' });
  });

  test('nobody listens', async () => {
    const port = await raw(() => undefined);
    await new Promise((resolve) => server?.close(resolve));
    expect(await send(port)).toMatchObject({ kind: 'unsent', reason: 'connection-refused' });
  });

  test('no connection in time', async () => {
    let requests = 0;
    const port = await raw(() => {
      requests += 1;
    });
    connect(port, { connections: 1, timeouts: { whole: 300 } });
    const [first, second] = await Promise.all([client?.send(update), client?.send(update)]);
    expect(first).toMatchObject({ kind: 'unanswered', reason: 'timeout' });
    expect(second).toMatchObject({ kind: 'unsent', reason: 'connect-timeout' });
    expect(requests).toBe(1);
  });

  test('cancelled before', async () => {
    let requests = 0;
    const port = await raw(() => {
      requests += 1;
    });
    expect(await connect(port).send(update, AbortSignal.abort())).toMatchObject({
      kind: 'unsent',
      reason: 'cancelled',
    });
    const cancel = new AbortController();
    const waiting = client?.send(update, cancel.signal);
    cancel.abort();
    expect(await waiting).toMatchObject({ kind: 'unsent', reason: 'cancelled' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(requests).toBe(0);
  });

  test('after it was closed', async () => {
    const port = await http((_request, response) => void response.end(accepted));
    await connect(port).close();
    expect(await client?.send(update)).toMatchObject({ kind: 'unsent' });
  });
});

describe('over TLS', () => {
  test('a certificate that nobody vouches for is never waved through', async () => {
    let arrived = '';
    const secure = createTlsServer(certificate, (socket) => {
      socket.on('data', (data) => {
        arrived += data;
      });
      socket.on('error', () => undefined);
    });
    const port = await listen(secure);
    const reply = await send(port, { controller: `https://127.0.0.1:${port}` });
    expect(reply).toEqual({ kind: 'certificate', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(arrived).toBe('');
  });

  test('nor where the environment asks for that', async () => {
    const secure = createTlsServer(certificate, (socket) => socket.on('error', () => undefined));
    const port = await listen(secure);
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const reply = await send(port, { controller: `https://127.0.0.1:${port}` });
      expect(reply).toEqual({ kind: 'certificate', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
  });

  test('no TLS where TLS is expected', async () => {
    const port = await raw((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await send(port, { controller: `https://127.0.0.1:${port}` })).toMatchObject({
      kind: 'unsent',
      reason: 'tls',
    });
  });

  test('a handshake that breaks off', async () => {
    const port = await raw((socket) => void socket.resetAndDestroy());
    expect(await send(port, { controller: `https://127.0.0.1:${port}` })).toMatchObject({ kind: 'unsent' });
  });

  test('a handshake that never comes', async () => {
    const port = await raw(() => undefined);
    const options = { controller: `https://127.0.0.1:${port}`, timeouts: { connect: 200 } };
    expect(await send(port, options)).toMatchObject({ kind: 'unsent', reason: 'connect-timeout' });
  });
});
