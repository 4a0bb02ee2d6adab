import { expect, test } from 'vitest';
import type { BatchSummary } from '../../../src/bridge/batch.ts';
import { fail, ok } from '../../../src/permit/result.ts';
import { type Reading, readingsAfter } from '../../../src/renderer/drop/reading.ts';

const opened: readonly Reading[] = readingsAfter([], {
  kind: 'opened',
  opened: {
    readings: [
      { reading: 'a', file: 'a.csv' },
      { reading: 'b', file: 'b.csv' },
    ],
  },
});
const progress = {
  kind: 'reading',
  reading: 'c',
  file: 'c.csv',
  rows: 1,
  bytes: 1,
  totalBytes: 2,
  rowsPerSecond: 3,
  preview: null,
} as const;

test('A file that the window did not ask for is shown as soon as its progress comes', () => {
  expect(readingsAfter(opened, progress).map((one) => one.reading)).toEqual(['a', 'b', 'c']);
});

test('An answer that comes after its own progress adds nothing twice', () => {
  const both = readingsAfter(opened, {
    kind: 'opened',
    opened: { readings: [{ reading: 'a', file: 'a.csv' }] },
  });
  expect(both).toHaveLength(2);
});

test('A cancelled reading leaves, a failed one stays with its reason until dismissed', () => {
  const ended = { kind: 'reading-ended', file: 'a.csv' } as const;
  expect(readingsAfter(opened, { ...ended, reading: 'a', result: 'cancelled' })).toHaveLength(1);
  const failed = readingsAfter(opened, { ...ended, reading: 'a', result: fail('file-empty') });
  expect(failed.find((one) => one.reading === 'a')?.failure?.code).toBe('file-empty');
  expect(readingsAfter(failed, { kind: 'dismissed', reading: 'a' })).toHaveLength(1);
});

test('A file that was read stays to be shown, until other files are opened', () => {
  const batch = { batch: 'a.permitbatch' } as unknown as BatchSummary;
  const ended = { kind: 'reading-ended', reading: 'a', file: 'a.csv', result: ok(batch) } as const;
  const read = readingsAfter(opened, ended);
  expect(read.map(({ reading, done }) => [reading, done])).toEqual([
    ['a', batch],
    ['b', null],
  ]);
  const more = { kind: 'opened', opened: { readings: [{ reading: 'd', file: 'd.csv' }] } } as const;
  expect(readingsAfter(read, more).map((one) => one.reading)).toEqual(['b', 'd']);
});

test('A file that was read before the answer that it is being read stays to be shown', () => {
  const batch = { batch: 'e.permitbatch' } as unknown as BatchSummary;
  const ended = { kind: 'reading-ended', reading: 'e', file: 'e.permitbatch', result: ok(batch) } as const;
  const answer = { kind: 'opened', opened: { readings: [{ reading: 'e', file: 'e.permitbatch' }] } } as const;
  const after = readingsAfter(readingsAfter(opened, ended), answer);
  expect(after.map(({ reading, done }) => [reading, done])).toEqual([
    ['a', null],
    ['b', null],
    ['e', batch],
  ]);
});

test('What failed goes when a file is read that was opened after it, and what waits for an answer stays', () => {
  const ended = { kind: 'reading-ended', file: 'x.csv' } as const;
  const batch = { batch: 'd.permitbatch' } as unknown as BatchSummary;
  const names = (readings: readonly Reading[]) => readings.map(({ reading }) => reading);
  let list = readingsAfter(opened, { ...ended, reading: 'a', result: fail('file-empty') });
  list = readingsAfter(list, { ...ended, reading: 'b', result: fail('header-not-first', { row: 2 }) });
  list = readingsAfter(list, progress);
  // Of the same drop: the failure has yet to be seen.
  list = readingsAfter(list, { ...ended, reading: 'c', result: ok(batch) });
  expect(names(list)).toEqual(['a', 'b', 'c']);
  const more = { kind: 'opened', opened: { readings: [{ reading: 'd', file: 'd.csv' }] } } as const;
  const next = readingsAfter(list, more);
  expect(names(next)).toEqual(['a', 'b', 'd']);
  expect(names(readingsAfter(next, { ...ended, reading: 'd', result: fail('file-empty') }))).toHaveLength(3);
  expect(names(readingsAfter(next, { ...ended, reading: 'd', result: ok(batch) }))).toEqual(['b', 'd']);
  // Read before the answer that it is being read.
  const early = readingsAfter(list, { ...ended, reading: 'd', result: ok(batch) });
  expect(names(readingsAfter(early, more))).toEqual(['b', 'd']);
});

test('All that failed or was read is cleared at once; what is read, or waits for an answer, stays', () => {
  const ended = { kind: 'reading-ended', file: 'x.csv' } as const;
  const batch = { batch: 'd.permitbatch' } as unknown as BatchSummary;
  let list = readingsAfter(readingsAfter(opened, progress), { ...ended, reading: 'd', result: ok(batch) });
  list = readingsAfter(list, { ...ended, reading: 'a', result: fail('file-empty') });
  list = readingsAfter(list, { ...ended, reading: 'b', result: fail('header-not-first', { row: 2 }) });
  expect(readingsAfter(list, { kind: 'cleared' }).map(({ reading }) => reading)).toEqual(['b', 'c']);
});
