import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'playwright/test';
import { clearKeyring } from '../support/keyring.ts';
import { close, launch } from './launch.ts';

test('A controller is reached through the proxy that the system names', async () => {
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    asked.push(`${request.url}`);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  // Chromium's own switch stands for the system's settings: what it resolves then comes from there.
  const { port } = proxy.address() as AddressInfo;
  const running = await launch({ args: [`--proxy-server=http://127.0.0.1:${port}`] });
  try {
    const tried = await running.page.evaluate(async () => {
      const app = window.permitLoader;
      await app.saveConnection({
        previousName: null,
        name: 'Behind a proxy',
        controller: 'https://controller.invalid',
        client: 'OC-TOMA',
        rate: null,
        concurrency: 1,
        zone: null,
        endDate: 'unchanged',
        dayEnd: '23:59:59',
      });
      await app.setToken({ connection: 'Behind a proxy', token: 'token-1' });
      return app.tryConnection({ connection: 'Behind a proxy' });
    });
    expect(tried).toMatchObject({
      ok: true,
      value: { good: false, code: 'unreachable', facts: { reason: 'proxy' } },
    });
    expect(asked).toContain('controller.invalid:443');
  } finally {
    await close(running);
    await clearKeyring();
    proxy.close();
  }
});
