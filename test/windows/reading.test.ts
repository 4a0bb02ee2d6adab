import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { version } from '../../package.json';
import { inspectSource } from '../../src/batch/import/inspect.ts';
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
  const names = [
    'plain',
    'two words',
    'Renouvellement d’été',
    'e\u0301te\u0301',
    '駐車場',
    "it's 50 %, #1 & (2)",
    'x'.repeat(190),
  ];
  const files = names.flatMap((name) => {
    const place = join(folder, name.slice(0, 20));
    return [join(place, `${name}.csv`), join(place, `${name}.xlsx`)];
  });
  const copies = join(folder, "Été e\u0301 駐車場 it's 50 %, #1 & (2)");
  let told: readonly unknown[];
  let code: number | null;

  beforeAll(async () => {
    mkdirSync(copies);
    for (const file of files) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, file.endsWith('.csv') ? csv : book);
    }
    const ended = await runCli(data, ['read', ...files, '--out-dir', copies, '--json']);
    code = ended.code;
    told = JSON.parse(ended.out);
  });

  test('all are read', () => {
    expect(code).toBe(0);
    expect(told).toHaveLength(files.length);
  });

  test.each(names.map((name, at) => [name, 2 * at] as const))('%s', (name, at) => {
    expect(told.slice(at, at + 2)).toMatchObject([
      { file: files[at], format: 'csv', rows: 1 },
      { file: files[at + 1], format: 'xlsx', rows: 1 },
    ]);
    for (const end of ['', '-2'])
      expect(readFileSync(join(copies, `${name}${end}.csv`), 'utf8')).toContain('ref-1,ÉTÉ 1\r\n');
  });
});

test('a file that another program shares with nobody is told as such, and waited for for about a second', async () => {
  const path = join(folder, 'open-in-a-program.csv');
  writeFileSync(path, csv);
  const holder = await hold(path, 'alone');
  const held = await runCli(data, ['read', path, '--json']);
  await holder.letGo();
  expect(held.code).toBe(2);
  expect(JSON.parse(held.out)).toMatchObject([{ file: path, error: { code: 'file-locked' } }]);
  await hold(path, 'alone', 500);
  expect(await inspectSource(path, {})).toMatchObject({ ok: true, value: { rows: 1 } });
});

test.each([
  ['permits?.csv', '?'],
  ['*.csv', '*'],
])('%s is told to be no name of a file', async (name, character) => {
  const path = join(folder, name);
  const { code, out } = await runCli(data, ['read', path, '--json']);
  expect(code).toBe(2);
  const [{ error }] = JSON.parse(out) as [{ error: { code: string; message: string } }];
  expect(error.code).toBe('file-name-not-allowed');
  expect(error.message).toContain(`“${character}”`);
});

test.each(['results?.csv', 'results.csv:hidden'])('nothing is written to %s', async (name) => {
  const path = join(folder, 'plain.csv');
  writeFileSync(path, csv);
  const { code, err } = await runCli(data, ['read', path, '--out', join(folder, name)]);
  expect(code).toBe(2);
  expect(err).toContain(`Windows takes no “${name.match(/[?:]/)?.[0]}” in a name`);
});
