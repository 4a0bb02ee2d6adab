import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { editCell, redo, undo } from '../../../src/batch/edits/edit.ts';
import { repairAll } from '../../../src/batch/edits/repair.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { openDocument } from '../../../src/batch/file/open-document.ts';
import { columnSort } from '../../../src/batch/rows/column-order.ts';
import type { RowFilter } from '../../../src/batch/rows/row-filter.ts';
import { findOrders, orderBy } from '../../../src/batch/rows/row-order.ts';
import { rowPage } from '../../../src/batch/rows/rows.ts';
import { seededRatio } from '../../../src/opscom/practice/random.ts';
import { checkedBatch, chooseDateOrder, editor } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-order-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const some = <Value>(values: readonly Value[], ...seed: (string | number)[]): Value =>
  values[Math.floor(seededRatio(1, 'order', seed.join(' ')) * values.length)] as Value;

const plates = ['abc', 'ABC', 'Abd', '', ' ', 'éa', 'ZZ', '10', '9', 'x"y', 'ab'];
const currencies = ['CAD', 'cad', 'usd', ''];
const records = [
  ['Reference ID', 'Plate', 'Currency'],
  ...Array.from({ length: 300 }, (_, n) => [`r-${n}`, some(plates, 'p', n), some(currencies, 'c', n)]),
];

/** The rows' numbers as a batch tells them that has kept nothing. */
function afresh(path: string, filter: RowFilter): number[] {
  const document = openDocument(path);
  if (!document.ok) throw new Error(document.failure.code);
  const numbers = numbersOf(document.value, filter);
  document.value.close();
  return numbers;
}

const numbersOf = (document: BatchDocument, filter: RowFilter): number[] =>
  rowPage(document, { filter, offset: 0, limit: 500 }).rows.map(({ number }) => number);

const byPlate = { column: 2, descending: false };
const filters: RowFilter[] = [
  {},
  { sort: byPlate },
  { sort: { column: 2, descending: true } },
  { sort: { column: 3, descending: false } },
  { state: 'invalid', sort: byPlate },
  { text: 'AB', sort: byPlate },
  { code: 'currency-unknown' },
];

test('rows stand by the cell whatever its case, then as in the file; the other way round they stand turned round; blank cells come last', async () => {
  const document = await checkedBatch(folder, [
    ['Reference ID', 'Plate'],
    ...['b', 'A', '', 'a', 'B'].map((plate, at) => [`r-${at}`, plate]),
  ]);
  expect(numbersOf(document, { sort: byPlate })).toEqual([3, 5, 2, 6, 4]);
  expect(numbersOf(document, { sort: { ...byPlate, descending: true } })).toEqual([6, 2, 5, 3, 4]);
  expect(numbersOf(document, { text: 'B', sort: byPlate })).toEqual([2, 6]);
  document.close();
});

test.each(['before any edit', 'in a worker, with edits meanwhile'])(
  'an order found %s follows every edit',
  async (when) => {
    const document = await checkedBatch(folder, records);
    const finding = when.startsWith('in a worker')
      ? [2, 3].map((column) => findOrders(document, [column]))
      : [];
    if (finding.length === 0) for (const filter of filters) numbersOf(document, filter);
    const edit = (n: number) =>
      editCell(document, { row: 2 + (n % 5) * 60, column: 2 + (n % 2), value: some(plates, 'e', n) }, editor);
    for (let n = 0; n < 12; n++) edit(n);
    await Promise.all(finding);
    for (let n = 12; n < 24; n++) edit(n);
    const agree = () => {
      for (const filter of filters)
        expect(numbersOf(document, filter)).toEqual(afresh(document.path, filter));
    };
    agree();
    for (let n = 0; n < 7; n++) undo(document);
    agree();
    redo(document);
    expect(repairAll(document, { code: 'currency-unknown' }, editor).ok).toBe(true);
    agree();
    undo(document);
    agree();
    document.close();
  },
);

test('amounts stand as numbers and dates as times, then what is neither, then blank cells', async () => {
  const document = await checkedBatch(folder, [
    ['Reference ID', 'End Date', 'Amount'],
    ['r-2', '2031-12-31T23:59:59', '9.50'],
    ['r-3', '', 'none'],
    ['r-4', '31 Jan 2031', '1,200.00'],
    ['r-5', '03/04/2031', ''],
    ['r-6', '2031-02-25', '$10.00'],
    ['r-7', 'soon', '-3.00'],
  ]);
  const byDate = { column: 2, descending: false };
  const byAmount = { column: 3, descending: false };
  expect(numbersOf(document, { sort: byAmount })).toEqual([7, 2, 6, 4, 3, 5]);
  expect(numbersOf(document, { sort: { ...byAmount, descending: true } })).toEqual([4, 6, 2, 7, 3, 5]);
  // Nobody has said yet which of its numbers is the month.
  expect(numbersOf(document, { sort: byDate })).toEqual([4, 6, 2, 5, 7, 3]);
  expect(chooseDateOrder(document, 'month-first').ok).toBe(true);
  expect(numbersOf(document, { sort: byDate })).toEqual([4, 6, 5, 2, 7, 3]);
  expect(numbersOf(document, { sort: { ...byDate, descending: true } })).toEqual([2, 5, 6, 4, 7, 3]);
  editCell(document, { row: 7, column: 3, value: '11.00' }, editor);
  editCell(document, { row: 4, column: 3, value: '' }, editor);
  expect(numbersOf(document, { sort: byAmount })).toEqual([2, 6, 7, 3, 4, 5]);
  await findOrders(document, [3]);
  expect(numbersOf(document, { sort: byAmount })).toEqual(afresh(document.path, { sort: byAmount }));
  document.close();
});

test('a worker finds the orders of columns as the database has them, and they are kept', async () => {
  const document = await checkedBatch(folder, records);
  const orders = [2, 3].map((column) => orderBy(document, columnSort(document, column)));
  const again = openDocument(document.path);
  if (!again.ok) throw new Error(again.failure.code);
  await findOrders(again.value, [2, 3]);
  // No step of edits tells of this: what was found before shows as it was.
  document.db.exec("update row set cells = '[]'");
  document.close();
  expect([2, 3].map((column) => orderBy(again.value, columnSort(again.value, column)))).toEqual(orders);
  expect(orderBy(again.value, columnSort(again.value, 1))[0]).toBe(2);
  again.value.close();
});

test('a batch that is closed meanwhile, or gone, waits for no order', async () => {
  const document = await checkedBatch(folder, records);
  const finding = findOrders(document, [2, 3]);
  document.close();
  rmSync(document.path);
  await finding;
  expect(existsSync(document.path)).toBe(false);
});

test('a cell with a U+0000 is ordered as the database has it', async () => {
  const document = await checkedBatch(folder, [
    ['Reference ID', 'Plate'],
    ...['b', 'A\u0000z', 'A\u0000y', 'a'].map((plate, at) => [`r-${at}`, plate]),
  ]);
  await findOrders(document, [2]);
  expect(numbersOf(document, { sort: byPlate })).toEqual(afresh(document.path, { sort: byPlate }));
  expect(numbersOf(document, { sort: byPlate })).toEqual([5, 3, 4, 2]);
  document.close();
});
