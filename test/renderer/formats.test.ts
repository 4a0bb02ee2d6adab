import { expect, test } from 'vitest';
import { tsvCell } from '../../src/renderer/check/tsv.ts';
import { failureMessage } from '../../src/renderer/failure-message.ts';
import { formatsIn } from '../../src/renderer/formats.ts';
import { shortened } from '../../src/renderer/shell/shortened.ts';
import { wordsIn } from '../../src/words/words.ts';

const noon = new Date(2026, 10, 24, 12).getTime();

test.each([
  { language: 'en', daysAgo: 0, day: 'Today' },
  { language: 'en', daysAgo: 1, day: 'Yesterday' },
  { language: 'fr', daysAgo: 0, day: 'Aujourd’hui' },
  { language: 'fr', daysAgo: 1, day: 'Hier' },
] as const)('$daysAgo days ago is $day', ({ language, daysAgo, day }) => {
  const iso = new Date(2026, 10, 24 - daysAgo, 23, 59).toISOString();
  expect(formatsIn(language).day(iso, noon)).toBe(day);
});

test.each([
  { seconds: 0.2, text: '1 second' },
  { seconds: 59, text: '59 seconds' },
  { seconds: 119, text: '2 minutes' },
  { seconds: 3600, text: '1 hour' },
  { seconds: 5400, text: '1 hour 30 minutes' },
])('$seconds s is told as $text', ({ seconds, text }) => {
  expect(formatsIn('en').duration(seconds)).toBe(text);
});

test.each([
  { value: '1a9b5375-cb75-4c71-9939-eeae550b09ac', short: '1a9b5375-…0b09ac' },
  { value: 'PL8RDR', short: 'PL8RDR' },
])('$value is shown as $short', ({ value, short }) => {
  expect(shortened(value, 16)).toBe(short);
});

test.each([
  { cell: 'plain', tsv: 'plain' },
  { cell: 'a\tb', tsv: '"a\tb"' },
  { cell: 'say "no"', tsv: '"say ""no"""' },
])('$cell is copied as $tsv', ({ cell, tsv }) => {
  expect(tsvCell(cell)).toBe(tsv);
});

test.each(['en', 'fr'] as const)('A failure without a sentence of its own is named, in %s', (language) => {
  expect(failureMessage(wordsIn(language), { code: 'never-heard-of', facts: {} })).toContain(
    'never-heard-of',
  );
});

test('A failure of any room is told in its words', () => {
  const words = wordsIn('en');
  for (const code of ['batch-busy', 'keychain-locked', 'engine-stopped', 'batch-missing', 'bridge-broken']) {
    expect(failureMessage(words, { code, facts: { path: '/x' } })).not.toContain(`(code: ${code})`);
  }
});
