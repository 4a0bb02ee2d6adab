import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { editCell } from '../../../src/batch/edits/edit.ts';
import { rowPage } from '../../../src/batch/rows/rows.ts';
import { holdsPermit } from '../../../src/batch/rows/search.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-search-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a batch is found by its reference IDs and plates, as read and as edited, and by no other column', async () => {
  const document = await checkedBatch(folder, [
    ['Reference ID', 'Plate', 'Lot'],
    ['Permit-É7', 'AB-12 34', 'North'],
    ['permit-8', 'XYZ 999', 'South'],
  ]);
  editCell(document, { row: 3, column: 2, value: 'QRS-777' }, editor);
  const cases: readonly (readonly [string, boolean])[] = [
    ['PERMIT-é7', true],
    ['ermit-8', true],
    ['ab1234', true],
    ['AB 12-34', true],
    ['b-123', true],
    ['qrs777', true],
    ['xyz999', true],
    ['North', false],
    ['permit 8', false],
    ['%', false],
    [' - ', false],
  ];
  expect(cases.map(([text]) => [text, holdsPermit(document, text)])).toEqual(cases);
  document.close();
});

test('rows are found by a cell, a row number, the answer’s words and its code, and by no part of a number', async () => {
  const document = await checkedBatch(folder, [
    ['Reference ID', 'Plate'],
    ['permit-a', 'ABC 123'],
    ['permit-b', 'QRS 3'],
    ['permit-c', 'XYZ 9'],
  ]);
  document.db.exec(`insert into outcome (row, run, status, error_code, message)
    values (2, 1, 'rejected', 9009, 'Zone is closed'), (4, 1, 'accepted', null, null)`);
  const found = (resultText: string, outcome?: 'rejected') =>
    rowPage(document, { filter: { resultText, ...(outcome && { outcome }) }, offset: 0, limit: 9 }).rows.map(
      ({ number }) => number,
    );
  expect(found('zone IS')).toEqual([2]);
  expect(found('9009')).toEqual([2]);
  expect(found('900')).toEqual([]);
  expect(found('3')).toEqual([2, 3]);
  expect(found('4')).toEqual([4]);
  expect(found('permit-')).toEqual([2, 3, 4]);
  expect(found('permit-', 'rejected')).toEqual([2]);
  document.close();
});
