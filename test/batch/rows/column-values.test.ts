import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { editCell } from '../../../src/batch/edits/edit.ts';
import { findValues } from '../../../src/batch/rows/find-values.ts';
import { rowPage } from '../../../src/batch/rows/rows.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-values-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const headers = ['Reference ID', 'Plate', 'Lot'];

test('a column’s values are counted as they are now, the most frequent first, and rows are found by them', async () => {
  const lots = ['Lot 7', 'Lot 7', 'Été', '', 'Lot 7', 'Lot 9', 'Lot 9'];
  const document = await checkedBatch(folder, [headers, ...lots.map((lot, n) => [`r-${n}`, `P${n}`, lot])]);
  editCell(document, { row: 2, column: 3, value: 'Lot 9' }, editor);
  const ask = (search: string, conditions = {}) => findValues(document, { column: 3, conditions, search });
  expect(await ask('')).toEqual({
    values: [
      { value: 'Lot 9', rows: 3 },
      { value: 'Lot 7', rows: 2 },
      { value: '', rows: 1 },
      { value: 'Été', rows: 1 },
    ],
    distinct: 4,
  });
  expect(await ask('éT')).toEqual({ values: [{ value: 'Été', rows: 1 }], distinct: 1 });
  expect(await ask('nowhere')).toEqual({ values: [], distinct: 0 });
  expect(await ask('', { text: 'P1' })).toEqual({ values: [{ value: 'Lot 7', rows: 1 }], distinct: 1 });
  const found = (filter: object) =>
    rowPage(document, { filter, offset: 0, limit: 100 }).rows.map(({ number }) => number);
  expect(found({ values: [{ column: 3, values: ['Lot 7', ''] }] })).toEqual([3, 5, 6]);
  expect(found({ values: [{ column: 3, values: ['Lot 7'] }], text: 'p1' })).toEqual([3]);
  expect(found({ text: 'ÉTÉ' })).toEqual([4]);
  expect(found({ text: 'r-1', textColumn: 3 })).toEqual([]);
  expect(found({ text: 'lot 7', textColumn: 3 })).toEqual([3, 6]);
  document.close();
});

test('of more than 200 values the most frequent are told, and how many there are; of many rows by a worker', async () => {
  const rows = Array.from({ length: 21_000 }, (_, n) => [`r-${n}`, `P${n % 3_000}`, n % 2 ? 'odd' : 'even']);
  const document = await checkedBatch(folder, [headers, ...rows]);
  const plates = await findValues(document, { column: 2, conditions: {}, search: '' });
  expect(plates.distinct).toBe(3_000);
  expect(plates.values).toHaveLength(200);
  const lots = await findValues(document, { column: 3, conditions: {}, search: '' });
  expect(lots.values).toEqual([
    { value: 'even', rows: 10_500 },
    { value: 'odd', rows: 10_500 },
  ]);
  const picked = { name: 'two rows', bytes: Uint8Array.from([0, 1, 0, 0, 0, 1]) };
  const few = await findValues(document, { column: 2, conditions: { picked }, search: '' });
  expect(few).toEqual({
    values: [
      { value: 'P0', rows: 1 },
      { value: 'P4', rows: 1 },
    ],
    distinct: 2,
  });
  document.close();
});
