import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { saveResults } from '../../../src/batch/exports/results.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { openDocument } from '../../../src/batch/file/open-document.ts';
import { tally } from '../../../src/batch/file/tally.ts';
import { wordsIn } from '../../../src/words/words.ts';
import { closeMade, makeBatch } from '../../support/made-batch.ts';
import { outcomesOf, push, tryPush } from '../../support/push-batch.ts';
import { accept, type ScriptedController, scriptedController } from '../../support/scripted-controller.ts';
import { type TinyDisk, tinyDisk } from '../../support/tiny-disk.ts';

const rows = 1_000;
const none = { accepted: 0, rejected: 0, unknown: 0, unsent: 0, skipped: 0 };
let folder: string;
let controller: ScriptedController;
let onRequest: (before: number) => void;
let disk: TinyDisk | null = null;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'disk-'));
  onRequest = () => {};
  controller = await scriptedController((request, response) => {
    onRequest(request.before);
    accept(request, response);
  });
});
afterEach(async () => {
  await controller.close();
  disk?.remove();
  disk = null;
  closeMade();
  rmSync(folder, { recursive: true, force: true });
});

function reopened(path: string): BatchDocument {
  const opened = openDocument(path);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

/** Every request is on record; what was accepted before the trouble is not sent again afterwards. */
async function expectNothingLost(document: BatchDocument): Promise<void> {
  const standing = outcomesOf(document);
  const before = controller.got.length;
  const attempts = new Map(standing.map(({ row, attempts }) => [row, attempts]));
  for (const { referenceId } of controller.got) {
    expect(attempts.get(Number(referenceId.slice('ref-'.length)) + 2)).toBe(1);
  }
  const settled = standing.filter(({ status }) => status === 'accepted').map(({ row }) => row);
  expect(settled.length).toBeGreaterThan(100);
  onRequest = () => {};
  const end = await push(document, controller.url, { kind: 'resume' });
  expect(end).toMatchObject({ end: 'finished', tally: { ...none, accepted: rows } });
  const again = new Set(
    controller.got.slice(before).map(({ referenceId }) => Number(referenceId.slice('ref-'.length)) + 2),
  );
  expect(settled.filter((row) => again.has(row))).toEqual([]);
}

test('a disk that fills up stops the run, nothing is sent unrecorded, results go elsewhere, resume goes on', async (context) => {
  disk = tinyDisk(6);
  if (!disk) return context.skip('needs root to mount a tiny disk');
  const { fill, makeRoom } = disk;
  const document = makeBatch(disk.folder, { rows });
  onRequest = (before) => {
    if (before === 400) fill();
  };
  const end = await push(document, controller.url);
  expect(end).toMatchObject({ end: 'failed', reason: { code: 'journal-failed' } });
  expect(end.tally.accepted + end.tally.unknown + end.tally.unsent).toBe(rows);
  expect(end.tally.unsent).toBeGreaterThan(100);

  const spare = join(folder, 'results');
  const saved = await saveResults(document, wordsIn('en'), spare);
  expect(saved).toMatchObject({ path: join(spare, 'made.results.csv'), failure: { code: 'disk-full' } });
  expect(
    readFileSync(saved.path ?? '', 'utf8')
      .trimEnd()
      .split('\r\n'),
  ).toHaveLength(rows + 1);
  const nowhere = await saveResults(document, wordsIn('en'), join(disk.folder, 'results'));
  expect(nowhere).toMatchObject({ path: null, failure: { code: 'disk-full' } });

  expect(await tryPush(document, controller.url, { kind: 'resume' })).toMatchObject({
    ok: false,
    failure: { code: 'batch-unwritable' },
  });
  document.close();
  makeRoom();
  const again = reopened(document.path);
  await expectNothingLost(again);
  again.close();
});

// Windows lets nobody remove or replace a file that is open.
test.skipIf(process.platform === 'win32')(
  'a batch folder that is removed under the run: it stops, is put back as it stood, and resume goes on',
  async () => {
    const document = makeBatch(folder, { rows });
    onRequest = (before) => {
      if (before === 400) rmSync(join(folder, 'batches'), { recursive: true });
    };
    const end = await push(document, controller.url);
    expect(end).toMatchObject({
      end: 'failed',
      reason: { code: 'batch-gone', facts: { path: document.path } },
    });
    document.close();
    const again = reopened(document.path);
    await expectNothingLost(again);
    again.close();
  },
);

test.skipIf(process.platform === 'win32')('another file in the batch’s place is not written to', async () => {
  const document = makeBatch(folder, { rows });
  const other = makeBatch(folder, { name: 'other', rows: 3 });
  other.close();
  onRequest = (before) => {
    if (before === 400) renameSync(other.path, document.path);
  };
  const end = await push(document, controller.url);
  expect(end).toMatchObject({ end: 'failed', reason: { code: 'batch-replaced' } });
  document.close();
  const kept = openDocument(String(end.reason?.facts['kept']));
  expect(kept.ok && tally(kept.value).accepted).toBe(end.tally.accepted);
  if (kept.ok) kept.value.close();
});

test('results that cannot stand beside the source, whose folder is gone, are written to the data folder', async () => {
  const source = join(folder, 'source');
  mkdirSync(source);
  const document = makeBatch(folder, { rows: 3 });
  document.db
    .prepare("update meta set value = json_set(value, '$.path', ?) where key = 'source'")
    .run(join(source, 'gone.csv'));
  rmSync(source, { recursive: true });
  await push(document, controller.url);
  const saved = await saveResults(document, wordsIn('en'), join(folder, 'results'));
  expect(saved).toMatchObject({
    path: join(folder, 'results', 'gone.results.csv'),
    failure: { code: 'folder-missing' },
  });
  document.close();
});
