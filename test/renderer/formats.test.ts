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

test.each([
  { language: 'en', text: '2026-12-31T23:59:59', told: 'Thursday, December 31, 2026 at 11:59:59 pm' },
  {
    language: 'fr',
    text: '2026-12-31 23:59:59 (UTC-05:00)',
    told: 'jeudi 31 décembre 2026 à 23 h 59 min 59 s (UTC-05:00)',
  },
  { language: 'en', text: 'never', told: 'never' },
] as const)('$text on a clock is told as $told', ({ language, text, told }) => {
  expect(
    formatsIn(language)
      .wallClock(text)
      .replaceAll(/[\u00a0\u202f]/g, ' '),
  ).toBe(told);
});

test('The day of a batch is found as it is written in files', () => {
  expect(formatsIn('en').isoDay(new Date(2026, 10, 24, 23, 59).toISOString())).toBe('2026-11-24');
});
