import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { editCell, undoOrRedo } from '../../../src/batch/edits/edit.ts';
import { changeSettingsSliced, remapSliced } from '../../../src/batch/edits/remap.ts';
import { repairEach } from '../../../src/batch/edits/repair.ts';
import { runInSlices, type StepProgress } from '../../../src/batch/edits/sliced-step.ts';
import { readCounts } from '../../../src/batch/file/counts.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { openDocument } from '../../../src/batch/file/open-document.ts';
import { rowPage } from '../../../src/batch/rows/rows.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-slices-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const count = 3_500;
const records = [['Reference ID', 'Currency'], ...Array.from({ length: count }, (_, n) => [`r-${n}`, 'cad'])];
const request = { code: 'currency-unknown' } as const;

let document: BatchDocument;
let writer: BatchDocument;

beforeEach(async () => {
  document = await checkedBatch(folder, records);
  const opened = openDocument(document.path);
  if (!opened.ok) throw new Error(opened.failure.code);
  writer = opened.value;
  return () => {
    document.close();
    writer.close();
  };
});

const currency = () => rowPage(document, { filter: {}, offset: 0, limit: 1 }).rows[0]?.cells[1];

test('a batch is read as it was until a step is at its end, and then as it is', async () => {
  const seen: (StepProgress & { currency: string | undefined })[] = [];
  const made = await runInSlices(repairEach(document, request, editor, writer), {
    signal: new AbortController().signal,
    onProgress: (progress) => seen.push({ ...progress, currency: currency() }),
  });
  expect(made).toEqual({ ok: true, value: null });
  expect(seen.slice(0, 4)).toEqual(
    [1_000, 2_000, 3_000, count].map((done) => ({ done, total: count, currency: 'cad' })),
  );
  expect(currency()).toBe('CAD');
  expect(readCounts(document)).toMatchObject({ invalid: 0, issues: {} });
});

test('a batch is checked again by another connection while it is read as it was', async () => {
  const seen: (StepProgress & { invalid: number })[] = [];
  const made = await runInSlices(remapSliced(document, ['referenceId', 'plate'], [], writer), {
    signal: new AbortController().signal,
    onProgress: (progress) => seen.push({ ...progress, invalid: readCounts(document).invalid }),
  });
  expect(made).toEqual({ ok: true, value: null });
  const before = (done: number) => ({ done, total: count, invalid: count });
  expect(seen.slice(0, 4)).toEqual([1_000, 2_000, 3_000, count].map(before));
  // Plates and duplicates are looked for among all rows then, with pauses too; nobody else sees that yet.
  expect(seen.slice(4).length).toBeGreaterThan(2);
  expect(seen.slice(4)).toEqual(seen.slice(4).map(() => before(count)));
  // All plates are one then.
  expect(readCounts(document)).toMatchObject({ invalid: 0, warned: count });
  // The index of reference IDs that it leaves is that of the batch.
  expect(editCell(document, { row: 9, column: 1, value: 'r-1' }, editor).ok).toBe(true);
  expect(readCounts(document).issues['reference-duplicate']?.count).toBe(1);
});

test('timers and other calls have their turn between two slices', async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  await runInSlices(repairEach(document, request, editor, writer), {
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  clearInterval(timer);
  expect(turns).toBeGreaterThan(1);
});

const steps = {
  repairs: () => repairEach(document, request, editor, writer),
  undo: () => undoOrRedo(document, 'undo', writer),
  'another mapping': () => remapSliced(document, ['referenceId', null], [], writer),
  'other settings': () => changeSettingsSliced(document, { zone: 'America/Toronto' }, writer, 'Lot 9'),
};

test.each(Object.keys(steps) as (keyof typeof steps)[])(
  '%s that are stopped leave the batch as it was, free for the next step',
  async (step) => {
    const run = (signal: AbortSignal, onProgress: () => void) =>
      runInSlices(steps[step](), { signal, onProgress });
    if (step === 'undo') {
      await runInSlices(repairEach(document, request, editor, writer), {
        signal: new AbortController().signal,
        onProgress: () => {},
      });
    }
    const tables = () =>
      ['row', 'issue', 'edit', 'trail', 'meta', 'sqlite_schema'].map((table) =>
        document.db.prepare(`select * from ${table}`).all(),
      );
    const before = tables();
    const stopping = new AbortController();
    let slices = 0;
    const stopped = await run(stopping.signal, () => {
      if (++slices === 2) stopping.abort();
    });
    expect(stopped).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(slices).toBe(2);
    expect(tables()).toEqual(before);
    expect(editCell(document, { row: 9, column: 1, value: 'r-1' }, editor).ok).toBe(true);
    expect(readCounts(document).issues['reference-duplicate']?.count).toBe(1);
  },
);
