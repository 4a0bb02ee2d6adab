import { describe, expect, test } from 'vitest';
import { createClient } from '../../src/opscom/client.ts';
import { operations } from '../../src/opscom/operations.ts';

import {
  accepted,
  client,
  closesAfterEach,
  connect,
  http,
  keep,
  raw,
  send,
  server,
  token,
  update,
} from '../support/client-server.ts';

closesAfterEach();

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
    const reply = await keep(createClient(options, operations[name])).send({
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

describe('nothing was sent', () => {
  test('no such name', async () => {
    const own = keep(createClient({ controller: 'https://controller.invalid', client: 'OC-TOMA', token }));
    expect(await own.send(update)).toMatchObject({ kind: 'unsent', reason: 'name-not-found' });
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
