import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { version } from '../../package.json';
import { runCli } from '../support/command-line.ts';
import { textRow, workbookOf } from '../support/workbook-file.ts';
import { hold } from './held.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-windows-'));
const data = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const header = ['Reference ID', 'License Plate'];
const row = ['ref-1', 'ÉTÉ 1'];
const csv = `${header.join(',')}\r\n${row.join(',')}\r\n`;
const book = workbookOf({ sheets: { Permits: `${textRow(1, header)}${textRow(2, row)}` } });

test('the program says its version', async () => {
  expect(await runCli(data, ['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
});

describe('names', () => {
  test.each([
    'plain',
    'two words',
    'Renouvellement d’été',
    'e\u0301te\u0301',
    '駐車場',
    "it's 50 %, #1 & (2)",
    'x'.repeat(190),
  ])('%s', async (name) => {
    const place = join(folder, name.slice(0, 20));
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `${name}.csv`), csv);
    writeFileSync(join(place, `${name}.xlsx`), book);
    const files = [join(place, `${name}.csv`), join(place, `${name}.xlsx`)];
    const { code, out } = await runCli(data, ['read', ...files, '--out-dir', place, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([
      { file: files[0], format: 'csv', rows: 1 },
      { file: files[1], format: 'xlsx', rows: 1 },
    ]);
    for (const number of [2, 3])
      expect(readFileSync(join(place, `${name}-${number}.csv`), 'utf8')).toContain('ref-1,ÉTÉ 1\r\n');
  });
});

test('a file that another program shares with nobody is told as such, and read once it is let go', async () => {
  const path = join(folder, 'open-in-a-program.csv');
  writeFileSync(path, csv);
  const letGo = hold(path);
  const held = await runCli(data, ['read', path, '--json']);
  letGo();
  expect(held.code).toBe(2);
  expect(JSON.parse(held.out)).toMatchObject([{ file: path, error: { code: 'file-locked' } }]);
  expect((await runCli(data, ['read', path])).code).toBe(0);
});
