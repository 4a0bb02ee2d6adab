import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeTable } from '../../../src/batch/exports/table-file.ts';
import { inspectSource } from '../../../src/batch/import/inspect.ts';
import { writeNewFile } from '../../../src/disk/new-file.ts';
import { hostileTexts } from '../../support/hostile-texts.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-workbook-'));

async function written(lines: Iterable<readonly string[]>) {
  const out = join(folder, 'table.xlsx');
  return writeNewFile(out, (file) => writeTable(file, out, lines));
}

/** What the product's own reader finds in a workbook. */
async function readBack(lines: readonly (readonly string[])[]): Promise<(readonly string[])[]> {
  const file = await written(lines);
  if (!file.ok) throw new Error(file.failure.code);
  const rows: (readonly string[])[] = [];
  const read = await inspectSource(
    file.value,
    { headerRow: 1 },
    {
      onRows: (block) => {
        rows.push(...block.rows);
      },
    },
  );
  if (!read.ok) throw new Error(read.failure.code);
  return [read.value.headers, ...rows];
}

test('what spreadsheets make numbers, dates or formulas of stays the text that it was', async () => {
  const table = [
    ['Reference ID', 'License Plate', 'Amount'],
    ['00123', '1E5', '007.50'],
    ['12345678901234567890', 'MAR12', '=1+1'],
    ['1.23E+47', 'TRUE', "'14.50"],
    ['_x0041_', ' ABC ', 'a\nb\tc'],
    ['É<&>"', '😀', ''],
  ];
  expect(await readBack(table)).toEqual(table);
});

test('any text comes back as it was', async () => {
  const cell = fc.oneof(
    fc.constantFrom(...hostileTexts),
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('_', 'x', '0', 'D', '&', '<', '\r', '\n', '\u0001', '\uD800', '\uFFFE'),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), async (cells) => {
      const table = [['Reference ID', 'License Plate'], ...cells.map(([a, b], at) => [`r${at}${a}`, b])];
      expect(await readBack(table)).toEqual(table);
    }),
    { numRuns: 60 },
  );
});

test('a table that no spreadsheet could open is refused, and no file is left', async () => {
  const long = await written([['a'.repeat(32_768)]]);
  expect(long).toMatchObject({ ok: false, failure: { code: 'too-large-for-workbook' } });
  const wide = await written([Array.from({ length: 16_385 }, () => '')]);
  expect(wide).toMatchObject({ ok: false, failure: { code: 'too-large-for-workbook' } });
});

test('a failing disk is told, not swallowed', async () => {
  const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  const writing = writeTable(
    {
      write: () => {
        throw full;
      },
    },
    'x.xlsx',
    [['a']],
  );
  await expect(writing).rejects.toBe(full);
});

test('a large table is a real zip that is written piece by piece', async () => {
  function* lines() {
    for (let row = 0; row < 20_000; row++) yield [`row ${row}`, 'ABC 123', '2026-12-31T23:59:59'];
  }
  const file = await written(lines());
  if (!file.ok) throw new Error(file.failure.code);
  expect(readFileSync(file.value).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  const read = await inspectSource(file.value, { headerRow: 1 }, {});
  expect(read.ok && read.value.rows).toBe(19_999);
});
