import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readMeta } from '../../../src/batch/file/meta.ts';
import { createDocument, reopenDocument } from '../../../src/batch/file/open-document.ts';
import { type RowBatch, RowWriter } from '../../../src/batch/import/row-writer.ts';
import { RowWriterThread } from '../../../src/batch/import/row-writer-thread.ts';
import { rowsDigest } from '../../../src/batch/trail/rows-digest.ts';
import { createTestBatch } from '../../support/checked-batch.ts';

const scratch = mkdtempSync(join(tmpdir(), 'permit-row-writer-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function emptyBatch(name: string): string {
  const path = join(scratch, name);
  createDocument(path).close();
  return path;
}

const cells = (rows: readonly (readonly string[])[]) => JSON.stringify(rows);

function batches(): RowBatch[] {
  return [
    {
      inserts: [
        {
          first: 2,
          state: 0,
          cells: cells([
            ['a\tb', 'é"x', 'c\\'],
            ['d', '', '\u0001'],
          ]),
        },
        { first: 5, state: 2, cells: cells([['x'], ['y', 'z']]) },
      ],
      states: [{ state: 1, rows: '[3]' }],
      marks: null,
      unbalanced: '[6]',
      issues: [{ column: 1, code: 'reference-characters', repair: 2, rows: '[5,6]' }],
    },
    { inserts: [], states: [], unbalanced: null, marks: null, issues: [] },
    {
      inserts: [{ first: 7, state: 0, cells: cells([['é']]) }],
      states: [],
      unbalanced: null,
      marks: null,
      issues: [],
    },
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

it('writes the same in a thread as in place, and as JSON.stringify writes it', async () => {
  const here = new RowWriter(emptyBatch('here'));
  const thread = new RowWriterThread(emptyBatch('thread'));
  for (const batch of batches()) here.add(batch);
  for (const batch of batches()) await thread.add(batch);
  const digests = [here.end(), await thread.end()];
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

it('writes every row where the thread falls behind, in order', async () => {
  const row = ['a\tb', 'é"x', 'c\\'];
  const many = (): RowBatch[] =>
    Array.from({ length: 100 }, (_, n) => ({
      inserts: [{ first: 2 + n * 400, state: 0, cells: cells(Array.from({ length: 400 }, () => row)) }],
      states: [],
      unbalanced: null,
      marks: null,
      issues: [],
    }));
  const thread = new RowWriterThread(emptyBatch('many'));
  for (const batch of many()) await thread.add(batch);
  const digest = await thread.end();
  const found = content(join(scratch, 'many'));
  expect(found.digest).toBe(digest);
  expect(found.rows).toEqual(Array.from({ length: 40_000 }, (_, at) => [2 + at, JSON.stringify(row), 0, 0]));
});

it('throws what went wrong in the thread, and lets go of the file', async () => {
  const thread = new RowWriterThread(emptyBatch('twice'));
  const twice = async () => {
    for (let time = 0; time < 100; time++) for (const batch of batches()) await thread.add(batch);
    await thread.end();
  };
  await expect(twice()).rejects.toMatchObject({
    code: 'ERR_SQLITE_ERROR',
    errcode: 1555,
  });
  await thread.abandon();
});

it('throws that the thread cannot open the file', async () => {
  const thread = new RowWriterThread(join(scratch, 'no', 'such', 'folder'));
  await expect(thread.end()).rejects.toMatchObject({ code: 'ERR_SQLITE_ERROR', errcode: 14 });
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
