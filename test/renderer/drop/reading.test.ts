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
