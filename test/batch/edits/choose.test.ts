import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { summarise } from '../../../src/batch/check/summary.ts';
import { choose } from '../../../src/batch/edits/choose.ts';
import { editCell, redo, undo, undoOrRedo } from '../../../src/batch/edits/edit.ts';
import { runAtOnce, runInSlices } from '../../../src/batch/edits/sliced-step.ts';
import { toldStep } from '../../../src/batch/edits/told-step.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { readMeta } from '../../../src/batch/file/meta.ts';
import { openDocument } from '../../../src/batch/file/open-document.ts';
import { columnSort } from '../../../src/batch/rows/column-order.ts';
import { orderBy } from '../../../src/batch/rows/row-order.ts';
import { entries } from '../../../src/batch/trail/trail.ts';
import { verifyBatch } from '../../../src/batch/verify/verify-batch.ts';
import { checkedBatch, chooseDateOrder, chooseDuplicates, editor } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-choose-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const batch = () =>
  checkedBatch(folder, [
    ['Reference ID', 'Plate', 'End Date'],
    ['r-1', 'PL 1', '03/04/2031'],
    ['r-1', 'PL 2', '2031-12-31T23:59:59'],
    ['r-2', 'PL 3', ''],
  ]);

function standing(document: BatchDocument) {
  const { duplicates, dateOrder } = readMeta(document, 'settings') ?? {};
  const { valid, invalid, leftOut, issueCounts } = summarise(document);
  const repairs = issueCounts.find(({ code }) => code === 'end-date-format')?.safeRepairs;
  return { duplicates, dateOrder, valid, invalid, leftOut: leftOut.reasons.duplicate ?? 0, repairs };
}

test('choices are taken back one by one, in turn with edits, and done again; so too once closed and opened', async () => {
  const made = await batch();
  const states = [standing(made)];
  for (const step of [
    () => editCell(made, { row: 4, column: 2, value: 'PL 9' }, editor),
    () => chooseDuplicates(made, 'first'),
    () => chooseDateOrder(made, 'month-first'),
    () => chooseDuplicates(made, 'last'),
    () => editCell(made, { row: 2, column: 2, value: 'PL 8' }, editor),
    () => chooseDuplicates(made, null),
  ]) {
    expect(step().ok).toBe(true);
    states.push(standing(made));
  }
  expect(states.map(({ duplicates, dateOrder }) => [duplicates, dateOrder])).toEqual([
    [null, null],
    [null, null],
    ['first', null],
    ['first', 'month-first'],
    ['last', 'month-first'],
    ['last', 'month-first'],
    [null, 'month-first'],
  ]);
  made.close();
  const opened = openDocument(made.path);
  if (!opened.ok) throw new Error(opened.failure.code);
  const document = opened.value;
  for (const state of states.slice(0, -1).reverse()) {
    expect(undo(document).ok).toBe(true);
    expect(standing(document)).toEqual(state);
    expect((await verifyBatch(document)).first).toBeNull();
  }
  expect(undo(document)).toMatchObject({ failure: { code: 'nothing-to-undo' } });
  for (const state of states.slice(1)) {
    expect(redo(document).ok).toBe(true);
    expect(standing(document)).toEqual(state);
    expect((await verifyBatch(document)).first).toBeNull();
  }
  document.close();
});

test('what was answered as the file was read is no step, and where undo leads back to', async () => {
  const lines = [['Reference ID'], ['r-1'], ['r-1']];
  const document = await checkedBatch(folder, lines, { duplicates: 'first' });
  expect(summarise(document)).toMatchObject({ duplicates: 'first', canUndo: false });
  chooseDuplicates(document, null);
  undo(document);
  expect(summarise(document)).toMatchObject({
    duplicates: 'first',
    canUndo: false,
    leftOut: { reasons: { duplicate: 1 } },
  });
  document.close();
});

test('an answer that the batch has already makes no step, and what was taken back can still be done again', async () => {
  const document = await batch();
  chooseDuplicates(document, 'first');
  editCell(document, { row: 4, column: 2, value: 'PL 9' }, editor);
  undo(document);
  const { lastStep } = summarise(document);
  expect(chooseDuplicates(document, 'first')).toEqual({ ok: true, value: null });
  expect(chooseDateOrder(document, null)).toEqual({ ok: true, value: null });
  expect(summarise(document)).toMatchObject({ lastStep, canRedo: true });
  expect(chooseDuplicates(document, 'last').ok).toBe(true);
  expect(summarise(document)).toMatchObject({ lastStep: lastStep + 1, canRedo: false });
  document.close();
});

test('a choice, its taking back and its being done again are on the trail, each with the settings as they are then', async () => {
  const document = await batch();
  chooseDuplicates(document, 'first');
  undo(document);
  redo(document);
  const told = [...entries(document.db)].map((entry) =>
    entry.kind === 'settings'
      ? entry.settings.duplicates
      : entry.kind === 'edit'
        ? `${entry.step} ${JSON.stringify(entry.kinds)}`
        : 'step' in entry
          ? `${entry.kind} ${entry.step}`
          : entry.kind,
  );
  expect(told).toEqual(['read', '1 {"duplicates":1}', 'first', 'undo 1', null, 'redo 1', 'first']);
  document.db.exec("update edit set before = 'last'");
  expect(await verifyBatch(document)).toMatchObject({ first: { code: 'edits-changed' } });
  document.close();
});

test('undo and redo say which choice it was, whatever was there before', async () => {
  const document = await batch();
  for (const answer of ['first', 'last', null] as const) chooseDuplicates(document, answer);
  for (const answer of [null, 'last', 'first']) {
    undo(document);
    expect(toldStep(document, 'redo')).toEqual({ did: 'answer', question: 'duplicates', answer });
  }
  chooseDateOrder(document, 'day-first');
  undo(document);
  redo(document);
  expect(toldStep(document, 'undo')).toEqual({
    did: 'answer',
    question: 'date-order',
    answer: 'day-first',
  });
  document.close();
});

test('the order in which rows are shown outlasts a choice', async () => {
  const document = await batch();
  const order = () => orderBy(document, columnSort(document, 2));
  const before = order();
  chooseDuplicates(document, 'first');
  undo(document);
  expect(order()).toBe(before);
  document.close();
});

test.each(['duplicates', 'date-order'] as const)(
  'taking back a choice of %s that is stopped on its way leaves the batch as it was',
  async (question) => {
    const lines = Array.from({ length: 3_000 }, (_, n) => [`r-${n % 1_500}`, '03/04/2031']);
    const document = await checkedBatch(folder, [['Reference ID', 'End Date'], ...lines]);
    const answer = question === 'duplicates' ? 'first' : 'day-first';
    const choice = { question, answer } as Parameters<typeof choose>[1];
    expect(runAtOnce(choose(document, choice, editor)).ok).toBe(true);
    const opened = openDocument(document.path);
    if (!opened.ok) throw new Error(opened.failure.code);
    const writer = opened.value;
    const tables = () =>
      ['row', 'issue', 'edit', 'trail', 'meta', 'sqlite_schema'].map((table) =>
        document.db.prepare(`select * from ${table}`).all(),
      );
    const before = tables();
    const stopping = new AbortController();
    let slices = 0;
    const stopped = await runInSlices(undoOrRedo(document, 'undo', writer), {
      signal: stopping.signal,
      onProgress: () => {
        if (++slices === 2) stopping.abort();
      },
    });
    expect(stopped).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(tables()).toEqual(before);
    expect(undo(document).ok).toBe(true);
    expect(summarise(document)).toMatchObject({ canUndo: false, canRedo: true });
    writer.close();
    document.close();
  },
);
