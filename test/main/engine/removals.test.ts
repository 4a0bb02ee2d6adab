import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { batchFolder, pastedFolder } from '../../../src/batch/file/data-folder.ts';
import { batchFiles } from '../../../src/batch/library/history.ts';
import { removeUnusedPasted } from '../../../src/batch/library/pasted-sources.ts';
import { bookPath, withBook } from '../../../src/book/book.ts';
import { allKnown, bookStatus, forgetPermits } from '../../../src/book/holdings.ts';
import { keepKnown } from '../../../src/book/lists.ts';
import { openBatches } from '../../../src/main/engine/batches.ts';
import { openRemovals } from '../../../src/main/engine/removals.ts';
import { checkedBatch } from '../../support/checked-batch.ts';
import { makeBatch } from '../../support/made-batch.ts';
import { push } from '../../support/push-batch.ts';
import { accept, scriptedController } from '../../support/scripted-controller.ts';

test('an old batch goes when its time is over, but not what is unknown, interrupted or being pushed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'expire-'));
  const controller = await scriptedController(accept);
  try {
    for (const name of ['done', 'unknown', 'interrupted', 'busy']) {
      const document = makeBatch(folder, { name, rows: 2 });
      await push(document, controller.url);
      if (name === 'unknown') document.db.exec("update outcome set status = 'unknown' where row = 2");
      if (name === 'interrupted') document.db.exec('update run set ended_at = null, "end" = null');
      document.close();
    }
    const isPushed = (batch: string) => batch === 'busy.permitbatch';
    const batches = openBatches(batchFolder(folder), { isPushed, tell: () => {} });
    const removals = openRemovals(folder, batches);
    const left = () => batchFiles(folder).map((path) => basename(path, '.permitbatch'));

    // They were made on 2 January 2026.
    expect(removals.expire('2026-01-02T00:00:00.000Z', false)).toBe(0);
    expect(left()).toHaveLength(4);
    expect(removals.expire('2026-01-02T00:00:00.001Z', false)).toBe(1);
    expect(left().sort()).toEqual(['busy', 'interrupted', 'unknown']);
    expect(removals.list()).toMatchObject([
      { batch: 'done.permitbatch', archivedTo: null, tally: { accepted: 2 } },
    ]);
  } finally {
    await controller.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});

test('what was pasted goes with its last batch, whether that is deleted, archived or too old', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pasted-'));
  const pasted = pastedFolder(folder);
  mkdirSync(pasted);
  const sources: string[] = [];
  const made: string[] = [];
  for (const name of ['deleted', 'archived', 'old', 'aged']) {
    const document = await checkedBatch(pasted, [
      ['Reference ID', 'Plate'],
      ['r-1', 'ABC 1'],
    ]);
    const source = join(pasted, `${name}.csv`);
    renameSync(join(pasted, 'table.csv'), source);
    document.db
      .prepare("update meta set value = json_set(value, '$.path', ?) where key = 'source'")
      .run(source);
    document.close();
    const batch = join(batchFolder(folder), `${name}.permitbatch`);
    renameSync(document.path, batch);
    sources.push(source);
    made.push(basename(batch));
  }
  const [deleted = '', archived = '', old = ''] = made;
  const there = () => sources.map((source) => existsSync(source));
  const removals = openRemovals(
    folder,
    openBatches(batchFolder(folder), { isPushed: () => false, tell: () => {} }),
  );
  expect(removals.remove(deleted, null, false).ok).toBe(true);
  expect(there()).toEqual([false, true, true, true]);
  expect(removals.remove(archived, join(folder, 'archive'), false).ok).toBe(true);
  expect(there()).toEqual([false, false, true, true]);
  // Another batch of the same rows still needs them.
  const same = join(batchFolder(folder), 'same.permitbatch');
  cpSync(join(batchFolder(folder), old), same);
  expect(removals.remove(old, null, false).ok).toBe(true);
  expect(there()).toEqual([false, false, true, true]);
  const orphan = join(pasted, 'orphan.csv');
  writeFileSync(orphan, 'Plate\r\nABC 1');
  removeUnusedPasted(folder, statSync(orphan).mtimeMs);
  expect(existsSync(orphan)).toBe(true);
  removeUnusedPasted(folder, Date.now() + 60_000);
  expect([...there(), existsSync(orphan)]).toEqual([false, false, true, true, false]);
  expect(removals.expire('2026-01-02T00:00:00.001Z', false)).toBe(2);
  expect(there()).toEqual([false, false, false, false]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

test('where a batch cannot be read, what was pasted stays: it may be of that one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pasted-'));
  const pasted = pastedFolder(folder);
  mkdirSync(pasted);
  const source = join(pasted, 'rows.csv');
  writeFileSync(source, 'Plate\r\nABC 1');
  const broken = join(batchFolder(folder), 'broken.permitbatch');
  writeFileSync(broken, 'no batch');
  removeUnusedPasted(folder, Date.now() + 60_000);
  expect(existsSync(source)).toBe(true);
  rmSync(broken);
  removeUnusedPasted(folder, Date.now() + 60_000);
  expect(existsSync(source)).toBe(false);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

test('what a removed batch told of permits goes with it, unless it is kept: then a rebuilt book has it too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-'));
  const controller = await scriptedController(accept);
  try {
    for (const name of ['gone', 'kept']) {
      const document = makeBatch(folder, { name, rows: [[name, 'PLATE', '']] });
      await push(document, controller.url);
      document.close();
    }
    const batches = openBatches(batchFolder(folder), { isPushed: () => false, tell: () => {} });
    const removals = openRemovals(folder, batches);
    const here = { controller: controller.url, client: 'OC-TEST' };
    const known = () => {
      const found = withBook(folder, (book) => [...allKnown(book, here)]);
      return found.ok ? found.value.map(({ values: { plate } }) => `${plate?.value} ${plate?.batch}`) : [];
    };
    expect(known()).toEqual(['PLATE gone.permitbatch', 'PLATE kept.permitbatch']);
    expect(keepKnown(folder, 'kept.permitbatch', new Date())).toEqual({ ok: true, value: 1 });
    // As long as the batch is there it tells it all by itself.
    const rows = withBook(folder, (book) => bookStatus(book, here));
    expect(rows).toMatchObject({ ok: true, value: { rows: 2, batches: 2, unreadable: 0 } });

    expect(removals.remove('gone.permitbatch', null, false).ok).toBe(true);
    expect(removals.remove('kept.permitbatch', null, true).ok).toBe(true);
    expect(known()).toEqual(['PLATE kept.permitbatch']);
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${bookPath(folder)}${suffix}`, { force: true });
    expect(known()).toEqual(['PLATE kept.permitbatch']);
    forgetPermits(folder, here, 'kept', new Date());
    expect(known()).toEqual([]);
  } finally {
    await controller.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});
