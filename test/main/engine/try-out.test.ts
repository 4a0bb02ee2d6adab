import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { connectionByHand } from '../../../src/connections/connection.ts';
import { tryOut } from '../../../src/main/engine/try-out.ts';
import type { ZoneTotal } from '../../../src/opscom/stats.ts';

let server: Server | null = null;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

const totals =
  '{"data":[{"type":"standard","zone":"Lot 01","total":"4"},{"type":"temp","zone":"Lot 01","total":"2"}]}';
const denied = '{"ErrorCode":9002,"ErrorMessage":"No permission."}';
const notFound = '{"ErrorCode":9009,"ErrorMessage":"Record not found."}';

/** What a controller is asked for, in which order, and what is said of it; null hangs. */
async function tried(answers: Readonly<Record<string, string | null>>, statsTimeout?: number) {
  const asked: string[] = [];
  server = createServer((request, response) => {
    const path = request.url?.split('/').at(-1) ?? '';
    asked.push(path);
    const answer = answers[path];
    if (typeof answer === 'string') response.end(answer);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const controller = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const heard: ZoneTotal[] = [];
  const trial = await tryOut(
    { controller, token: 'a-token', proxy: null },
    connectionByHand(controller, 'OC-TEST'),
    (told) => heard.push(...told),
    statsTimeout,
  );
  return { asked, trial, zones: heard.map(({ zone }) => zone) };
}

test('totals are asked for first, and nothing else where they are told', async () => {
  expect(await tried({ stats: totals, update: notFound })).toEqual({
    asked: ['stats'],
    trial: { good: true, code: 'try-stats', facts: { zones: 1, names: 'Lot 01' } },
    zones: ['Lot 01', 'Lot 01'],
  });
});

test('a token that may not read totals is told as such, once an update of a made-up permit was let in', async () => {
  expect(await tried({ stats: denied, update: notFound })).toEqual({
    asked: ['stats', 'update'],
    trial: { good: true, code: 'try-no-stats', facts: {} },
    zones: [],
  });
});

test('a token that may do neither is told as one that the controller refuses', async () => {
  const { asked, trial } = await tried({ stats: denied, update: denied });
  expect(asked).toEqual(['stats', 'update']);
  expect(trial.good).toBe(false);
});

test('a controller that hangs when it is asked for totals is asked the other way after a while', async () => {
  expect(await tried({ stats: null, update: notFound }, 300)).toEqual({
    asked: ['stats', 'update'],
    trial: { good: true, code: 'try-good', facts: {} },
    zones: [],
  });
});
