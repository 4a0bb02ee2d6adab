import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firstRowsBelow } from '../../../src/main/engine/first-rows.ts';

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
