import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DamagedAnswer } from '../../src/batch/file/database.ts';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { removeBatch } from '../../src/batch/library/removal.ts';
import { bookPath, updateBookPausing, withBook, withBookAsIs } from '../../src/book/book.ts';
import { rowChanges } from '../../src/book/changes.ts';
import { allKnown, bookStatus, forgetPermits } from '../../src/book/holdings.ts';
import { connectionByHand } from '../../src/connections/connection.ts';
import { checkKnownNow } from '../../src/jobs/connection-check.ts';
import { type Practice, startPractice } from '../../src/opscom/practice/practice.ts';
import { closeMade, makeBatch } from '../support/made-batch.ts';
import { misplacedBatch } from '../support/misplaced-rows.ts';
import { push } from '../support/push-batch.ts';

let folder: string;
let practice: Practice;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'book-'));
  practice = await startPractice();
});

afterEach(async () => {
  closeMade();
  await practice.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

const here = () => ({ controller: practice.url, client: 'OC-TEST' });

function inBook<Value>(work: Parameters<typeof withBook<Value>>[1]): Value {
  const done = withBook(folder, work);
  if (!done.ok) throw new Error(String(done.failure.facts['reason']));
  return done.value;
}

/** Plates by reference ID, with the batch that each is known from. */
function known(): Record<string, string> {
  const permits = inBook((book) => [...allKnown(book, here())]);
  return Object.fromEntries(
    permits.map(({ reference, values: { plate } }) => [reference, `${plate?.value} ${plate?.batch}`]),
  );
}

function changes(document: BatchDocument): string[] {
  return inBook((book) => [...rowChanges(book, document, here())]).map(({ row, change, cells }) =>
    [row, change, ...cells.map(({ known: was, wanted }) => `${was.value}→${wanted}`)].join(' '),
  );
}

/** Everything in the book, and in one that is made anew of the same batches. */
function presentAndRebuilt(): [string, string] {
  const all = () =>
    inBook(({ db }) =>
      JSON.stringify(
        db
          .prepare(
            `select s.name, f.reference, f.at, f.row, f.run, f.operation, f.plate, f.end_time, c.controller
             from fact f join source s on s.id = f.source join connection c on c.id = f.connection
             order by s.name, f.row`,
          )
          .all(),
      ),
    );
  const present = all();
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${bookPath(folder)}${suffix}`, { force: true });
  return [present, all()];
}

test('tells what rows would change of what was accepted before, permit by permit', async () => {
  const first = makeBatch(folder, {
    name: 'first',
    rows: [
      ['a', 'ONE', ''],
      ['b', 'TWO', ''],
    ],
  });
  await push(first, practice.url);
  const second = makeBatch(folder, {
    name: 'second',
    rows: [
      ['a', 'ONE', ''],
      ['b', 'NEW', ''],
      ['c', 'ANY', ''],
    ],
  });
  expect(changes(second)).toEqual(['2 unchanged', '3 changed TWO→NEW', '4 unknown']);
  await push(second, practice.url);
  expect(known()).toEqual({
    a: 'ONE second.permitbatch',
    b: 'NEW second.permitbatch',
    c: 'ANY second.permitbatch',
  });
});

test('is brought up to date a batch at a time, and what is forgotten meanwhile stays forgotten', async () => {
  for (const name of ['first', 'second', 'third']) {
    await push(makeBatch(folder, { name, rows: [[name, 'ONE', '']] }), practice.url);
  }
  const asItIs = () =>
    withBookAsIs(folder, (book) => [...allKnown(book, here())].map(({ reference }) => reference));
  const seen: (readonly string[] | null)[] = [asItIs()];
  for (const _batch of updateBookPausing(folder)) {
    seen.push(asItIs());
    if (seen.length === 3) forgetPermits(folder, here(), 'third', new Date());
  }
  expect(seen).toEqual([null, ['first'], ['first', 'second'], ['first', 'second']]);
  expect(Object.keys(known())).toEqual(['first', 'second']);
});

test('knows nothing of rows that were not accepted, and nothing at another connection', async () => {
  practice.seed(['a']);
  const batch = makeBatch(folder, {
    rows: [
      ['a', 'ONE', ''],
      ['b', 'TWO', ''],
    ],
  });
  await push(batch, practice.url, { onWrongLot: async () => true });
  expect(known()).toEqual({ a: 'ONE made.permitbatch' });
  const elsewhere = inBook((book) => bookStatus(book, { ...here(), client: 'OC-OTHER' }));
  expect(elsewhere).toMatchObject({ permits: 0, rows: 0, batches: 0, oldest: null });
});

test('is the same when it is made anew, after pushes that were cut off and retried', async () => {
  const faulty = await startPractice({ faults: { drop: 0.4, fail: 0.3, randomSeed: 7 } });
  const batch = makeBatch(folder, { name: 'many', rows: 60 });
  try {
    await push(batch, faulty.url);
    inBook(() => null);
    await push(batch, faulty.url, { kind: 'retry' });
  } finally {
    await faulty.close();
  }
  const [present, rebuilt] = presentAndRebuilt();
  const { accepted } = batch.db
    .prepare("select count(*) as accepted from outcome where status = 'accepted'")
    .get() as { accepted: number };
  expect(accepted).toBeGreaterThan(10);
  expect(JSON.parse(present)).toHaveLength(accepted);
  expect(rebuilt).toBe(present);
});

test('lets go of what a removed batch told, and is made anew where it is damaged', async () => {
  const first = makeBatch(folder, { name: 'first', rows: [['a', 'ONE', '']] });
  await push(first, practice.url);
  const second = makeBatch(folder, { name: 'second', rows: [['a', 'TWO', '']] });
  await push(second, practice.url);
  expect(known()).toEqual({ a: 'TWO second.permitbatch' });
  second.close();
  expect(removeBatch(second.path, { archive: null, by: 'me', now: new Date() }).ok).toBe(true);
  expect(known()).toEqual({ a: 'ONE first.permitbatch' });
  for (const suffix of ['-wal', '-shm']) rmSync(`${bookPath(folder)}${suffix}`, { force: true });
  writeFileSync(bookPath(folder), 'no database at all, but long enough to be looked at as one'.repeat(100));
  expect(known()).toEqual({ a: 'ONE first.permitbatch' });
});

test('forgets for good, but not what is accepted later', async () => {
  const first = makeBatch(folder, {
    name: 'first',
    rows: [
      ['a', 'ONE', ''],
      ['b', 'TWO', ''],
    ],
  });
  await push(first, practice.url);
  expect(forgetPermits(folder, here(), 'a', new Date())).toEqual({ ok: true, value: 1 });
  expect(known()).toEqual({ b: 'TWO first.permitbatch' });
  const [present, rebuilt] = presentAndRebuilt();
  expect(rebuilt).toBe(present);
  await push(makeBatch(folder, { name: 'second', rows: [['a', 'NEW', '']] }), practice.url);
  expect(known()).toEqual({ a: 'NEW second.permitbatch', b: 'TWO first.permitbatch' });
  forgetPermits(folder, here(), null, new Date());
  expect(known()).toEqual({});
  expect(readdirSync(join(folder, 'book'))).toEqual(['forgotten.json']);
});

test('a batch that is damaged keeps no other out, and what cannot be read as forgotten stays hidden', async () => {
  const first = makeBatch(folder, { name: 'first', rows: [['a', 'ONE', '']] });
  await push(first, practice.url);
  const second = makeBatch(folder, { name: 'second', rows: [['b', 'TWO', '']] });
  await push(second, practice.url);
  first.db.exec("update outcome set sent = '{cut'");
  expect(known()).toEqual({ b: 'TWO second.permitbatch' });
  mkdirSync(join(folder, 'book'));
  writeFileSync(join(folder, 'book', 'forgotten.json'), '[{');
  expect(withBook(folder, () => null)).toMatchObject({ ok: false, failure: { code: 'book-unusable' } });
});

test('a batch whose rows do not ascend is damaged, and the book that it is held against stays', async () => {
  await push(makeBatch(folder, { name: 'first', rows: [['a', 'ONE', '']] }), practice.url);
  expect(known()).toEqual({ a: 'ONE first.permitbatch' });
  const { ino } = statSync(bookPath(folder));
  const document = await misplacedBatch(folder);
  expect(() => changes(document)).toThrow(DamagedAnswer);
  await expect(checkKnownNow(folder, document, connectionByHand(practice.url, 'OC-TEST'))).rejects.toThrow(
    DamagedAnswer,
  );
  document.close();
  expect(statSync(bookPath(folder)).ino).toBe(ino);
});
