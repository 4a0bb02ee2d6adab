import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readCounts } from '../../../src/batch/file/counts.ts';
import { batchFolder } from '../../../src/batch/file/data-folder.ts';
import { importBatch } from '../../../src/batch/library/import-batch.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A batch of 2,500 rows that lies elsewhere; its path. */
async function elsewhere(): Promise<string> {
  const rows = Array.from({ length: 2_500 }, (_, n) => [`ref-${n}`, `AB ${n}`]);
  const document = await checkedBatch(folder, [['Reference ID', 'Plate'], ...rows]);
  document.close();
  return document.path;
}

test('a batch from elsewhere is checked with pauses, in which others are answered and told how far it is', async () => {
  const ours = batchFolder(mkdtempSync(join(folder, 'ours-')));
  const reached: number[] = [];
  let turns = 0;
  const turn = setInterval(() => turns++, 0);
  const slices = {
    signal: new AbortController().signal,
    onProgress: ({ done, total }: { done: number; total: number }) => {
      expect(total).toBe(2_500);
      reached.push(done);
    },
  };
  const imported = await importBatch(await elsewhere(), ours, editor.now(), slices);
  clearInterval(turn);
  if (!imported.ok) throw new Error(imported.failure.code);
  // Each row is validated and checked: either is half of it.
  const steps = reached.filter((rows, at) => rows !== reached[at - 1]);
  expect(steps).toEqual([0, 500, 1_000, 1_250, 1_750, 2_250, 2_500]);
  expect(turns).toBeGreaterThan(0);
  expect(readCounts(imported.value)).toMatchObject({ rows: 2_500, valid: 2_500 });
  imported.value.close();
});

test('it can be stopped, and nothing of it is kept', async () => {
  const ours = batchFolder(mkdtempSync(join(folder, 'ours-')));
  // While it is validated, and while it is checked.
  for (const from of [500, 1_750]) {
    const stopping = new AbortController();
    let last = 0;
    const onProgress = ({ done }: { done: number }) => {
      last = done;
      if (done >= from) stopping.abort();
    };
    const slices = { signal: stopping.signal, onProgress };
    const imported = await importBatch(await elsewhere(), ours, editor.now(), slices);
    expect(imported).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(last).toBe(from);
    expect(readdirSync(ours)).toEqual([]);
  }
});
