import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { certificate, certificatePath } from '../support/certificate.ts';
import { type PushFolder, pushFolder } from '../support/push-folder.ts';

let place: PushFolder;
let server: Server;
beforeAll(async () => {
  place = pushFolder('token-behind-a-proxy-0417');
  server = createServer(certificate, (request, response) => {
    request.resume();
    response.writeHead(401).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => {
  server.close();
  place.remove();
});

test('a certificate that this Node does not trust is told with the way to let it, and that way works', async () => {
  const file = place.csv('permits.csv', 'ref-1,ABC,');
  const { port } = server.address() as AddressInfo;
  const to = place.to(`https://127.0.0.1:${port}`).slice(0, -1);
  const refused = await place.start(['push', file, ...to]).ended;
  expect(refused.code).toBe(3);
  expect(refused.err).toContain('is not trusted');
  expect(refused.err).toContain('NODE_EXTRA_CA_CERTS');
  const trusted = await place.start(['push', file, ...to], {
    env: { NODE_EXTRA_CA_CERTS: certificatePath },
  }).ended;
  expect(trusted.err).not.toContain('is not trusted');
  expect(trusted.err).toContain('token');
});
