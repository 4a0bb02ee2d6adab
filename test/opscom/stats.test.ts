import { afterEach, beforeEach, expect, test } from 'vitest';
import { askStats, createClient } from '../../src/opscom/client.ts';
import { operations } from '../../src/opscom/operations.ts';
import { type Practice, startPractice } from '../../src/opscom/practice/practice.ts';
import { classifyStats } from '../../src/opscom/stats.ts';

const token = 'token-of-the-totals';
let practice: Practice;
beforeEach(async () => {
  practice = await startPractice({ token });
});
afterEach(() => practice.close());

const access = () => ({ controller: practice.url, client: 'OC-TEST', token });

test('a controller tells how many permits it holds by zone, and nothing changes there', async () => {
  expect(await askStats(access())).toEqual({ kind: 'stats', totals: [] });
  const client = createClient(access(), operations.create);
  const made = { plate: 'AB 1', endTime: '2031-12-31T23:59:59' };
  const first = await client.send({ ...made, zone: 'Lot 7' });
  await client.send({ ...made, zone: 'Lot 7' });
  await client.send({ ...made, zone: 'Lot 8' });
  await client.close();
  const removing = createClient(access(), operations.delete);
  if (first.kind !== 'accepted') throw new Error(first.kind);
  await removing.send({ referenceId: first.referenceId });
  await removing.close();
  const before = practice.requests().length;
  expect(await askStats(access())).toEqual({
    kind: 'stats',
    totals: [
      { zone: 'Lot 7', type: 'standard', total: 1 },
      { zone: 'Lot 8', type: 'standard', total: 1 },
    ],
  });
  expect(practice.requests()).toHaveLength(before);
});

test('a token that may not read totals is told by its code', async () => {
  expect(await askStats({ ...access(), token: 'another-token' })).toMatchObject({
    kind: 'rejected',
    errorCode: 9002,
    about: 'connection',
  });
});

const answered = (body: string, status = 200) =>
  classifyStats({ status, headers: {}, body, cut: false }, token, 0);

test.each([
  ['no JSON', '<html>', 200, 'garbled'],
  ['another shape', '{"data":{}}', 200, 'garbled'],
  ['a line without a total', '{"data":[{"zone":"a","type":"temp"}]}', 200, 'garbled'],
  ['a total that is no count', '{"data":[{"zone":"a","type":"temp","total":"-1"}]}', 200, 'garbled'],
  ['a success of another kind', '{"status":"success","reference_id":"x"}', 200, 'garbled'],
  ['an error beside totals', '{"ErrorCode":9002,"data":[]}', 200, 'rejected'],
  ['no such address', '', 404, 'not-this-api'],
  ['trouble', '', 503, 'temporary'],
])('%s is no answer', (_, body, status, kind) => {
  expect(answered(body, status).kind).toBe(kind);
});

test('a controller that sends the token back, or names without end, gets neither into what is kept', () => {
  const long = 'z'.repeat(5_000);
  const body = JSON.stringify({
    data: [
      { type: 'temp', zone: `Lot ${token}\n`, total: 1 },
      { type: 't', zone: long, total: 2 },
    ],
  });
  const reply = answered(body);
  expect(JSON.stringify(reply)).not.toContain(token);
  expect(
    reply.kind === 'stats' && reply.totals.every(({ zone }) => zone.length <= 101 && !zone.includes('\n')),
  ).toBe(true);
});

test.each([{ fail: 1 }, { garble: 1 }, { drop: 1 }])(
  'in trouble (%o) a controller tells no totals',
  async (faults) => {
    const troubled = await startPractice({ token, faults });
    const reply = await askStats({ controller: troubled.url, client: 'OC-TEST', token });
    await troubled.close();
    expect(reply.kind).not.toBe('stats');
  },
);

test('totals come as text or as numbers', () => {
  expect(
    answered(
      '{"data":[{"type":"temp","zone":"zone1","total":"35"},{"type":"standard","zone":"b","total":4}]}',
    ),
  ).toEqual({
    kind: 'stats',
    totals: [
      { zone: 'zone1', type: 'temp', total: 35 },
      { zone: 'b', type: 'standard', total: 4 },
    ],
  });
});
