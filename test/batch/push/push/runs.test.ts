import { describe, expect, test } from 'vitest';
import { PauseSwitch } from '../../../../src/batch/push/pause-switch.ts';
import { lastRun } from '../../../../src/batch/push/run.ts';
import { makeBatch, referenceOf } from '../../../support/made-batch.ts';
import { outcomesOf, push, tryPush } from '../../../support/push-batch.ts';
import { accept, reject } from '../../../support/scripted-controller.ts';
import { type Script, scriptedPush } from '../../../support/scripted-push.ts';

const place = scriptedPush();
const serve = (script: Script) => place.serve(script);
const got = () => place.got;
const none = { accepted: 0, rejected: 0, unknown: 0, unsent: 0, skipped: 0 };

test('cancel lets what is in the air finish; resume sends the rest', async () => {
  const cancelling = new AbortController();
  const url = await serve((request, response) => {
    if (request.before === 50) cancelling.abort();
    setTimeout(() => accept(request, response), 20);
  });
  const document = makeBatch(place.folder, { rows: 300 });
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
  const document = makeBatch(place.folder, { rows: 61 });
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
  const running = push(makeBatch(place.folder, { rows: 200 }), url, {
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

describe('retry', () => {
  test('sends rejected and unknown rows again, and only those', async () => {
    const url = await serve((request, response) => {
      if (request.referenceId === referenceOf(2) && request.earlier === 0) reject(9022)(request, response);
      else if (request.referenceId === referenceOf(4) && request.earlier < 6) response.destroy();
      else accept(request, response);
    });
    const document = makeBatch(place.folder, { rows: 10 });
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
    const document = makeBatch(place.folder, { rows: 10 });
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
