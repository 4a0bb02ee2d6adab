import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeResults } from '../../src/batch/exports/results.ts';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { openDocument } from '../../src/batch/file/open-document.ts';
import { schemaVersion } from '../../src/batch/file/schema.ts';
import { tally } from '../../src/batch/file/tally.ts';
import { validateContent } from '../../src/batch/library/validate-content.ts';
import { verifyBatch } from '../../src/batch/verify/verify-batch.ts';
import { wordsIn } from '../../src/words/words.ts';
import { outcomesOf, push } from '../support/push-batch.ts';
import { accept, type ScriptedController, scriptedController } from '../support/scripted-controller.ts';

const golden = join(import.meta.dirname, '../fixtures/batches');

/** A copy of a batch of version 2, which kept sentences in the language of whoever pushed. */
function second(name: string): BatchDocument {
  const path = join(mkdtempSync(join(tmpdir(), 'permit-loader-')), `${name}.permitbatch`);
  copyFileSync(join(golden, `${name}.permitbatch`), path);
  const opened = openDocument(path);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

async function withController<Value>(
  work: (controller: ScriptedController) => Promise<Value>,
): Promise<Value> {
  const controller = await scriptedController(accept);
  try {
    return await work(controller);
  } finally {
    await controller.close();
  }
}

test('a batch of version 2, pushed in English and retried in French, opens, verifies and exports as it did then', async () => {
  const document = second('version-2');
  expect(document.db.prepare('pragma user_version').get()).toMatchObject({ user_version: schemaVersion });
  expect(tally(document)).toEqual({ accepted: 5, rejected: 1, unknown: 4, unsent: 0, skipped: 0 });
  expect(await verifyBatch(document)).toMatchObject({ first: null, discrepancies: 0 });
  expect(validateContent(document)).toEqual({ ok: true, value: null });
  const out = join(mkdtempSync(join(tmpdir(), 'permit-loader-')), 'results.csv');
  expect(await writeResults(document, wordsIn('en'), { out })).toMatchObject({ ok: true });
  expect(readFileSync(out, 'utf8')).toBe(readFileSync(join(golden, 'version-2.results.csv'), 'utf8'));
  document.db.exec("update outcome set message = 'nothing' where row = 5");
  expect((await verifyBatch(document)).first).toMatchObject({ code: 'outcomes-changed' });
  document.close();
});

test('what happens to it from then on is noted by codes, on the same trail', async () => {
  const document = second('version-2');
  await withController(({ url }) => push(document, url, { kind: 'retry' }));
  expect(tally(document)).toEqual({ accepted: 10, rejected: 0, unknown: 0, unsent: 0, skipped: 0 });
  expect(await verifyBatch(document)).toMatchObject({ first: null, discrepancies: 0 });
  document.close();
});

test('its creations that a kill left in the air are resumed, and none is created twice', async () => {
  const document = second('version-2-create');
  expect(await verifyBatch(document)).toMatchObject({ first: null, discrepancies: 0, inTheAir: 4 });
  const got = await withController(async ({ url, got: requests }) => {
    await push(document, url, { kind: 'resume' });
    return requests.length;
  });
  expect(got).toBe(0);
  expect(tally(document)).toMatchObject({ accepted: 1, unknown: 5 });
  const [before, , after] = outcomesOf(document);
  expect(before).toMatchObject({ message: expect.stringContaining('cut off'), note: null });
  expect(after).toMatchObject({ message: null, note: '{"code":"not-repeated","facts":{}}' });
  expect(await verifyBatch(document)).toMatchObject({ first: null, discrepancies: 0 });
  document.db.exec('update outcome set note = null where row = 4');
  expect((await verifyBatch(document)).first).toMatchObject({ code: 'outcomes-changed' });
  document.close();
});
