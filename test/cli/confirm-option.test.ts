import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cliHere } from '../support/cli-here.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-confirm-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

const run = (...args: string[]) => cliHere(join(folder, 'data'), [...args, '--json']);

test('doubtful values wait, are confirmed by code or by value, and are then sent as they stand', async () => {
  const file = join(folder, 'renewals.csv');
  const rows = ['ref-1,NONE,14.50,CAD', 'ref-2,N/A,14.50,CAD', 'ref-3,ABC 3,14.50,CAD', 'Total,,43.50,CAD'];
  writeFileSync(file, ['Reference ID,Plate,Amount,Currency', ...rows, ''].join('\r\n'));

  const asRead = await run('validate', file);
  expect(asRead.code).toBe(1);
  expect(JSON.parse(asRead.out)).toMatchObject({
    valid: 1,
    invalid: 3,
    issueCounts: { placeholder: 2, 'not-a-permit': 1 },
  });

  const one = JSON.parse((await run('validate', file, '--confirm', 'placeholder=NONE')).out);
  expect(one).toMatchObject({ valid: 2, issueCounts: { placeholder: 1 } });

  const all = ['--confirm', 'placeholder', '--confirm', 'not-a-permit'];
  const pushed = await run('push', file, '--connection', 'Practice', ...all);
  expect(pushed.code).toBe(0);
  const { accepted, batch } = JSON.parse(pushed.out);
  expect(accepted).toBe(4);
  expect((await run('verify', batch)).code).toBe(0);

  const report = join(folder, 'report.json');
  expect((await run('report', batch, '--format', 'json', '--out', report)).code).toBe(0);
  expect((await run('verify', report)).code).toBe(0);
});

test('what is no doubt cannot be confirmed', async () => {
  const file = join(folder, 'renewals.csv');
  writeFileSync(file, 'Reference ID,Plate\r\nref-1,ABC 1\r\n');
  const refused = await run('validate', file, '--confirm', 'reference-missing');
  expect(refused.code).toBe(2);
  expect(JSON.parse(refused.out).error.message).toContain('row-hidden');
});
