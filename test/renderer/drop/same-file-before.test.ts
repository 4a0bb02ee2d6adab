import { expect, test } from 'vitest';
import { sameFileBefore } from '../../../src/renderer/drop/same-file-before.ts';

const batch = (name: string, more: Partial<Parameters<typeof sameFileBefore>[0]> = {}) => ({
  batch: name,
  sha256: 'a',
  operation: 'update' as const,
  createdAt: `2026-01-0${name}T00:00:00Z`,
  runs: 0,
  canUndo: false,
  ...more,
});

test('the newest earlier batch of the same file is offered', () => {
  const edited = batch('1', { canUndo: true });
  const again = batch('3');
  expect(sameFileBefore(again, [again, edited])?.batch).toBe('1');
  expect(sameFileBefore(again, [again, edited, batch('2')])?.batch).toBe('2');
});

test.each([
  ['another file', batch('1', { sha256: 'b' })],
  ['another operation', batch('1', { operation: 'delete' })],
  ['one that was pushed', batch('1', { runs: 1 })],
  ['a later one', batch('4')],
])('%s is not', (_, other) => {
  const again = batch('3');
  expect(sameFileBefore(again, [other, again])).toBeNull();
});

test('whoever has worked on the new one is not asked any more', () => {
  expect(sameFileBefore(batch('3', { canUndo: true }), [batch('1')])).toBeNull();
});
