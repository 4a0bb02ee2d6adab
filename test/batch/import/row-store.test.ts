import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readMeta } from '../../../src/batch/file/meta.ts';
import { createDocument, reopenDocument } from '../../../src/batch/file/open-document.ts';
import { storageThread, storeHere } from '../../../src/batch/import/row-store.ts';
import type { StoredBlock } from '../../../src/batch/import/storing.ts';
import { rowsDigest } from '../../../src/batch/trail/rows-digest.ts';
import { createTestBatch } from '../../support/checked-batch.ts';

const scratch = mkdtempSync(join(tmpdir(), 'permit-row-store-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function emptyBatch(name: string): string {
  const path = join(scratch, name);
  createDocument(path).close();
  return path;
}

/** Made anew for each use: a thread takes the bytes away. */
function blocks(): StoredBlock[] {
  const lines = new TextEncoder().encode('a\tb;é"x;c\\\r\nd;;\u0001\n');
  return [
    {
      inserts: [
        { first: 2, state: 0, cells: { lines, delimiter: 59 } },
        { first: 5, state: 2, cells: '[["x"],["y","z"]]' },
      ],
      states: [{ state: 1, rows: '[3]' }],
      unbalanced: '[6]',
      issues: [{ column: 1, code: 'reference-characters', repair: 2, rows: '[5,6]' }],
    },
    { inserts: [], states: [], unbalanced: null, issues: [] },
    { inserts: [{ first: 7, state: 0, cells: '[["é"]]' }], states: [], unbalanced: null, issues: [] },
  ];
}

function content(path: string) {
  const document = reopenDocument(path);
  const lines = (sql: string) =>
    document.db
      .prepare(sql)
      .all()
      .map((line) => Object.values(line as object));
  const rows = lines('select number, cells, state, reading from row order by number');
  const issues = lines('select row, column, code, repair from issue order by row');
  const digest = rowsDigest(document);
  document.close();
  return { rows, issues, digest };
}

it('stores the same in a thread as in place, and as JSON.stringify writes it', async () => {
  const here = storeHere(emptyBatch('here'));
  const thread = await storageThread().open(emptyBatch('thread'));
  if (!thread) throw new Error('No thread that can load the database.');
  for (const block of blocks()) await here.add(block);
  for (const block of blocks()) await thread.add(block);
  const digests = [await here.end(), await thread.end()];
  const found = content(join(scratch, 'here'));
  expect(content(join(scratch, 'thread'))).toEqual(found);
  expect(digests).toEqual([found.digest, found.digest]);
  expect(found.rows).toEqual([
    [2, JSON.stringify(['a\tb', 'é"x', 'c\\']), 0, 0],
    [3, JSON.stringify(['d', '', '\u0001']), 1, 0],
    [5, '["x"]', 2, 0],
    [6, '["y","z"]', 2, 1],
    [7, '["é"]', 0, 0],
  ]);
  expect(found.issues).toHaveLength(2);
});

it('stores the same where the thread falls behind, and has its JSON written for it', async () => {
  const line = 'a\tb;é"x;c\\\n';
  const many = (): StoredBlock[] =>
    Array.from({ length: 40 }, (_, n) => ({
      inserts: [
        {
          first: 2 + n * 1_000,
          state: 0,
          cells: { lines: new TextEncoder().encode(line.repeat(1_000)), delimiter: 59 },
        },
      ],
      states: [],
      unbalanced: null,
      issues: [],
    }));
  const here = storeHere(emptyBatch('many here'));
  const thread = await storageThread().open(emptyBatch('many in a thread'));
  if (!thread) throw new Error('No thread that can load the database.');
  for (const block of many()) await here.add(block);
  for (const block of many()) await thread.add(block);
  expect(await thread.end()).toBe(await here.end());
  const found = content(join(scratch, 'many in a thread'));
  expect(found).toEqual(content(join(scratch, 'many here')));
  expect(found.rows).toHaveLength(40_000);
  expect(found.rows.at(-1)).toEqual([40_001, JSON.stringify(['a\tb', 'é"x', 'c\\']), 0, 0]);
});

it('throws what went wrong in the thread, and lets go of the file', async () => {
  const thread = await storageThread().open(emptyBatch('twice'));
  if (!thread) throw new Error('No thread that can load the database.');
  const twice = async () => {
    for (let time = 0; time < 100; time++) for (const block of blocks()) await thread.add(block);
    await thread.end();
  };
  await expect(twice()).rejects.toMatchObject({
    code: 'ERR_SQLITE_ERROR',
    errcode: 1555,
  });
  await thread.abandon();
});

it('answers null where the thread cannot open the file', async () => {
  expect(await storageThread().open(join(scratch, 'no', 'such', 'folder'))).toBeNull();
});

const row = 'ref-1234567890-1234567890-1234567890,PLATE,2031-06-01T23:59:59\n';
const big = `Reference ID,Plate,End Date\n${row.repeat(80_000)}`;

async function readBig(signal?: AbortSignal, onProgress?: () => void) {
  const source = join(scratch, 'big.csv');
  writeFileSync(source, big);
  const folder = mkdtempSync(join(scratch, 'batches-'));
  const made = await createTestBatch(source, folder, {
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  return { made, folder };
}

it('reads a file that is big enough for a thread, every row of it', async () => {
  const { made } = await readBig();
  if (!made.ok) throw new Error(made.failure.code);
  const { db } = made.value;
  expect(
    db
      .prepare(
        'select count(*) as count, min(number) as first, max(number) as last, min(cells) as least from row',
      )
      .get(),
  ).toMatchObject({
    count: 80_000,
    first: 2,
    last: 80_001,
    least: JSON.stringify(row.trim().split(',')),
  });
  expect(
    db.prepare("select count(*) as count from issue where code = 'reference-duplicate'").get(),
  ).toMatchObject({ count: 79_999 });
  expect(rowsDigest(made.value)).toBe(readMeta(made.value, 'rowsDigest'));
  made.value.close();
});

it('leaves nothing behind when a big file is cancelled', async () => {
  const cancelling = new AbortController();
  const { made, folder } = await readBig(cancelling.signal, () => cancelling.abort());
  expect(made).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  expect(readdirSync(folder)).toEqual([]);
});
