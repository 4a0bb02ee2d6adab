import { expect, test } from 'vitest';
import { claimBatch } from '../../../src/batch/file/lock.ts';
import { lastRun } from '../../../src/batch/push/run.ts';
import { makeBatch, referenceOf } from '../../support/made-batch.ts';
import { outcomesOf, push, tryPush } from '../../support/push-batch.ts';
import { accept, answerJson, reject } from '../../support/scripted-controller.ts';
import { type Script, scriptedPush } from '../../support/scripted-push.ts';

const place = scriptedPush();
const serve = (script: Script) => place.serve(script);
const got = () => place.got;
const none = { accepted: 0, rejected: 0, unknown: 0, unsent: 0, skipped: 0 };

test('every row is sent once and its answer kept', async () => {
  const url = await serve((request, response) =>
    request.referenceId === referenceOf(3) ? reject(9005)(request, response) : accept(request, response),
  );
  const document = makeBatch(place.folder, { rows: 50 });
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
  const document = makeBatch(place.folder, { rows });
  const end = await push(document, url);
  expect(end.tally).toEqual({ ...none, accepted: 60 });
  expect(overtaken).toBe(0);
});

test('what cannot be sent or was left out is never sent', async () => {
  const url = await serve(accept);
  const document = makeBatch(place.folder, { rows: 10, invalid: [3, 4], skipped: [5] });
  const refused = await tryPush(document, url);
  expect(refused).toMatchObject({ ok: false, failure: { code: 'rows-invalid', facts: { invalid: 2 } } });
  expect(got()).toHaveLength(0);
  const end = await push(document, url, { onlyValid: true });
  expect(end).toMatchObject({ end: 'finished', tally: { ...none, accepted: 7, skipped: 3 } });
});

test('a batch that is being pushed elsewhere is refused', async () => {
  const url = await serve(accept);
  const document = makeBatch(place.folder, { rows: 3 });
  const lock = claimBatch(document.path);
  expect(await tryPush(document, url)).toMatchObject({ ok: false, failure: { code: 'batch-busy' } });
  if (lock.ok) lock.value.release();
  expect(await push(document, url)).toMatchObject({ end: 'finished' });
});

test('a stated rate is kept in every second', async () => {
  const url = await serve(accept);
  await push(makeBatch(place.folder, { rows: 90 }), url, { rate: 40 });
  const times = got().map(({ at }) => at);
  const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length));
  expect(most).toBeLessThanOrEqual(41);
});
