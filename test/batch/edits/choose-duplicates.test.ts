import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { choose } from '../../../src/batch/edits/choose.ts';
import { runInSlices, type StepProgress } from '../../../src/batch/edits/sliced-step.ts';
import { readCounts } from '../../../src/batch/file/counts.ts';
import { readMeta } from '../../../src/batch/file/meta.ts';
import { openDocument } from '../../../src/batch/file/open-document.ts';
import { verifyBatch } from '../../../src/batch/verify/verify-batch.ts';
import { checkedBatch, chooseDuplicates, editor } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-choose-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a choice among many duplicates pauses, tells how far it is, and is taken back where it is stopped', async () => {
  const lines = Array.from({ length: 5_000 }, (_, at) => [`r-${at % 2_500}`, `PL ${at}`]);
  const document = await checkedBatch(folder, [['Reference ID', 'Plate'], ...lines]);
  const opened = openDocument(document.path);
  if (!opened.ok) throw new Error(opened.failure.code);
  const writer = opened.value;
  const before = readCounts(document);
  expect(before.invalid).toBe(2_500);

  const stopping = new AbortController();
  const stopped = await runInSlices(
    choose(document, { question: 'duplicates', answer: 'first' }, editor, writer),
    {
      signal: stopping.signal,
      onProgress: ({ done }) => {
        if (done > 2_500) stopping.abort();
      },
    },
  );
  expect(stopped).toMatchObject({ failure: { code: 'cancelled' } });
  expect(readCounts(document)).toEqual(before);
  expect(readMeta(document, 'settings')?.duplicates).toBeNull();

  const seen: (StepProgress & { invalid: number })[] = [];
  const made = await runInSlices(
    choose(document, { question: 'duplicates', answer: 'last' }, editor, writer),
    {
      signal: new AbortController().signal,
      onProgress: (progress) => seen.push({ ...progress, invalid: readCounts(document).invalid }),
    },
  );
  expect(made).toEqual({ ok: true, value: null });
  // Nobody sees the marks go before all is done.
  expect(seen).toEqual(
    [1_000, 2_000, 2_500, 3_500, 4_500, 5_000].map((done) => ({ done, total: 5_000, invalid: 2_500 })),
  );
  expect(readCounts(document)).toMatchObject({ issues: {}, leftOut: { reasons: { duplicate: 2_500 } } });
  expect((await verifyBatch(document)).first).toBeNull();
  chooseDuplicates(document, null);
  expect(readCounts(document)).toEqual(before);
  writer.close();
  document.close();
});
