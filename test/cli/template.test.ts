import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cliHere } from '../support/cli-here.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-template-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

const run = (...args: string[]) => cliHere(join(folder, 'data'), [...args, '--json']);
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
