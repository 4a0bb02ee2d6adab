import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { redo, undo } from '../../../src/batch/edits/edit.ts';
import { setCells } from '../../../src/batch/edits/set-cells.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { beginRun } from '../../../src/batch/push/run.ts';
import { rowNumbers, rowsByNumber } from '../../../src/batch/rows/rows.ts';
import { lockedAmong, shapelessAmong } from '../../../src/batch/rows/unchangeable.ts';
import { verifyBatch } from '../../../src/batch/verify/verify-batch.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';
import { plainRun } from '../../support/made-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-cells-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const headers = ['Reference ID', 'Plate', 'Amount'];
const small = [headers, ['r-2', 'AB 2', '9.50'], ['r-3', 'AB 3', 'x'], ['r-4', 'AB 4', '7.00']];

const cellsOf = (document: BatchDocument, rows: readonly number[]) =>
  rowsByNumber(document, rows).map(({ cells }) => cells.join('|'));

test('a block is set as one step, checked again, and goes back as one', async () => {
  const document = await checkedBatch(folder, small);
  const block = {
    rows: [3, 2],
    columns: [3, 2],
    values: [
      ['1.00', 'C\ud8003'],
      ['2.00', 'AB 2'],
    ],
  };
  expect(setCells(document, block, editor).ok).toBe(true);
  expect(cellsOf(document, [2, 3, 4])).toEqual(['r-2|AB 2|2.00', 'r-3|C\ufffd3|1.00', 'r-4|AB 4|7.00']);
  const steps = document.db.prepare('select row, column from edit where step = 1 order by row, column').all();
  // What holds its value already is no change.
  expect(steps).toEqual([
    { row: 2, column: 3 },
    { row: 3, column: 2 },
    { row: 3, column: 3 },
  ]);
  expect(rowsByNumber(document, [3])[0]?.issues.map(({ code }) => code)).toContain('unreadable-characters');
  expect((await verifyBatch(document)).first).toBeNull();
  undo(document);
  expect(cellsOf(document, [2, 3])).toEqual(['r-2|AB 2|9.50', 'r-3|AB 3|x']);
  redo(document);
  expect(cellsOf(document, [2])).toEqual(['r-2|AB 2|2.00']);
  document.close();
});

test('a row that the batch does not have is told, and nothing is changed', async () => {
  const document = await checkedBatch(folder, small);
  const block = { rows: [2, 9], columns: [2], values: [['C 1']] };
  expect(setCells(document, block, editor)).toMatchObject({
    failure: { code: 'row-missing', facts: { row: 9 } },
  });
  expect(cellsOf(document, [2])).toEqual(['r-2|AB 2|9.50']);
  document.close();
});

test('a cell without a value stays as it is, and a blank value clears it', async () => {
  const document = await checkedBatch(folder, small);
  const values = [
    ['C 2', null],
    [null, ''],
    [null, null],
  ];
  expect(setCells(document, { rows: [2, 3, 4], columns: [2, 3], values }, editor).ok).toBe(true);
  expect(cellsOf(document, [2, 3, 4])).toEqual(['r-2|C 2|9.50', 'r-3|AB 3|', 'r-4|AB 4|7.00']);
  document.close();
});

test('one value fills a block; the same once more makes no step', async () => {
  const document = await checkedBatch(folder, small);
  const block = { rows: [2, 3, 4], columns: [2, 3], values: [['']] };
  setCells(document, block, editor);
  setCells(document, block, editor);
  expect(cellsOf(document, [2, 3, 4])).toEqual(['r-2||', 'r-3||', 'r-4||']);
  expect(document.db.prepare('select max(step) as steps from edit').get()).toEqual({ steps: 1 });
  expect(() => setCells(document, { ...block, values: [['a'], ['b']] }, editor)).toThrow('As many values');
  document.close();
});

test('rows that were accepted stay as they are, and are told', async () => {
  const document = await checkedBatch(folder, small);
  beginRun(document, plainRun, new Date(0));
  document.db.exec("insert into outcome (row, run, status) values (3, 1, 'accepted')");
  expect(lockedAmong(document, [2, 3, 4])).toEqual([3]);
  setCells(document, { rows: [2, 3, 4], columns: [3], values: [['1.00']] }, editor);
  expect(cellsOf(document, [2, 3, 4])).toEqual(['r-2|AB 2|1.00', 'r-3|AB 3|x', 'r-4|AB 4|1.00']);
  document.close();
});

test('10,000 cells are set in the order in which rows are shown', async () => {
  const many = Array.from({ length: 2_500 }, (_, n) => [`r-${n}`, `P${n}`, `${n + 1}.00`, 'CAD', '']);
  const document = await checkedBatch(folder, [[...headers, 'Currency', 'Note'], ...many]);
  const sort = { column: 3, descending: true };
  const rows = [...rowNumbers(document, { filter: { sort }, offset: 0, limit: 2_500 })];
  expect(rows.slice(0, 2)).toEqual([2_501, 2_500]);
  const values = rows.map((row) => [`Q${row}`, `${row}.50`, 'USD', `of ${row}`]);
  expect(setCells(document, { rows, columns: [2, 3, 4, 5], values }, editor).ok).toBe(true);
  expect(cellsOf(document, [2, 2_501])).toEqual(['r-0|Q2|2.50|USD|of 2', 'r-2499|Q2501|2501.50|USD|of 2501']);
  document.close();
});

test('a block passes over rows whose cells may stand in other columns; one row alone is mended by hand', async () => {
  const document = await checkedBatch(folder, [
    headers,
    ['r-2', 'AB 2', '9.50'],
    ['r-3', 'AB 3', '1.00', 'x', 'y'],
  ]);
  expect(shapelessAmong(document, [2, 3])).toEqual([3]);
  expect(setCells(document, { rows: [2, 3], columns: [2], values: [['ALL']] }, editor).ok).toBe(true);
  expect(cellsOf(document, [2, 3])).toEqual(['r-2|ALL|9.50', 'r-3|AB 3|1.00|x|y']);
  expect(setCells(document, { rows: [3], columns: [2], values: [['ONE']] }, editor).ok).toBe(true);
  expect(cellsOf(document, [3])).toEqual(['r-3|ONE|1.00|x|y']);
  document.close();
});
