import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Gate } from '../../../../src/batch/push/gate.ts';
import { Patience } from '../../../../src/batch/push/patience.ts';
import type { PushState } from '../../../../src/batch/push/push-state.ts';
import type { Reply } from '../../../../src/opscom/reply.ts';
import { makeBatch } from '../../../support/made-batch.ts';
import { push } from '../../../support/push-batch.ts';
import {
  accept,
  answerJson,
  type ScriptedController,
  scriptedController,
} from '../../../support/scripted-controller.ts';

type Script = Parameters<typeof scriptedController>[0];

let folder: string;
let controller: ScriptedController | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'untrustworthy-'));
});
afterEach(async () => {
  await controller?.close();
  controller = null;
  rmSync(folder, { recursive: true, force: true });
});

const html: Script = (_request, response) => response.end('<html>We are being serviced.</html>');
const status =
  (code: number): Script =>
  (_request, response) =>
    answerJson(response, {}, code);
const atOnce = 8;
/** As many untrustworthy replies as open the breaker, what was under way or answered then, and some that tried. */
const mostDoubtful = 20 + 2 * atOnce + 4;

const troubles: readonly (readonly [string, Script])[] = [
  ['a web page', html],
  ['404', status(404)],
  ['500', status(500)],
  ['a cut connection', (_request, response) => response.destroy()],
];

// Each waits for its patience to end, so they do it together.
test.concurrent.each(
  troubles.flatMap(([name, trouble]) =>
    (['update', 'create'] as const).map((operation) => [name, operation, trouble] as const),
  ),
)(
  'a controller that from some row on answers only with %s leaves the rest of a file unsent (%s), and says why',
  async (_name, operation, trouble) => {
    const own = mkdtempSync(join(tmpdir(), 'untrustworthy-'));
    const going = await scriptedController((request, response) =>
      (request.before < 100 ? accept : trouble)(request, response),
    );
    const rows = Array.from({ length: 1_000 }, (_, n) => [`P-${n}`, 'AB', 'x']);
    const document = makeBatch(own, { operation, rows });
    try {
      const states: PushState[] = [];
      const end = await push(document, going.url, {
        concurrency: atOnce,
        patienceMs: 2_500,
        onProgress: (state) => states.push(state),
      });
      expect(end).toMatchObject({ end: 'stopped', reason: { code: 'untrustworthy' } });
      expect(end.tally).toMatchObject({ accepted: 100, rejected: 0 });
      expect(end.tally.unknown).toBeLessThanOrEqual(mostDoubtful);
      expect(end.tally.unknown + end.tally.unsent).toBe(900);
      expect(going.got.length).toBeLessThanOrEqual(100 + mostDoubtful + 20);
      expect(states.map(({ reason }) => reason?.code)).toContain('waiting-untrustworthy');
    } finally {
      await going.close();
      document.close();
      rmSync(own, { recursive: true, force: true });
    }
  },
);

test('goes on by itself when the page is gone', async () => {
  let goneAt = Number.POSITIVE_INFINITY;
  controller = await scriptedController((request, response) => {
    if (request.before === 100) goneAt = performance.now() + 1_500;
    const isDown = request.before >= 100 && performance.now() < goneAt;
    (isDown ? html : accept)(request, response);
  });
  const document = makeBatch(folder, { rows: 1_000 });
  const end = await push(document, controller.url, { concurrency: atOnce, patienceMs: 30_000 });
  expect(end).toMatchObject({ end: 'finished', tally: { accepted: 1_000 } });
  expect(controller.got.length).toBeLessThan(1_000 + mostDoubtful);
  document.close();
});

describe('the gate', () => {
  const garbled: Reply = { kind: 'garbled', httpStatus: 200, reason: 'html', excerpt: '' };
  const rejected: Reply = { kind: 'rejected', httpStatus: 200, errorCode: 9009, message: '', about: 'row' };

  /** An open gate at time 0, its clock, and a request that gets a reply. */
  function gateAndClock() {
    const clock = { now: 0 };
    const gate = new Gate(8, null, () => clock.now);
    const ask = (reply: Reply) => {
      const startedAt = gate.start();
      clock.now += 5;
      gate.heard(reply, startedAt);
    };
    return { clock, gate, ask };
  }

  test('holds after twenty doubtful replies on end, and not after nineteen and a good one', () => {
    const { gate, ask } = gateAndClock();
    for (let n = 0; n < 19; n++) ask(garbled);
    ask(rejected);
    for (let n = 0; n < 19; n++) ask(garbled);
    expect(gate.hold).toBe(null);
    ask(garbled);
    expect(gate.hold).toBe('untrustworthy');
  });

  test('lets one request at a time try, ever less often, and opens with the first good answer', () => {
    const { clock, gate, ask } = gateAndClock();
    for (let n = 0; n < 20; n++) ask(garbled);
    const waits: number[] = [];
    for (let n = 0; n < 9; n++) {
      waits.push(gate.wait());
      clock.now += gate.wait();
      const startedAt = gate.start();
      expect(gate.wait()).toBe(Number.POSITIVE_INFINITY);
      // What was under way before tells nothing new.
      gate.heard(garbled, startedAt - 100);
      expect(gate.wait()).toBe(Number.POSITIVE_INFINITY);
      gate.heard(garbled, startedAt);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    clock.now += gate.wait();
    ask(rejected);
    expect(gate.hold).toBe(null);
    expect(gate.wait()).toBe(0);
  });

  test.each([
    [false, 10, 'untrustworthy'],
    [true, 200, undefined],
  ])(
    'without a limit of patience, what may not be repeated (repeatable: %s) is tried with few rows',
    (repeatable, probes, code) => {
      const { clock, gate, ask } = gateAndClock();
      const patience = new Patience(gate, null, repeatable, () => clock.now);
      for (let n = 0; n < 20; n++) ask(garbled);
      for (let n = 0; n < probes; n++) {
        expect(patience.end()).toBe(null);
        clock.now += gate.wait();
        ask(garbled);
      }
      expect(patience.end()?.code).toBe(code);
    },
  );
});
