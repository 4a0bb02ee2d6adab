import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BridgeEvent } from '../../../src/bridge/contract.ts';
import { practiceConnection } from '../../../src/connections/connection.ts';
import { type EngineCalls, engineCalls } from '../../../src/main/engine/calls.ts';
import { checkedBatch } from '../../support/checked-batch.ts';

const count = 4_000;
let folder: string;
let engine: EngineCalls;
let batch: string;
let events: BridgeEvent[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'engine-changes-'));
  mkdirSync(join(folder, 'batches'));
  const document = await checkedBatch(join(folder, 'batches'), [
    ['Reference ID', 'Currency'],
    ...Array.from({ length: count }, (_, n) => [`r-${n}`, 'cad']),
  ]);
  batch = basename(document.path);
  document.close();
  const onBug = (bug: unknown) => {
    throw bug;
  };
  events = [];
  engine = engineCalls({ folder, appVersion: '0' }, { tell: (event) => events.push(event), onBug });
});
afterEach(async () => {
  // Closes it too: Windows removes no open file.
  await engine.remove({ batch, keepsKnown: false });
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

const repair = () => engine.repairAll({ batch, code: 'currency-unknown' });

async function firstRow() {
  const page = await engine.rows({ batch, filter: {}, offset: 0, limit: 1 });
  if (!page.ok) throw new Error(page.failure.code);
  return page.value.rows[0]?.cells[1];
}

test('while many rows are changed, others see the batch as it was, and nobody else changes it', async () => {
  const repairing = repair();
  expect(await firstRow()).toBe('cad');
  const refused = { ok: false, failure: { code: 'batch-changing' } };
  expect(await engine.remove({ batch, keepsKnown: false })).toMatchObject(refused);
  expect(
    await engine.push({
      batch,
      kind: 'push',
      leaveOut: false,
      connection: practiceConnection,
      token: null,
      out: null,
      proxy: null,
      signingKey: null,
      onlyValid: false,
      unknownToo: false,
      again: false,
      trial: false,
      outcomes: null,
      language: 'en',
    }),
  ).toMatchObject(refused);
  expect(await repairing).toMatchObject({
    ok: true,
    value: { invalid: 0, canUndo: true, nextUndo: { did: 'repair' }, nextRedo: null },
  });
  expect(await firstRow()).toBe('CAD');
  expect(await engine.undo({ batch })).toMatchObject({ ok: true, value: { invalid: count, canRedo: true } });
  expect(await firstRow()).toBe('cad');
});

test('a change of many rows that is stopped changes nothing, and the batch can be changed again', async () => {
  const repairing = repair();
  expect(await engine.stopChange({ batch })).toEqual({ ok: true, value: null });
  expect(await repairing).toMatchObject({ ok: false, failure: { code: 'change-stopped' } });
  expect(await firstRow()).toBe('cad');
  expect(await engine.stopChange({ batch })).toMatchObject({ failure: { code: 'nothing-to-stop' } });
  expect(await engine.editCell({ batch, row: 2, column: 2, value: 'USD' })).toMatchObject({
    ok: true,
    value: { invalid: count - 1 },
  });
});

test('what is typed while an undo is about to end waits for it, and is not lost', async () => {
  expect(await engine.editCell({ batch, row: 2, column: 2, value: 'USD' })).toMatchObject({ ok: true });
  const undone = engine.undo({ batch });
  const typed = engine.editCell({ batch, row: 2, column: 2, value: 'CAD' });
  expect([await undone, await typed]).toMatchObject([{ ok: true }, { ok: true }]);
  expect(await firstRow()).toBe('CAD');
});

test.each(['another mapping', 'another connection'])(
  '%s checks every row again in slices, which others can look between and stop',
  async (step) => {
    const zone = { ...practiceConnection, zone: 'America/Toronto' };
    const checkAgain = () =>
      step === 'another mapping'
        ? engine.remap({ batch, fields: ['referenceId', 'plate'], leftOut: [] })
        : engine.checkFor({ batch, connection: zone });
    const stopped = checkAgain();
    expect(await firstRow()).toBe('cad');
    expect(await engine.stopChange({ batch })).toEqual({ ok: true, value: null });
    expect(await stopped).toMatchObject({ ok: false, failure: { code: 'change-stopped' } });
    expect(events.at(-1)).toEqual({ kind: 'change-ended', batch });
    const before = await engine.summary({ batch });
    expect(before).toMatchObject({ ok: true, value: { invalid: count, connection: null } });
    const checked = await checkAgain();
    if (!checked.ok) throw new Error(checked.failure.code);
    expect(checked.value).toMatchObject(
      step === 'another mapping'
        ? { invalid: 0, columns: [{ field: 'referenceId' }, { field: 'plate' }] }
        : { invalid: count, connection: practiceConnection.name },
    );
  },
);
