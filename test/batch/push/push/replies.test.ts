import { describe, expect, test } from 'vitest';
import { makeBatch, referenceOf } from '../../../support/made-batch.ts';
import { outcomesOf, push } from '../../../support/push-batch.ts';
import { accept, answerJson, reject } from '../../../support/scripted-controller.ts';
import { type Script, scriptedPush } from '../../../support/scripted-push.ts';

const place = scriptedPush();
const serve = (script: Script) => place.serve(script);
const got = () => place.got;
const none = { accepted: 0, rejected: 0, unknown: 0, unsent: 0, skipped: 0 };

describe('the first row goes alone and stops the run', () => {
  const html: Script = (_request, response) => response.end('<html>hello</html>');
  test.each<[string, Script, string, number, 'unsent' | 'unknown']>([
    ['9000', reject(9000), 'refused-by-code', 1, 'unsent'],
    ['9001', reject(9001), 'refused-by-code', 1, 'unsent'],
    ['9002', reject(9002), 'refused-by-code', 1, 'unsent'],
    ['401', (_request, response) => answerJson(response, {}, 401), 'refused-by-status', 1, 'unsent'],
    ['403', (_request, response) => answerJson(response, {}, 403), 'refused-by-status', 1, 'unsent'],
    ['404', (_request, response) => answerJson(response, {}, 404), 'not-this-api-not-found', 1, 'unknown'],
    [
      'a redirect',
      (_request, response) =>
        answerJson(response, {}, 302, { location: 'https://elsewhere.example/login?token=x' }),
      'not-this-api-redirect',
      1,
      'unknown',
    ],
    ['garbage at every attempt', html, 'not-this-api-garbled', 6, 'unknown'],
  ])('%s', async (_name, script, code, requests, outcome) => {
    const url = await serve(script);
    const end = await push(makeBatch(place.folder, { rows: 40 }), url);
    expect(end.end).toBe('stopped');
    expect(end.reason?.code).toBe(code);
    expect(got()).toHaveLength(requests);
    expect(new Set(got().map(({ referenceId }) => referenceId))).toEqual(new Set([referenceOf(0)]));
    expect(end.tally).toEqual(
      outcome === 'unsent' ? { ...none, unsent: 40 } : { ...none, unsent: 39, unknown: 1 },
    );
  });

  test('nothing listens there', async () => {
    const end = await push(makeBatch(place.folder, { rows: 3 }), 'http://127.0.0.1:1');
    expect(end).toMatchObject({
      end: 'stopped',
      reason: { code: 'unreachable', facts: { reason: 'connection-refused' } },
      tally: { ...none, unsent: 3 },
    });
  });

  test('but not when its trouble passes', async () => {
    const url = await serve((request, response) => (request.before < 2 ? html : accept)(request, response));
    const document = makeBatch(place.folder, { rows: 5 });
    const end = await push(document, url);
    expect(end.tally).toEqual({ ...none, accepted: 5 });
    expect(outcomesOf(document)[0]).toMatchObject({ attempts: 3, resent: 1 });
  });
});

const closed =
  (status: number): Script =>
  (_request, response) =>
    answerJson(response, {}, status);

test.each<[string, Script, string]>([
  ['9000', reject(9000), 'refused-by-code'],
  ['9001', reject(9001), 'refused-by-code'],
  ['9002', reject(9002), 'refused-by-code'],
  ['401', closed(401), 'refused-by-status'],
  ['403', closed(403), 'refused-by-status'],
])(
  '%s in the middle stops at once; what is in the air finishes, the rest stays unsent',
  async (_name, script, code) => {
    const url = await serve((request, response) =>
      (request.before < 100 ? accept : script)(request, response),
    );
    const end = await push(makeBatch(place.folder, { rows: 1000 }), url);
    expect(end).toMatchObject({ end: 'stopped', reason: { code } });
    expect(end.tally.accepted).toBe(100);
    expect(end.tally.unsent).toBe(900);
    expect(got().length).toBeLessThanOrEqual(108);
  },
);

test.each([500, 502, 503, 408, 425])(
  'HTTP %i is tried again, and with an error code it is a rejection',
  async (status) => {
    const url = await serve((request, response) => {
      if (request.referenceId === referenceOf(1))
        answerJson(response, { ErrorCode: 9006, ErrorMessage: 'no' }, status);
      else if (request.referenceId === referenceOf(2) && request.earlier < 2)
        answerJson(response, {}, status);
      else accept(request, response);
    });
    const document = makeBatch(place.folder, { rows: 4 });
    const end = await push(document, url);
    expect(end.tally).toEqual({ ...none, accepted: 3, rejected: 1 });
    expect(outcomesOf(document).map(({ attempts }) => attempts)).toEqual([1, 1, 3, 1]);
  },
);

test.each<[string, Script]>([
  ['404', closed(404)],
  ['a redirect', (_request, response) => answerJson(response, {}, 307, { location: '/login' })],
  ['nonsense', (_request, response) => response.end('<html>')],
  [
    'more than 64 KiB',
    (request, response) => accept({ ...request, referenceId: 'x'.repeat(66_000) }, response),
  ],
])('%s in the middle is tried six times, then unknown; the others go on', async (_name, script) => {
  const url = await serve((request, response) =>
    (request.referenceId === referenceOf(20) ? script : accept)(request, response),
  );
  const document = makeBatch(place.folder, { rows: 40 });
  const end = await push(document, url);
  expect(end).toMatchObject({ end: 'finished', tally: { ...none, accepted: 39, unknown: 1 } });
  expect(outcomesOf(document)[20]).toMatchObject({ status: 'unknown', attempts: 6, resent: 1 });
  expect(got()).toHaveLength(45);
});

test('a row is unknown after six attempts, with what came back last', async () => {
  const url = await serve((request, response) =>
    request.referenceId === referenceOf(1) ? answerJson(response, {}, 500) : accept(request, response),
  );
  const document = makeBatch(place.folder, { rows: 3 });
  const end = await push(document, url);
  expect(end.tally).toEqual({ ...none, accepted: 2, unknown: 1 });
  expect(outcomesOf(document)[1]).toMatchObject({
    status: 'unknown',
    attempts: 6,
    http_status: 500,
    resent: 1,
  });
  expect(got().filter(({ referenceId }) => referenceId === referenceOf(1))).toHaveLength(6);
});

test('a cut connection is tried again and marked as sent again', async () => {
  const url = await serve((request, response) =>
    request.referenceId === referenceOf(1) && request.earlier === 0
      ? response.destroy()
      : accept(request, response),
  );
  const document = makeBatch(place.folder, { rows: 3 });
  await push(document, url);
  expect(outcomesOf(document).map(({ resent }) => resent)).toEqual([0, 1, 0]);
});

test('a success for another permit is unknown, said, and not sent again', async () => {
  const url = await serve((request, response) =>
    accept(
      request.referenceId === referenceOf(1) ? { ...request, referenceId: 'another' } : request,
      response,
    ),
  );
  const document = makeBatch(place.folder, { rows: 3 });
  const end = await push(document, url);
  expect(end).toMatchObject({ tally: { ...none, accepted: 2, unknown: 1 }, mismatched: 1 });
  expect(outcomesOf(document)[1]).toMatchObject({
    message: null,
    note: '{"code":"mismatched","facts":{"referenceId":"another"}}',
  });
  expect(got()).toHaveLength(3);
});

test.each<[string, number, () => string]>([
  ['seconds', 429, () => '1'],
  ['a date', 429, () => new Date(Date.now() + 2_000).toUTCString()],
  ['seconds', 503, () => '1'],
])(
  'Retry-After in %s, with %i, holds the whole run and not only the row',
  async (_name, status, retryAfter) => {
    let refusedAt = 0;
    const url = await serve((request, response) => {
      if (request.before === 10) refusedAt = request.at;
      if (request.before >= 10 && request.at < refusedAt + 900)
        answerJson(response, {}, status, { 'retry-after': retryAfter() });
      else accept(request, response);
    });
    const document = makeBatch(place.folder, { rows: 60 });
    const end = await push(document, url);
    expect(end).toMatchObject({ tally: { ...none, accepted: 60 } });
    // 429 turns a request away unread, which spends no attempt.
    if (status === 429) expect(end.attempts).toBe(60);
    const later = got().filter(({ at, before }) => before > 20 && at > refusedAt + 100);
    expect(Math.min(...later.map(({ at }) => at))).toBeGreaterThan(refusedAt + 900);
  },
);

test('a controller that only ever says 429 ends the patience of a terminal', async () => {
  const url = await serve((_request, response) => answerJson(response, {}, 429, { 'retry-after': '0.2' }));
  const end = await push(makeBatch(place.folder, { rows: 5 }), url, { patienceMs: 700 });
  expect(end).toMatchObject({
    end: 'stopped',
    reason: { code: 'asked-to-wait-too-long' },
    tally: { ...none, unsent: 5 },
  });
});

test('a controller that asks for more time than there is patience stops the run at once', async () => {
  const url = await serve((request, response) =>
    request.before === 3
      ? answerJson(response, {}, 503, { 'retry-after': '3600' })
      : accept(request, response),
  );
  const end = await push(makeBatch(place.folder, { rows: 500 }), url);
  expect(end.reason).toMatchObject({ code: 'asked-to-wait-too-long', facts: { seconds: 3600 } });
});

test.each<[string, Script]>([
  ['asks to wait', (_request, response) => answerJson(response, {}, 429, { 'retry-after': '3600' })],
  [
    'is away',
    (_request, response) => {
      response.destroy();
      void place.goAway();
    },
  ],
])('cancel ends the wait for a controller that %s', async (_name, script) => {
  const url = await serve((request, response) => (request.before < 30 ? accept : script)(request, response));
  const cancelling = new AbortController();
  let phase = '';
  const running = push(makeBatch(place.folder, { rows: 200 }), url, {
    patienceMs: null,
    signal: cancelling.signal,
    onProgress: (state) => {
      phase = state.phase;
    },
  });
  await expect.poll(() => phase).toBe('waiting');
  cancelling.abort();
  const end = await running;
  expect(end.end).toBe('cancelled');
  expect(end.tally.accepted + end.tally.unknown + end.tally.unsent).toBe(200);
  expect(end.tally.unsent).toBeGreaterThan(140);
});
