import { describe, expect, test } from 'vitest';

import {
  accepted,
  client,
  closesAfterEach,
  connect,
  http,
  raw,
  send,
  update,
} from '../../support/client-server.ts';

closesAfterEach();

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
