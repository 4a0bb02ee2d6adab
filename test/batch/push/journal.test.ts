import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { openDisk } from '../../../src/batch/push/disk.ts';
import { type Intent, Journal } from '../../../src/batch/push/journal.ts';
import { beginRun } from '../../../src/batch/push/run.ts';
import { makeBatch, plainRun } from '../../support/made-batch.ts';
import { outcomesOf } from '../../support/push-batch.ts';

let folder: string;
let document: BatchDocument;
let run: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  document = makeBatch(folder, { rows: 10 });
  run = beginRun(document, plainRun, new Date()).id;
});
afterEach(() => {
  document.close();
  rmSync(folder, { recursive: true, force: true });
});

const intent = (number: number): Intent => ({
  number,
  attempts: 1,
  resent: false,
  prior: null,
  request: { referenceId: `ref-${number}` },
});

/** A journal on a disk whose syncs end when the test says so, and what its keeper was told. */
function journalOn(rows: Intent[]) {
  const syncs: PromiseWithResolvers[] = [];
  const told: string[] = [];
  const sync = () =>
    new Promise<void>((resolve, reject) => {
      syncs.push({ resolve, reject });
    });
  const journal = new Journal<Intent>(
    document,
    run,
    { sync },
    { check: () => {} },
    {
      nextIntents: () => rows.splice(0),
      written: ({ intents }) => told.push(`written ${intents.map(({ number }) => number)}`),
      failed: ({ intents }, cause) =>
        told.push(`failed ${intents.map(({ number }) => number)}: ${(cause as Error).message}`),
    },
  );
  return { journal, syncs, told };
}

interface PromiseWithResolvers {
  resolve(): void;
  reject(cause: Error): void;
}

test('a group is called written only once the disk has synced it, and the next waits for that', async () => {
  const rows = [intent(2), intent(3)];
  const { journal, syncs, told } = journalOn(rows);
  journal.intend();
  await expect.poll(() => syncs).toHaveLength(1);
  expect(outcomesOf(document).map(({ row, status }) => [row, status])).toEqual([
    [2, 'sending'],
    [3, 'sending'],
  ]);
  rows.push(intent(4));
  journal.intend();
  await sleep(50);
  expect(told).toEqual([]);
  expect(syncs).toHaveLength(1);
  syncs[0]?.resolve();
  await expect.poll(() => syncs).toHaveLength(2);
  expect(told).toEqual(['written 2,3']);
  syncs[1]?.resolve();
  await expect.poll(() => told).toEqual(['written 2,3', 'written 4']);
  journal.close();
});

test('a disk that could not sync once is not believed again', async () => {
  const rows = [intent(2)];
  const { journal, syncs, told } = journalOn(rows);
  journal.intend();
  await expect.poll(() => syncs).toHaveLength(1);
  syncs[0]?.reject(new Error('EIO'));
  await expect.poll(() => told).toEqual(['failed 2: EIO']);
  rows.push(intent(3));
  journal.intend();
  await expect.poll(() => told).toEqual(['failed 2: EIO', 'failed 3: EIO']);
  expect(syncs).toHaveLength(1);
  journal.close();
});

test('SQLite syncs by itself except while a disk is open', async () => {
  const synchronous = () => document.db.prepare('pragma synchronous').get();
  expect(synchronous()).toMatchObject({ synchronous: 2 });
  const disk = await openDisk(document);
  expect(synchronous()).toMatchObject({ synchronous: 1 });
  await disk.sync();
  await disk.close();
  await disk.close();
  expect(synchronous()).toMatchObject({ synchronous: 2 });
});

test('a batch without a write-ahead log keeps being synced by SQLite', async () => {
  document.db.exec('pragma journal_mode = delete');
  const disk = await openDisk(document);
  expect(document.db.prepare('pragma synchronous').get()).toMatchObject({ synchronous: 2 });
  await disk.sync();
  await disk.close();
});
