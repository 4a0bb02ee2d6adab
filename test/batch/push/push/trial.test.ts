import { expect, test } from 'vitest';
import { makeBatch, referenceOf } from '../../../support/made-batch.ts';
import { push } from '../../../support/push-batch.ts';
import { accept, answerJson, reject } from '../../../support/scripted-controller.ts';
import { scriptedPush } from '../../../support/scripted-push.ts';

const place = scriptedPush();
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('after ten answers a trial waits, says what they were, and goes on when it is told to', async () => {
  const url = await place.serve((request, response) =>
    request.referenceId === referenceOf(3) ? reject(9005)(request, response) : accept(request, response),
  );
  const document = makeBatch(place.folder, { rows: 50 });
  let sentBefore = -1;
  const reasons = new Set<string>();
  const end = await push(document, url, {
    onTrial: async () => {
      await pause(1_000);
      sentBefore = place.got.length;
    },
    onProgress: ({ reason }) =>
      void (reason && reasons.add(`${reason.code} ${JSON.stringify(reason.facts)}`)),
  });
  expect(sentBefore).toBe(10);
  expect([...reasons]).toEqual(['asking-trial {"accepted":9,"rejected":1}']);
  expect(end).toMatchObject({ end: 'finished', tally: { accepted: 49, rejected: 1 } });
  const trail = document.db.prepare("select entry ->> '$.kind' as kind from trail").all() as {
    kind: string;
  }[];
  expect(trail.map(({ kind }) => kind).filter((kind) => kind.startsWith('run-'))).toEqual([
    'run-started',
    'run-paused',
    'run-continued',
    'run-ended',
  ]);
});

test('nobody is asked when no row is left after the trial', async () => {
  const url = await place.serve(accept);
  let asked = 0;
  const onTrial = async () => {
    asked++;
  };
  const end = await push(makeBatch(place.folder, { rows: 10 }), url, { onTrial });
  expect(end).toMatchObject({ end: 'finished', tally: { accepted: 10 } });
  expect(asked).toBe(0);
});

test('a row without an answer is no part of a trial: another one takes its place', async () => {
  const url = await place.serve((request, response) =>
    request.referenceId === referenceOf(4) ? answerJson(response, {}, 500) : accept(request, response),
  );
  let sent = 0;
  const onTrial = async () => {
    sent = new Set(place.got.map(({ referenceId }) => referenceId)).size;
  };
  const end = await push(makeBatch(place.folder, { rows: 20 }), url, { onTrial });
  expect(sent).toBe(11);
  expect(end.tally).toMatchObject({ accepted: 19, unknown: 1 });
});

test('a trial that is cancelled leaves the other rows unsent, and a resumption sends them', async () => {
  const url = await place.serve(accept);
  const document = makeBatch(place.folder, { rows: 30 });
  const cancelling = new AbortController();
  const onTrial = () => {
    cancelling.abort();
    return new Promise<void>(() => {});
  };
  const end = await push(document, url, { onTrial, signal: cancelling.signal });
  expect(end).toMatchObject({ end: 'cancelled', tally: { accepted: 10, unsent: 20 } });
  const resumed = await push(document, url, { kind: 'resume' });
  expect(resumed).toMatchObject({ end: 'finished', tally: { accepted: 30 } });
  expect(place.got).toHaveLength(30);
});
