import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { certificate } from '../../support/certificate.ts';

import { closesAfterEach, listen, raw, send } from '../../support/client-server.ts';

closesAfterEach();

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
