import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { summarise } from '../../../src/batch/check/summary.ts';
import { changeMany } from '../../../src/batch/edits/bulk/change-many.ts';
import { setForAll } from '../../../src/batch/edits/bulk/set-for-all.ts';
import { carryOver, carryOverEach } from '../../../src/batch/edits/carry-over.ts';
import { editCell, undo } from '../../../src/batch/edits/edit.ts';
import { remap } from '../../../src/batch/edits/remap.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import type { CreateOptions } from '../../../src/batch/import/create-options.ts';
import { rowPage } from '../../../src/batch/rows/rows.ts';
import { chooseDateOrder, chooseDuplicates, createTestBatch } from '../../support/checked-batch.ts';

const now = () => new Date('2026-11-24T12:00:00Z');
const editor = { who: 'somebody', now };

const table = [
  'Reference ID,Car,Valid,Amount',
  'abc-1,PL 1,03/04/2031,$14.5',
  'abc-2,PL 2,,14.50',
  'abc-2,PL 3,,15.00',
  '',
].join('\r\n');

async function batchOf(
  folder: string,
  text: string,
  options: Partial<CreateOptions> = {},
): Promise<BatchDocument> {
  const source = join(folder, 'permits.csv');
  writeFileSync(source, text);
  const made = await createTestBatch(source, join(folder, 'batches'), options);
  if (!made.ok) throw new Error(made.failure.code);
  return made.value;
}

test('A new reading of the same file gets its columns, choices and edits, as one step', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'carry-over-'));
  const old = await batchOf(folder, table);
  remap(old, ['referenceId', 'plate', 'endDate', 'amount']);
  chooseDateOrder(old, 'day-first');
  chooseDuplicates(old, 'last');
  editCell(old, { row: 2, column: 4, value: '14.50' }, editor);
  editCell(old, { row: 3, column: 2, value: 'NEW 2' }, editor);

  const fresh = await batchOf(folder, table);
  expect(carryOver(old, fresh, editor)).toEqual({ ok: true, value: null });
  const page = { filter: {}, offset: 0, limit: 10 };
  expect(rowPage(fresh, page)).toEqual(rowPage(old, page));
  const { columns, duplicates, settings, valid, invalid } = summarise(old);
  expect(summarise(fresh)).toMatchObject({ columns, duplicates, settings, valid, invalid });

  undo(fresh);
  expect(rowPage(fresh, page).rows.flatMap(({ edited }) => edited)).toEqual([]);
  old.close();
  fresh.close();
});

test('It pauses after each page of rows, of each of its steps, and tells how far it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'carry-over-'));
  const lines = Array.from({ length: 2_500 }, (_, n) => `abc-${n},PL ${n},03/04/2031,14.50`);
  const long = [table.split('\r\n')[0], ...lines, ''].join('\r\n');
  const old = await batchOf(folder, long);
  chooseDateOrder(old, 'day-first');
  const shown = {
    scope: { filter: {} },
    change: { kind: 'column', column: 2, change: { action: 'blank' } },
  } as const;
  expect(changeMany(old, shown, editor).ok).toBe(true);
  const fresh = await batchOf(folder, long);
  const reached: number[] = [];
  const step = carryOverEach(old, fresh, editor);
  for (let next = step.next(); ; next = step.next()) {
    if (next.done) {
      expect(next.value).toEqual({ ok: true, value: null });
      break;
    }
    expect(next.value.total).toBe(2_500);
    reached.push(next.value.done);
  }
  expect(reached.filter((done) => done === 1_000)).toHaveLength(3);
  const page = { filter: {}, offset: 1_990, limit: 20 };
  expect(rowPage(fresh, page)).toEqual(rowPage(old, page));
  old.close();
  fresh.close();
});

test('A file that has changed gets nothing of its old batch', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'carry-over-'));
  const old = await batchOf(folder, table);
  editCell(old, { row: 2, column: 2, value: 'EDITED' }, editor);
  const fresh = await batchOf(folder, table.replace('PL 1', 'PL 9'));
  const carried = carryOver(old, fresh, editor);
  expect(carried.ok ? null : carried.failure.code).toBe('source-changed');
  expect(rowPage(fresh, { filter: {}, offset: 0, limit: 1 }).rows[0]?.cells[1]).toBe('PL 9');
  old.close();
  fresh.close();
});

test('A field with one value for all rows takes no changes of the column that had it, nor of another value', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'carry-over-'));
  const plates = ['Reference ID,Plate,Amount', 'abc-1,PL 1,14.50', 'abc-2,PL 2,15.00', ''].join('\r\n');
  const old = await batchOf(folder, plates, {
    added: [
      { field: 'currency', value: 'CAD' },
      { field: 'endDate', value: '2031-12-31T23:59:59' },
    ],
  });
  for (const [field, value] of [
    ['currency', 'CAD'],
    ['endDate', '2031-12-31T23:59:59'],
  ] as const) {
    setForAll(old, { field, value }, editor);
  }
  editCell(old, { row: 2, column: 2, value: 'NEW 1' }, editor);
  editCell(old, { row: 3, column: 4, value: 'USD' }, editor);
  editCell(old, { row: 3, column: 5, value: '2030-01-31T23:59:59' }, editor);

  const fresh = await batchOf(folder, plates, {
    maps: [{ header: 'Plate', field: null }],
    added: [
      { field: 'endDate', value: '2033-12-31T23:59:59' },
      { field: 'currency', value: 'CAD' },
      { field: 'plate', value: 'SAME' },
    ],
  });
  expect(carryOver(old, fresh, editor)).toEqual({ ok: true, value: null });
  expect(summarise(fresh).columns.map(({ field }) => field)).toEqual([
    'referenceId',
    null,
    'amount',
    'endDate',
    'currency',
    'plate',
  ]);
  const { rows } = rowPage(fresh, { filter: {}, offset: 0, limit: 10 });
  expect(rows.map(({ cells }) => cells)).toEqual([
    ['abc-1', 'NEW 1', '14.50', '2033-12-31T23:59:59', 'CAD', 'SAME'],
    ['abc-2', 'PL 2', '15.00', '2033-12-31T23:59:59', 'USD', 'SAME'],
  ]);
  old.close();
  fresh.close();
});
