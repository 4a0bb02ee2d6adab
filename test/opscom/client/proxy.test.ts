import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { certificate, certificatePath } from '../../support/certificate.ts';

const root = join(import.meta.dirname, '../../..');
const runner = join(root, 'test/support/run-module.mjs');
const module = join(root, 'test/support/send-once.ts');
const host = 'controller.invalid';

let controller: Server;
let proxy: Server;
let asked: string[];
let proxyStatus: number;
let tokensSeenByProxy: boolean;

beforeAll(async () => {
  controller = createHttpsServer(certificate, (_request, response) => {
    response.end(JSON.stringify({ status: 'success', reference_id: 'ref-1' }));
  });
  proxy = createHttpServer();
  proxy.on('connect', (request, socket) => {
    asked.push(`${request.url}`);
    if (proxyStatus !== 200) {
      socket.end(`HTTP/1.1 ${proxyStatus} No\r\n\r\n`);
      return;
    }
    const { port } = controller.address() as AddressInfo;
    const onward = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    socket.on('data', (data: Buffer) => {
      tokensSeenByProxy ||= data.includes('token-1');
    });
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward]) end.on('error', () => undefined);
  });
  for (const server of [controller, proxy]) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
});

afterAll(() => {
  controller.close();
  proxy.close();
});

beforeEach(() => {
  asked = [];
  proxyStatus = 200;
  tokensSeenByProxy = false;
});

async function replyWith(
  environment: Readonly<Record<string, string>>,
  url = `https://${host}`,
  named: string | null = null,
): Promise<unknown> {
  const { HTTPS_PROXY: _1, https_proxy: _2, NO_PROXY: _3, no_proxy: _4, ...inherited } = process.env;
  const env = {
    ...inherited,
    HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    NODE_EXTRA_CA_CERTS: certificatePath,
    ...environment,
  };
  const args = [runner, module, JSON.stringify([['sendOnce', url, named]])];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env });
  return JSON.parse(stdout)[0];
}

test('the system’s proxy and an added certificate are honoured, and the proxy sees no token', async () => {
  expect(await replyWith({})).toMatchObject({ kind: 'accepted', referenceId: 'ref-1' });
  expect(asked).toEqual([`${host}:443`]);
  expect(tokensSeenByProxy).toBe(false);
});

test('a certificate that nobody added is refused behind a proxy too', async () => {
  expect(await replyWith({ NODE_EXTRA_CA_CERTS: '' })).toMatchObject({ kind: 'certificate' });
});

test('nor is it waved through where the environment asks for that', async () => {
  const environment = { NODE_EXTRA_CA_CERTS: '', NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  expect(await replyWith(environment)).toMatchObject({ kind: 'certificate' });
});

// Elsewhere there is no bundle, and an older Node cannot ask the system.
test.runIf(process.platform === 'linux')('certificates of the system’s bundle are trusted', async () => {
  const environment = { NODE_EXTRA_CA_CERTS: '', SSL_CERT_FILE: certificatePath };
  expect(await replyWith(environment)).toMatchObject({ kind: 'accepted' });
});

test('a proxy that the app was told of goes before the environment’s, exceptions included', async () => {
  const named = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const environment = { HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: host };
  expect(await replyWith(environment, `https://${host}`, named)).toMatchObject({ kind: 'accepted' });
  expect(asked).toEqual([`${host}:443`]);
});

test('a host that NO_PROXY names is asked directly', async () => {
  expect(await replyWith({ NO_PROXY: host })).toMatchObject({ kind: 'unsent', reason: 'name-not-found' });
  expect(asked).toEqual([]);
});

test('loopback never goes through a proxy', async () => {
  const { port } = controller.address() as AddressInfo;
  const reply = await replyWith({ NODE_EXTRA_CA_CERTS: '' }, `https://127.0.0.1:${port}`);
  expect(reply).toMatchObject({ kind: 'certificate' });
  expect(asked).toEqual([]);
});

test.each([403, 407, 502])('a proxy that answers %i: nothing was sent', async (status) => {
  proxyStatus = status;
  expect(await replyWith({})).toMatchObject({ kind: 'unsent', reason: 'proxy' });
});

test('a proxy that is not there: nothing was sent', async () => {
  expect(await replyWith({ HTTPS_PROXY: 'http://127.0.0.1:9' })).toMatchObject({ kind: 'unsent' });
});
