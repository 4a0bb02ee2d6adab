import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimBatch } from '../../../src/batch/file/lock.ts';
import { PauseSwitch } from '../../../src/batch/push/pause-switch.ts';
import type { PushState } from '../../../src/batch/push/push-state.ts';
import { lastRun } from '../../../src/batch/push/run.ts';
import { closeMade, makeBatch, referenceOf } from '../../support/made-batch.ts';
import { outcomesOf, push, tryPush } from '../../support/push-batch.ts';
import {
  accept,
  answerJson,
  type GotRequest,
  reject,
  type ScriptedController,
  scriptedController,
} from '../../support/scripted-controller.ts';

let folder: string;
let controller: ScriptedController | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'push-'));
});
afterEach(async () => {
  await controller?.close();
  controller = null;
  closeMade();
  rmSync(folder, { recursive: true, force: true });
});

type Script = Parameters<typeof scriptedController>[0];
async function serve(script: Script): Promise<string> {
  controller = await scriptedController(script);
  return controller.url;
}
const got = (): readonly GotRequest[] => controller?.got ?? [];
const none = { accepted: 0, rejected: 0, unknown: 0, unsent: 0, skipped: 0 };

test('every row is sent once and its answer kept', async () => {
  const url = await serve((request, response) =>
    request.referenceId === referenceOf(3) ? reject(9005)(request, response) : accept(request, response),
  );
  const document = makeBatch(folder, { rows: 50 });
  const end = await push(document, url);
  expect(end).toMatchObject({
    end: 'finished',
    reason: null,
    tally: { ...none, accepted: 49, rejected: 1 },
    attempts: 50,
  });
  expect(got()).toHaveLength(50);
  const stored = outcomesOf(document);
  expect(stored[0]).toMatchObject({
    row: 2,
    status: 'accepted',
    http_status: 200,
    reference_id: referenceOf(0),
    attempts: 1,
  });
  expect(stored[3]).toMatchObject({ row: 5, status: 'rejected', error_code: 9005, message: 'error 9005' });
  expect(lastRun(document)).toMatchObject({
    kind: 'push',
    end: 'finished',
    connection: 'Lot 7',
    who: 'somebody',
  });
});

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
    const end = await push(makeBatch(folder, { rows: 40 }), url);
    expect(end.end).toBe('stopped');
    expect(end.reason?.code).toBe(code);
    expect(got()).toHaveLength(requests);
    expect(new Set(got().map(({ referenceId }) => referenceId))).toEqual(new Set([referenceOf(0)]));
    expect(end.tally).toEqual(
      outcome === 'unsent' ? { ...none, unsent: 40 } : { ...none, unsent: 39, unknown: 1 },
    );
  });

  test('nothing listens there', async () => {
    const end = await push(makeBatch(folder, { rows: 3 }), 'http://127.0.0.1:1');
    expect(end).toMatchObject({
      end: 'stopped',
      reason: { code: 'unreachable', facts: { reason: 'connection-refused' } },
      tally: { ...none, unsent: 3 },
    });
  });

  test('but not when its trouble passes', async () => {
    const url = await serve((request, response) => (request.before < 2 ? html : accept)(request, response));
    const document = makeBatch(folder, { rows: 5 });
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
    const end = await push(makeBatch(folder, { rows: 1000 }), url);
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
    const document = makeBatch(folder, { rows: 4 });
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
  const document = makeBatch(folder, { rows: 40 });
  const end = await push(document, url);
  expect(end).toMatchObject({ end: 'finished', tally: { ...none, accepted: 39, unknown: 1 } });
  expect(outcomesOf(document)[20]).toMatchObject({ status: 'unknown', attempts: 6, resent: 1 });
  expect(got()).toHaveLength(45);
});

test('a row is unknown after six attempts, with what came back last', async () => {
  const url = await serve((request, response) =>
    request.referenceId === referenceOf(1) ? answerJson(response, {}, 500) : accept(request, response),
  );
  const document = makeBatch(folder, { rows: 3 });
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
  const document = makeBatch(folder, { rows: 3 });
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
  const document = makeBatch(folder, { rows: 3 });
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
    const document = makeBatch(folder, { rows: 60 });
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
  const end = await push(makeBatch(folder, { rows: 5 }), url, { patienceMs: 700 });
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
  const end = await push(makeBatch(folder, { rows: 500 }), url);
  expect(end.reason).toMatchObject({ code: 'asked-to-wait-too-long', facts: { seconds: 3600 } });
});

test.each<[string, Script]>([
  ['asks to wait', (_request, response) => answerJson(response, {}, 429, { 'retry-after': '3600' })],
  [
    'is away',
    (_request, response) => {
      response.destroy();
      void controller?.close();
    },
  ],
])('cancel ends the wait for a controller that %s', async (_name, script) => {
  const url = await serve((request, response) => (request.before < 30 ? accept : script)(request, response));
  const cancelling = new AbortController();
  let phase = '';
  const running = push(makeBatch(folder, { rows: 200 }), url, {
    patienceMs: null,
    signal: cancelling.signal,
    onProgress: (state) => {
      phase = state.phase;
    },
  });
  await expect.poll(() => phase, { timeout: 10_000 }).toBe('waiting');
  cancelling.abort();
  const end = await running;
  expect(end.end).toBe('cancelled');
  expect(end.tally.accepted + end.tally.unknown + end.tally.unsent).toBe(200);
  expect(end.tally.unsent).toBeGreaterThan(140);
});

describe('a controller that goes away', () => {
  test('is waited for, and the run goes on when it is back', async () => {
    const url = await serve((request, response) => {
      accept(request, response);
      if (request.before === 60) setTimeout(() => controller?.close(), 0);
    });
    const port = Number(new URL(url).port);
    const states: PushState[] = [];
    const document = makeBatch(folder, { rows: 300 });
    const running = push(document, url, { onProgress: (state) => states.push(state) });
    await expect.poll(() => states.at(-1)?.phase, { timeout: 10_000 }).toBe('waiting');
    expect(states.at(-1)?.reason?.code).toBe('waiting-unreachable');
    controller = await scriptedController(accept, port);
    expect((await running).tally).toEqual({ ...none, accepted: 300 });
  });

  test('for too long stops the run; nothing more was sent', async () => {
    const url = await serve((request, response) => {
      accept(request, response);
      if (request.before === 60) setTimeout(() => controller?.close(), 0);
    });
    const end = await push(makeBatch(folder, { rows: 300 }), url, { patienceMs: 600 });
    expect(end).toMatchObject({ end: 'stopped', reason: { code: 'waited-too-long' } });
    expect(end.tally.unsent + end.tally.unknown + end.tally.accepted).toBe(300);
    expect(end.tally.unsent).toBeGreaterThan(200);
  });
});

describe('twenty times "record not found" first', () => {
  test('stops a run whose asker says no', async () => {
    const url = await serve(reject(9009));
    const end = await push(makeBatch(folder, { rows: 200 }), url);
    expect(end).toMatchObject({ end: 'stopped', reason: { code: 'wrong-lot' } });
    expect(end.tally.rejected).toBeLessThan(40);
    expect(end.tally.rejected + end.tally.unsent).toBe(200);
  });

  test('lets a run go on whose asker says yes, and asks once', async () => {
    const url = await serve(reject(9009));
    let asked = 0;
    const onWrongLot = async () => {
      asked++;
      return true;
    };
    const end = await push(makeBatch(folder, { rows: 60 }), url, { onWrongLot });
    expect(end).toMatchObject({ end: 'finished', tally: { ...none, rejected: 60 } });
    expect(asked).toBe(1);
  });

  test('does not ask again when the run is resumed', async () => {
    const url = await serve(reject(9009));
    const document = makeBatch(folder, { rows: 100 });
    await push(document, url);
    const end = await push(document, url, { kind: 'resume' });
    expect(end).toMatchObject({ end: 'finished', tally: { ...none, rejected: 100 } });
    expect(got()).toHaveLength(100);
  });

  test('is no matter when one of them was known', async () => {
    const url = await serve((request, response) =>
      (request.before === 7 ? accept : reject(9009))(request, response),
    );
    expect(await push(makeBatch(folder, { rows: 60 }), url)).toMatchObject({ end: 'finished' });
  });
});

test('cancel lets what is in the air finish; resume sends the rest', async () => {
  const cancelling = new AbortController();
  const url = await serve((request, response) => {
    if (request.before === 50) cancelling.abort();
    setTimeout(() => accept(request, response), 20);
  });
  const document = makeBatch(folder, { rows: 300 });
  const end = await push(document, url, { signal: cancelling.signal });
  expect(end.end).toBe('cancelled');
  expect(end.tally.accepted).toBe(got().length);
  expect(end.tally.unsent).toBe(300 - got().length);
  const resumed = await push(document, url, { kind: 'resume' });
  expect(resumed).toMatchObject({ end: 'finished', tally: { ...none, accepted: 300 }, attempts: 300 });
  expect(got()).toHaveLength(300);
  expect(lastRun(document)).toMatchObject({ kind: 'resume', scope: { base: 1 } });
});

test('rows whose attempts a cancel cut off are unknown, and resume sends them; those without attempts left it does not', async () => {
  const cancelling = new AbortController();
  let mended = false;
  const url = await serve((request, response) => {
    const spent = request.referenceId === referenceOf(1);
    const cut = request.referenceId === referenceOf(60);
    if (spent && !mended) response.destroy();
    else if (cut && !mended) {
      response.destroy();
      setTimeout(() => cancelling.abort(), 30);
    } else if (request.referenceId === referenceOf(2))
      accept({ ...request, referenceId: 'another' }, response);
    else accept(request, response);
  });
  const document = makeBatch(folder, { rows: 61 });
  const random = () => 1;
  // Row 60 is under way last, as the first of its attempts waits for so long.
  const end = await push(document, url, {
    signal: cancelling.signal,
    concurrency: 1,
    backoffMs: 40,
    random,
  });
  expect(end.end).toBe('cancelled');
  expect(end.tally.unknown).toBeGreaterThanOrEqual(2);
  const standing = outcomesOf(document);
  expect(standing[60]).toMatchObject({ status: 'unknown', attempts: 1, completed_at: null });
  expect(standing[2]).toMatchObject({ status: 'unknown', attempts: 1 });
  expect(standing[2]?.completed_at).not.toBe(null);
  mended = true;
  const before = got().length;
  const resumed = await push(document, url, { kind: 'resume' });
  expect(resumed.end).toBe('finished');
  const again = got()
    .slice(before)
    .map(({ referenceId }) => referenceId);
  expect(again).toContain(referenceOf(60));
  expect(again).not.toContain(referenceOf(2));
  expect(outcomesOf(document)[60]).toMatchObject({ status: 'accepted', attempts: 2, resent: 1 });
});

test('a paused run sends nothing until it may go on', async () => {
  const pausing = new PauseSwitch();
  const url = await serve((request, response) => {
    if (request.before === 30) pausing.set(true);
    accept(request, response);
  });
  let phase = '';
  const running = push(makeBatch(folder, { rows: 200 }), url, {
    pausing,
    onProgress: (state) => {
      phase = state.phase;
    },
  });
  await expect.poll(() => phase).toBe('paused');
  await new Promise((resolve) => setTimeout(resolve, 100));
  const during = got().length;
  expect(during).toBeLessThan(60);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(got()).toHaveLength(during);
  pausing.set(false);
  expect((await running).tally.accepted).toBe(200);
});

test('rows of one permit go one after the other, in file order', async () => {
  const rows = Array.from({ length: 60 }, (_, n) => [`ref-${n % 3}`, `PLATE${n}`, '']);
  const underWay = new Set<string>();
  let overtaken = 0;
  const url = await serve((request, response) => {
    if (underWay.has(request.referenceId)) overtaken++;
    underWay.add(request.referenceId);
    setTimeout(() => {
      underWay.delete(request.referenceId);
      if (request.earlier === 4) answerJson(response, {}, 500);
      else accept(request, response);
    }, 3);
  });
  const document = makeBatch(folder, { rows });
  const end = await push(document, url);
  expect(end.tally).toEqual({ ...none, accepted: 60 });
  expect(overtaken).toBe(0);
});

test('what cannot be sent or was left out is never sent', async () => {
  const url = await serve(accept);
  const document = makeBatch(folder, { rows: 10, invalid: [3, 4], skipped: [5] });
  const refused = await tryPush(document, url);
  expect(refused).toMatchObject({ ok: false, failure: { code: 'rows-invalid', facts: { invalid: 2 } } });
  expect(got()).toHaveLength(0);
  const end = await push(document, url, { onlyValid: true });
  expect(end).toMatchObject({ end: 'finished', tally: { ...none, accepted: 7, skipped: 3 } });
});

test('a batch that is being pushed elsewhere is refused', async () => {
  const url = await serve(accept);
  const document = makeBatch(folder, { rows: 3 });
  const lock = claimBatch(document.path);
  expect(await tryPush(document, url)).toMatchObject({ ok: false, failure: { code: 'batch-busy' } });
  if (lock.ok) lock.value.release();
  expect(await push(document, url)).toMatchObject({ end: 'finished' });
});

describe('retry', () => {
  test('sends rejected and unknown rows again, and only those', async () => {
    const url = await serve((request, response) => {
      if (request.referenceId === referenceOf(2) && request.earlier === 0) reject(9022)(request, response);
      else if (request.referenceId === referenceOf(4) && request.earlier < 6) response.destroy();
      else accept(request, response);
    });
    const document = makeBatch(folder, { rows: 10 });
    expect((await push(document, url)).tally).toEqual({ ...none, accepted: 8, rejected: 1, unknown: 1 });
    const before = got().length;
    const end = await push(document, url, { kind: 'retry' });
    expect(end.tally).toEqual({ ...none, accepted: 10 });
    expect(
      got()
        .slice(before)
        .map(({ referenceId }) => referenceId),
    ).toEqual([referenceOf(2), referenceOf(4)]);
    const [second, fourth] = [outcomesOf(document)[2], outcomesOf(document)[4]];
    expect(second).toMatchObject({ attempts: 2, resent: 0, error_code: null, message: null });
    expect(fourth).toMatchObject({ attempts: 7, resent: 1 });
    expect(await tryPush(document, url, { kind: 'retry' })).toMatchObject({
      failure: { code: 'nothing-to-retry' },
    });
  });

  test('that is refused leaves the last word as it was, and can be resumed', async () => {
    let open = true;
    const url = await serve((request, response) => {
      if (request.earlier === 0) reject(9022)(request, response);
      else (open ? accept : reject(9002))(request, response);
    });
    const document = makeBatch(folder, { rows: 10 });
    await push(document, url);
    open = false;
    const refused = await push(document, url, { kind: 'retry' });
    expect(refused).toMatchObject({ end: 'stopped', tally: { ...none, rejected: 10 } });
    expect(outcomesOf(document)[0]).toMatchObject({ status: 'rejected', error_code: 9022, attempts: 2 });
    open = true;
    const resumed = await push(document, url, { kind: 'resume' });
    expect(resumed).toMatchObject({ end: 'finished', tally: { ...none, accepted: 10 } });
  });
});

test('a stated rate is kept in every second', async () => {
  const url = await serve(accept);
  await push(makeBatch(folder, { rows: 90 }), url, { rate: 40 });
  const times = got().map(({ at }) => at);
  const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length));
  expect(most).toBeLessThanOrEqual(41);
});
