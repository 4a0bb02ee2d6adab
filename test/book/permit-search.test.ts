import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withBook } from '../../src/book/book.ts';
import { historyTable, knownTable } from '../../src/book/known-table.ts';
import { permitHistory, searchPermits } from '../../src/book/permit-search.ts';
import { type Practice, startPractice } from '../../src/opscom/practice/practice.ts';
import { closeMade, makeBatch } from '../support/made-batch.ts';
import { push } from '../support/push-batch.ts';

let folder: string;
let practice: Practice;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'permit-search-'));
  practice = await startPractice();
  const rows = [
    ['a-1', 'ABC 123', ''],
    ['a-2', 'XYZ 9', ''],
    ['b-1', 'QRS 5', ''],
  ];
  await push(makeBatch(folder, { name: 'first', rows }), practice.url);
  await push(makeBatch(folder, { name: 'second', rows: [['a-2', 'NEW 1', '']] }), practice.url);
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

const search = (text: string, limit = 10) =>
  inBook((book) => searchPermits(book, here(), text, limit)).map(({ reference }) => reference);

test.each([
  ['', ['a-1', 'a-2', 'b-1']],
  ['a-', ['a-1', 'a-2']],
  [' b-1 ', ['b-1']],
  ['A-1', []],
  ['abc-1', ['a-1']],
  ['new1', ['a-2']],
  // A plate that it had before.
  ['xyz', ['a-2']],
  ['-', []],
  ['%', []],
])('finds permits by %j', (text, references) => {
  expect(search(text)).toEqual(references);
});

test('finds no more than are asked for, and nothing at another connection', () => {
  expect(search('', 2)).toEqual(['a-1', 'a-2']);
  expect(inBook((book) => searchPermits(book, { ...here(), client: 'OTHER' }, '', 10))).toEqual([]);
});

test('tells the history of a permit, newest first, and as tables', () => {
  const facts = inBook((book) => permitHistory(book, here(), 'a-2'));
  expect(facts.map(({ batch, row, values }) => [batch, row, values.plate])).toEqual([
    ['second.permitbatch', 2, 'NEW 1'],
    ['first.permitbatch', 3, 'XYZ 9'],
  ]);
  expect([...historyTable(facts)].map((line) => [line[0], line[2], line[3], line[4], line[6]])).toEqual([
    ['referenceId', 'known_from', 'row', 'operation', 'plate'],
    ['a-2', 'second.permitbatch', '2', 'update', 'NEW 1'],
    ['a-2', 'first.permitbatch', '3', 'update', 'XYZ 9'],
  ]);
  const [header = [], line = []] = [...knownTable(inBook((book) => searchPermits(book, here(), 'a-2', 1)))];
  expect(line[header.indexOf('plate')]).toBe('NEW 1');
  expect(line[header.indexOf('plate_known_from')]).toBe('second.permitbatch');
});
