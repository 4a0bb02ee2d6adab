import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readTable } from '../../../support/read-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'late-column-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const many = (cells: string) => `${cells}\r\n`.repeat(30_000);

test.each([
  ['one row far below fills it', 'ref-1,ABC 1,', 'ref-2,ABC 2,a note', 3],
  ['rows leave its blank cell out', 'ref-1,ABC 1', 'ref-2,ABC 2,a note', 3],
  ['no row fills it', 'ref-1,ABC 1,', 'ref-2,ABC 2,', 2],
  ['only a row that is too long does', 'ref-1,ABC 1,', 'ref-2,ABC,2,x', 2],
])('a blank header at the end is a column where a row fills it: %s', async (_, usual, last, width) => {
  const path = join(folder, 'table.csv');
  const { headers, rows } = await readTable(path, `Reference ID,Plate,\r\n${many(usual)}${last}\r\n`);
  expect(headers).toHaveLength(width);
  expect(rows).toHaveLength(30_001);
  const cells = last.split(',');
  expect(rows.at(-1)).toEqual(cells.length > 3 ? cells : cells.slice(0, width));
});

test('rows that may be the inside of a cell are no rows: the file is refused', async () => {
  const path = join(folder, 'long.csv');
  const text = `Reference ID,Plate,Note\r\nref-1,ABC 1,"${many('ref-9,ABC 9,x').repeat(3)}"\r\n`;
  await expect(readTable(path, text)).rejects.toThrow('cell-too-long');
});
