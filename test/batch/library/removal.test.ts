import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { claimBatch } from '../../../src/batch/file/lock.ts';
import { openDocument } from '../../../src/batch/file/open-document.ts';
import { findEarlierPush, listBatches } from '../../../src/batch/library/history.ts';
import { periodReport } from '../../../src/batch/library/period.ts';
import { periodCsv, periodHtml } from '../../../src/batch/library/period-page.ts';
import { removeBatch, tombstones } from '../../../src/batch/library/removal.ts';
import { listRuns } from '../../../src/batch/push/run.ts';
import { trailHead } from '../../../src/batch/trail/trail.ts';
import { verifyBatch } from '../../../src/batch/verify/verify-batch.ts';
import { wordsIn } from '../../../src/words/words.ts';
import { auditedBatch } from '../../support/audited-batch.ts';

const now = new Date('2026-06-01T08:00:00Z');
const removal = (archive: string | null) => ({ archive, by: 'somebody', now });

test('an archived batch is whole in its new folder, and a tombstone stays', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'permit-loader-'));
  const document = await auditedBatch(folder);
  const head = trailHead(document.db)?.hash ?? '';
  const { path } = document;
  document.close();
  const archive = join(folder, 'archive');
  const stone = removeBatch(path, removal(archive));
  expect(stone).toMatchObject({
    ok: true,
    value: { auditHead: head, tally: { accepted: 12, rejected: 1, skipped: 1 } },
  });
  expect(existsSync(path)).toBe(false);
  expect(listBatches(folder)).toEqual({ batches: [], unopened: [] });
  expect(tombstones(folder)).toMatchObject([{ batch: 'march.permitbatch', by: 'somebody' }]);
  const archived = openDocument(join(archive, 'march.permitbatch'));
  if (!archived.ok) throw new Error(archived.failure.code);
  expect(await verifyBatch(archived.value)).toMatchObject({ first: null, head: { hash: head } });
  archived.value.close();
});

test('the file of a deleted batch is still known to have been pushed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'permit-loader-'));
  const first = await auditedBatch(folder);
  const [run] = listRuns(first);
  const { path } = first;
  first.close();
  expect(removeBatch(path, removal(null)).ok).toBe(true);
  expect(readdirSync(dirname(path))).toEqual(['march.permitbatch.removed.json']);
  const again = await auditedBatch(folder);
  expect(again.path).not.toBe(path);
  again.db.exec('delete from outcome; delete from run');
  const target = { connection: 'Lot 7', controller: run?.controller ?? '', client: 'OC-TEST' };
  expect(findEarlierPush(folder, again, target)).toMatchObject({ batch: 'march.permitbatch' });
  again.close();
});

test('a period report carries the head of each batch, to be held against it later', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'permit-loader-'));
  const document = await auditedBatch(folder);
  const head = trailHead(document.db)?.hash ?? '';
  const year = new Date().toISOString().slice(0, 4);
  const wish = { from: `${year}-01-01`, to: `${year}-12-31`, connection: null, user: null };
  const report = periodReport(folder, wish);
  expect(report.batches).toMatchObject([{ auditHead: head }]);
  const words = wordsIn('en');
  expect(periodCsv(report, words)).toContain(head);
  expect(periodHtml(report, words, now, true)).toContain(head);
  expect((await verifyBatch(document, head)).noted).not.toBeNull();
  document.close();
});

test('a batch that is being pushed stays', async () => {
  const document = await auditedBatch();
  const lock = claimBatch(document.path);
  expect(removeBatch(document.path, removal(null))).toMatchObject({
    ok: false,
    failure: { code: 'batch-busy' },
  });
  expect(existsSync(document.path)).toBe(true);
  if (lock.ok) lock.value.release();
  document.close();
});

test('a period report counts the rows that had their last word in it, and rejections by code', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'permit-loader-'));
  const document = await auditedBatch(folder);
  document.db.exec("update outcome set status = 'rejected', error_code = 9009 where row = 4");
  // Unsent, and left out since: nothing of it was pushed.
  document.db.exec("update outcome set status = 'unsent' where row = 2");
  document.db.exec('update row set skipped = 2 where number = 2');
  const day = listRuns(document)[0]?.startedAt.slice(0, 10) ?? '';
  document.close();
  const wish = { from: day, to: '2999-12-31', connection: null, user: null };
  const report = periodReport(folder, wish);
  expect(report).toMatchObject({
    total: { accepted: 10, rejected: 2, unknown: 0, unsent: 0 },
    rejections: { 9009: 1, 9021: 1 },
    batches: [{ file: 'march.csv', runs: 2, connections: ['Lot 7'], users: ['somebody'] }],
  });
  expect(periodReport(folder, { ...wish, to: '2026-01-01', from: '2026-01-01' }).batches).toEqual([]);
  expect(periodReport(folder, { ...wish, connection: 'Lot 8' }).batches).toEqual([]);
  expect(periodReport(folder, { ...wish, user: 'nobody' }).batches).toEqual([]);
  expect(periodCsv(report, wordsIn('en')).split('\r\n').at(-2)).toBe('Total,,,,2,10,2,0,0,9009: 1; 9021: 1,');
  expect(periodHtml(report, wordsIn('fr'), now, true)).toContain('Refus par code');
});
