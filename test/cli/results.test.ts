import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../support/command-line.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-results-'));
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
