import { describe, expect, test } from 'vitest';
import type { PushState } from '../../../../src/batch/push/push-state.ts';
import { makeBatch } from '../../../support/made-batch.ts';
import { push } from '../../../support/push-batch.ts';
import { accept, reject } from '../../../support/scripted-controller.ts';
import { type Script, scriptedPush } from '../../../support/scripted-push.ts';

const place = scriptedPush();
const serve = (script: Script) => place.serve(script);
const got = () => place.got;
const none = { accepted: 0, rejected: 0, unknown: 0, unsent: 0, skipped: 0 };

describe('a controller that goes away', () => {
  test('is waited for, and the run goes on when it is back', async () => {
    const url = await serve((request, response) => {
      accept(request, response);
      if (request.before === 60) setTimeout(() => place.goAway(), 0);
    });
    const port = Number(new URL(url).port);
    const states: PushState[] = [];
    const document = makeBatch(place.folder, { rows: 300 });
    const running = push(document, url, { onProgress: (state) => states.push(state) });
    await expect.poll(() => states.at(-1)?.phase).toBe('waiting');
    expect(states.at(-1)?.reason?.code).toBe('waiting-unreachable');
    await place.serve(accept, port);
    expect((await running).tally).toEqual({ ...none, accepted: 300 });
  });

  test('for too long stops the run; nothing more was sent', async () => {
    const url = await serve((request, response) => {
      accept(request, response);
      if (request.before === 60) setTimeout(() => place.goAway(), 0);
    });
    const end = await push(makeBatch(place.folder, { rows: 300 }), url, { patienceMs: 600 });
    expect(end).toMatchObject({ end: 'stopped', reason: { code: 'waited-too-long' } });
    expect(end.tally.unsent + end.tally.unknown + end.tally.accepted).toBe(300);
    expect(end.tally.unsent).toBeGreaterThan(200);
  });
});

describe('twenty times "record not found" first', () => {
  test('stops a run whose asker says no', async () => {
    const url = await serve(reject(9009));
    const end = await push(makeBatch(place.folder, { rows: 200 }), url);
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
    const end = await push(makeBatch(place.folder, { rows: 60 }), url, { onWrongLot });
    expect(end).toMatchObject({ end: 'finished', tally: { ...none, rejected: 60 } });
    expect(asked).toBe(1);
  });

  test('does not ask again when the run is resumed', async () => {
    const url = await serve(reject(9009));
    const document = makeBatch(place.folder, { rows: 100 });
    await push(document, url);
    const end = await push(document, url, { kind: 'resume' });
    expect(end).toMatchObject({ end: 'finished', tally: { ...none, rejected: 100 } });
    expect(got()).toHaveLength(100);
  });

  test('is no matter when one of them was known', async () => {
    const url = await serve((request, response) =>
      (request.before === 7 ? accept : reject(9009))(request, response),
    );
    expect(await push(makeBatch(place.folder, { rows: 60 }), url)).toMatchObject({ end: 'finished' });
  });
});
