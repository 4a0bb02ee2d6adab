import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../support/command-line.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-workbooks-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

const run = (...args: string[]) => runCli(join(folder, 'data'), [...args, '--json']);
const recordsOf = (path: string) =>
  Papa.parse<string[]>(readFileSync(path, 'utf8').replace(/^\ufeff/, ''), { skipEmptyLines: true }).data;

test('results as a workbook say to the letter what the CSV says', async () => {
  const file = join(folder, 'renewals.csv');
  writeFileSync(
    file,
    'Reference ID,Plate,Amount\r\n00123,1E5,14.50\r\n12345678901234567890,=1+1,1\r\n00124,MAR12,20.00\r\n',
  );
  const pushed = await run('push', file, '--connection', 'Practice', '--only-valid');
  expect(pushed.code).toBe(1);
  const { batch, results } = JSON.parse(pushed.out);

  const out = join(folder, 'results.xlsx');
  const written = await run('results', batch, '--out', out);
  expect({ code: written.code, path: JSON.parse(written.out).results }).toEqual({ code: 0, path: out });
  const clean = join(folder, 'clean.csv');
  expect((await run('read', out, '--out', clean)).code).toBe(0);
  expect(recordsOf(clean)).toEqual(recordsOf(results));
});

test('a template is checked without an error, and is never written over', async () => {
  const out = join(folder, 'template.xlsx');
  expect((await run('template', '--operation', 'update', '--out', out)).code).toBe(0);
  const again = await run('template', '--operation', 'delete', '--out', out);
  expect(JSON.parse(again.out)).toEqual({ operation: 'delete', template: join(folder, 'template-2.xlsx') });
  const checked = JSON.parse((await run('validate', out)).out);
  expect(checked).toMatchObject({ rows: 1, invalid: 0, issueCounts: { 'end-date-past': 1 } });

  const neither = await run('template', '--out', out);
  expect(neither.code).toBe(2);
  const nowhere = await run('template', '--operation', 'create', '--out', join(folder, 'no/where.csv'));
  expect({ code: nowhere.code, error: JSON.parse(nowhere.out).error.code }).toEqual({
    code: 2,
    error: 'folder-missing',
  });
});
