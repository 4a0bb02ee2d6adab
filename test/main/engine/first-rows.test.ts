import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firstRowsBelow, understoodFile } from '../../../src/main/engine/first-rows.ts';
import { textRow, workbookOf } from '../../support/workbook-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'first-rows-'));
const titled = join(folder, 'titled.csv');
const rows = Array.from({ length: 9 }, (_, at) => `abc-${at},PL ${at}`);
writeFileSync(titled, ['Lot 7 renewals', 'Reference ID,Plate', ...rows, ''].join('\r\n'));

test('The first rows are those below the header that is proposed', async () => {
  expect(await firstRowsBelow(titled, {}, 2)).toEqual({
    headers: ['Reference ID', 'Plate'],
    rows: rows.slice(0, 5).map((row) => row.split(',')),
  });
});

test('A file that cannot be read so has no first rows', async () => {
  expect(await firstRowsBelow(titled, {}, 99)).toBeNull();
  expect(await firstRowsBelow(join(folder, 'missing.csv'), {}, 1)).toBeNull();
});

test('A workbook whose header is in question names its sheets, the chosen one where there is one of that name', async () => {
  const path = join(folder, 'lots.xlsx');
  const sheet =
    textRow(1, ['Renewals']) + textRow(3, ['Reference ID', 'Plate']) + textRow(4, ['r-1', 'PL 1']);
  writeFileSync(path, workbookOf({ sheets: { 'Lot 7': sheet, 'Lot 8': sheet } }));
  const lots = { format: 'xlsx', sheets: ['Lot 7', 'Lot 8'], headerRow: 3 };
  expect(await understoodFile(path, {})).toMatchObject({ ...lots, sheet: 'Lot 7' });
  expect(await understoodFile(path, { sheet: 'Lot 8', headerRow: 99 })).toMatchObject({
    ...lots,
    sheet: 'Lot 8',
  });
  expect(await understoodFile(path, { sheet: 'Lot 9' })).toMatchObject({ ...lots, sheet: 'Lot 7' });
  expect(await understoodFile(titled, {})).toMatchObject({ format: 'csv', sheet: null, sheets: [] });
  expect(await understoodFile(join(folder, 'missing.csv'), {})).toBeNull();
});
