import { expect, test } from 'vitest';
import { wordsIn } from '../../src/words/words.ts';

/** Every sentence of the topic, those that are functions said of some values or facts. */
function sentences(found: unknown, at: string): [string, string][] {
  if (typeof found === 'string') return [[at, found]];
  if (typeof found === 'function') {
    return [
      [2, 2, 2, 2],
      [1, true, 'create', 1],
      [{ count: 2, rows: 2, at: '2026-01-01', headers: 'a', batch: 'b' }],
      [['a'], 'b', 'c'],
    ].flatMap((values) => {
      try {
        return sentences((found as (...given: unknown[]) => unknown)(...values), at);
      } catch {
        // It takes other values than these.
        return [];
      }
    });
  }
  if (typeof found !== 'object' || found === null) return [];
  return Object.entries(found).flatMap(([key, one]) => sentences(one, `${at}.${key}`));
}

test('No French sentence breaks before its own punctuation', () => {
  const all = Object.entries(wordsIn('fr')).flatMap(([topic, found]) => sentences(found, topic));
  expect(all.length).toBeGreaterThan(700);
  expect(all.filter(([, text]) => / [:;?!»]|« /.test(text))).toEqual([]);
});
