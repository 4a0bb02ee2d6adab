import { afterEach, describe, expect, test } from 'vitest';
import { createClient } from '../../src/opscom/client.ts';
import { type Practice, type PracticeOptions, startPractice } from '../../src/opscom/practice/practice.ts';

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
    expect((await ask('', '/api/X/v1/permits/push')).status).toBe(404);
    expect((await ask('', '/api/X/v1/permits/update', 'GET')).status).toBe(405);
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
