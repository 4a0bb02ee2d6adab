import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { summarise } from '../../src/batch/check/summary.ts';
import { createTestBatch } from '../support/checked-batch.ts';
import { sampleCounts, sampleIssues, samplePath } from '../support/sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-sample-'));
afterEach(() => rmSync(folder, { recursive: true }));

it('finds in the sample what it was made to show', async () => {
  const made = await createTestBatch(samplePath, folder);
  if (!made.ok) throw new Error(made.failure.code);
  const found: Record<number, string[]> = {};
  for (const { row, code } of made.value.db.prepare('select row, code from issue order by row').all() as {
    row: number;
    code: string;
  }[]) {
    found[row] = [...(found[row] ?? []), code];
  }
  expect(found).toEqual(sampleIssues);
  expect(summarise(made.value)).toMatchObject(sampleCounts);
  made.value.close();
});
