import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { createClient } from '../../../src/opscom/client.ts';
import { type Faults, throttle } from '../../../src/opscom/practice/faults.ts';
import { type Practice, type PracticeOptions, startPractice } from '../../../src/opscom/practice/practice.ts';
import { referenceIdsIn } from '../../../src/opscom/practice/seed-file.ts';

let practice: Practice | undefined;

afterEach(async () => {
  await practice?.close();
  practice = undefined;
});

const token = 'token-1';

async function start(options: PracticeOptions = {}): Promise<Practice> {
  practice = await startPractice({ token, ...options });
  return practice;
}

async function ask(body: unknown, path = '/api/OC-TOMA/v1/permits/update', method = 'POST') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${practice?.url}${path}`, {
    method,
    ...(method === 'POST' && { body: text }),
  });
  return { status: response.status, text: await response.text() };
}

describe('the practice controller answers as published', () => {
  test.each([
    ['not JSON', '{', 9003],
    ['a list', [], 9003],
    ['no token', { referenceID: 'a' }, 9001],
    ['a blank token', { apiToken: '', referenceID: 'a' }, 9001],
    ['another token', { apiToken: 'token-2', referenceID: 'a' }, 9002],
    ['no reference', { apiToken: token }, 9008],
    ['a blank reference', { apiToken: token, referenceID: '' }, 9008],
    ['a long reference', { apiToken: token, referenceID: 'a'.repeat(51) }, 9030],
    ['a space in the reference', { apiToken: token, referenceID: 'a b' }, 9033],
    ['an unknown reference', { apiToken: token, referenceID: 'b' }, 9009],
    ['a time without T', { apiToken: token, referenceID: 'a', endTime: '2026-02-28 10:00:00' }, 9005],
    ['30 February', { apiToken: token, referenceID: 'a', endTime: '2026-02-30T10:00:00' }, 9005],
    ['30 February in UTC', { apiToken: token, referenceID: 'a', EndDateUtc: '2026-02-30T10:00:00' }, 9005],
    ['a blank time', { apiToken: token, referenceID: 'a', endTime: '' }, 9005],
    ['a long plate', { apiToken: token, referenceID: 'a', plate: 'P'.repeat(26) }, 9021],
    ['a blank plate', { apiToken: token, referenceID: 'a', plate: '' }, 9032],
    ['an amount as a number', { apiToken: token, referenceID: 'a', Amount: 14.5 }, 9033],
    ['an amount with one penny digit', { apiToken: token, referenceID: 'a', Amount: '14.5' }, 9033],
    ['an amount with a comma', { apiToken: token, referenceID: 'a', Amount: '14,50' }, 9033],
    ['a huge amount', { apiToken: token, referenceID: 'a', Amount: '1000000.00' }, 9030],
    ['nothing as amount', { apiToken: token, referenceID: 'a', Amount: '0.00' }, 9033],
    ['another currency', { apiToken: token, referenceID: 'a', currency: 'EUR' }, 9033],
  ])('%s', async (_name, body, errorCode) => {
    await start({ seed: ['a'] });
    const { status, text } = await ask(body);
    expect(JSON.parse(text)).toEqual({ ErrorCode: errorCode, ErrorMessage: expect.stringMatching(/\.$/) });
    expect(status).toBe(200);
    expect(practice?.requests()).toMatchObject([{ answer: `${errorCode}`, applied: false }]);
  });

  test('the published sample body', async () => {
    await start();
    const sample = {
      apiToken: token,
      referenceID: '1a9b5375-cb75-4c71-9939-eeae550b09ac',
      plate: 'PL8RDR',
      Amount: '14.50',
      currency: 'CAD',
      endTime: '2018-07-02T09:30:00',
    };
    expect(JSON.parse((await ask(sample)).text)).toEqual({
      status: 'success',
      reference_id: '1a9b5375-cb75-4c71-9939-eeae550b09ac',
      InternalReferenceID: '1a9b5375-cb75-4c71-9939-eeae550b09ac',
    });
    const { apiToken, ...rest } = sample;
    expect(practice?.requests()).toEqual([
      {
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        operation: 'update',
        referenceId: sample.referenceID,
        body: JSON.stringify(rest),
        answer: 'success',
        applied: true,
      },
    ]);
  });

  test('9000 without a client code', async () => {
    await start();
    expect((await ask({ apiToken: token, referenceID: 'a' }, '/api/v1/permits/update')).text).toContain(
      '9000',
    );
    expect((await ask({ apiToken: token, referenceID: 'a' }, '/api//v1/permits/update')).text).toContain(
      '9000',
    );
  });

  test('other paths and methods are no API', async () => {
    await start();
    expect((await ask('', '/')).status).toBe(404);
    expect((await ask('', '/api/X/v1/permits/status')).status).toBe(404);
    expect((await ask('', '/api/X/v1/permits/update', 'GET')).status).toBe(405);
  });

  test('a permit is created, updated, deleted, and gone', async () => {
    await start();
    const permit = {
      apiToken: token,
      permitNo: 'P-1',
      LicencePlate: 'PL8RDR',
      startTime: '2026-01-01T00:00:00',
    };
    const created = JSON.parse((await ask(permit, '/api/X/v1/permits/push')).text);
    expect(created).toMatchObject({
      status: 'success',
      reference_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const named = { apiToken: token, referenceID: created.reference_id };
    expect((await ask({ ...named, plate: 'AB' })).text).toContain('success');
    expect(JSON.parse((await ask(named, '/api/X/v1/permits/delete')).text)).toMatchObject({
      reference_id: created.reference_id,
    });
    expect((await ask(named, '/api/X/v1/permits/delete')).text).toContain('9009');
    expect((await ask({ ...named, plate: 'AB' })).text).toContain('9009');
    expect(practice?.requests().map(({ operation, answer }) => `${operation} ${answer}`)).toEqual([
      'create success',
      'update success',
      'delete success',
      'delete 9009',
      'update 9009',
    ]);
  });

  test('9007 for a start that is no time, and a permit without a reference ID is only created', async () => {
    await start();
    const path = '/api/X/v1/permits/push';
    expect((await ask({ apiToken: token, startTime: 'soon' }, path)).text).toContain('9007');
    expect((await ask({ apiToken: 'b ad', startTime: '2026-01-01T00:00:00' }, path)).text).toContain('9002');
    expect((await ask({ apiToken: token, plate: 'A' }, '/api/X/v1/permits/delete')).text).toContain('9008');
  });

  test('through the client', async () => {
    const { url } = await start();
    const client = createClient({ controller: url, client: 'OC-TOMA', token });
    expect(await client.send({ referenceId: 'a', plate: 'É 1' })).toEqual({
      kind: 'accepted',
      httpStatus: 200,
      referenceId: 'a',
      internalReferenceId: 'a',
    });
    await client.close();
  });
});

describe('faults', () => {
  const update = (n: number) => ({ referenceId: `ref-${n}`, plate: 'PL' });

  async function run(faults: Faults, order: readonly number[]) {
    await practice?.close();
    const { url } = await start({ faults });
    const client = createClient({ controller: url, client: 'OC-TOMA', token });
    const kinds: string[] = [];
    await Promise.all(
      order.map(async (n) => {
        const { kind } = await client.send(update(n));
        kinds[n] = kind;
      }),
    );
    for (const n of order) kinds[n] += ` ${(await client.send(update(n))).kind}`;
    await client.close();
    const log = practice?.requests() ?? [];
    return {
      kinds,
      log: log.map(({ referenceId, answer, applied }) => `${referenceId} ${answer} ${applied}`),
    };
  }

  test('repeat by their seed, in whatever order requests come', async () => {
    const order = Array.from({ length: 200 }, (_, n) => n);
    const faults = { fail: 0.2, drop: 0.1, garble: 0.1, randomSeed: 7 };
    const one = await run(faults, order);
    const other = await run(faults, order.toReversed());
    const another = await run({ ...faults, randomSeed: 8 }, order);
    expect(other.kinds).toEqual(one.kinds);
    expect(other.log.toSorted()).toEqual(one.log.toSorted());
    expect(another.kinds).not.toEqual(one.kinds);
    const share = (answer: string) => one.log.filter((line) => line.includes(answer)).length / one.log.length;
    expect(share('fail')).toBeCloseTo(0.2, 1);
    expect(share('drop')).toBeCloseTo(0.1, 1);
    expect(share('garble')).toBeCloseTo(0.1, 1);
  });

  test('are what they say: seen by the client, and true in the log', async () => {
    const order = Array.from({ length: 40 }, (_, n) => n);
    const told = {
      fail: [/^temporary temporary$/, / fail false$/],
      drop: [/^unanswered unanswered$/, / drop true$/],
      garble: [/^garbled garbled$/, / garble true$/],
    } as const;
    for (const fault of ['fail', 'drop', 'garble'] as const) {
      const { kinds, log } = await run({ [fault]: 1 }, order);
      for (const kind of kinds) expect(kind).toMatch(told[fault][0]);
      for (const line of log) expect(line).toMatch(told[fault][1]);
      expect(log).toHaveLength(80);
    }
  });

  test('a refused update is not applied by a fault', async () => {
    const { url } = await start({ faults: { drop: 1 }, seed: ['known'] });
    const client = createClient({ controller: url, client: 'OC-TOMA', token });
    await client.send({ referenceId: 'unknown', plate: 'PL' });
    await client.close();
    expect(practice?.requests()).toMatchObject([{ referenceId: 'unknown', answer: 'drop', applied: false }]);
  });

  test('throttle: no more than N in any second, the others asked to wait', async () => {
    const passes = throttle(3);
    const times = [0, 10, 20, 30, 999, 1000, 1005, 1010, 1011, 2000, 2005];
    const passed = times.filter((time) => passes(time));
    expect(passed).toEqual([0, 10, 20, 1000, 1010, 2000, 2005]);
    const { url } = await start({ faults: { throttle: 1 } });
    const client = createClient({ controller: url, client: 'OC-TOMA', token });
    expect(await client.send(update(1))).toMatchObject({ kind: 'accepted' });
    expect(await client.send(update(2))).toEqual({ kind: 'throttled', httpStatus: 429, retryAfterMs: 1000 });
    await client.close();
  });
});

test('the log and the data are in a file without the token, whole when it is closed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'permit-loader-practice-'));
  const database = join(folder, 'practice.sqlite');
  const { url } = await start({ database, token: 'very-secret' });
  const client = createClient({ controller: url, client: 'OC-TOMA', token: 'very-secret' });
  await client.send({ referenceId: 'a', plate: 'ONE', amount: '14.50', currency: 'CAD' });
  await client.send({ referenceId: 'a', plate: 'very-secret' });
  await client.close();
  await practice?.close();
  practice = undefined;
  const db = new DatabaseSync(database);
  expect(db.prepare('select reference_id, plate, amount, currency, updates from permit').all()).toMatchObject(
    [{ reference_id: 'a', plate: 'very-secret', amount: '14.50', currency: 'CAD', updates: 2 }],
  );
  expect(db.prepare('select body from request order by id').all()).toMatchObject([
    { body: '{"referenceID":"a","plate":"ONE","Amount":"14.50","currency":"CAD"}' },
    { body: '{"referenceID":"a","plate":"•••"}' },
  ]);
  db.close();
  rmSync(folder, { recursive: true });
});

test('a port that is taken is an error', async () => {
  const { url } = await start();
  await expect(startPractice({ port: Number(new URL(url).port) })).rejects.toThrow('EADDRINUSE');
});

describe('reference IDs of a seed file', () => {
  test.each<[string, string | Uint8Array, string[] | null]>([
    ['published name', 'referenceID,plate\r\na-1,X\r\n a-2 ,Y\r\n,Z\r\n', ['a-1', 'a-2']],
    ['semicolons and a BOM', '\uFEFFPlate;Reference ID\nX;a-1\n', ['a-1']],
    ['a title above', 'Permits of March\n\nPlate,Reference\nX,a-1\n', ['a-1']],
    ['UTF-16', Buffer.from('\uFEFFreferenceID\tplate\na-1\tX\n', 'utf16le'), ['a-1']],
    ['no such column', 'Plate,Colour\nX,red\n', null],
    ['empty', '', null],
  ])('%s', (_name, text, expected) => {
    expect(referenceIdsIn(typeof text === 'string' ? Buffer.from(text) : text)).toEqual(expected);
  });
});
