import { expect, test } from 'vitest';
import { formatsIn } from '../../src/renderer/formats.ts';
import { instantsIn } from '../../src/words/instants.ts';
import { wordsIn } from '../../src/words/words.ts';

const morning = new Date(2026, 10, 29, 9, 5).toISOString();
const evening = new Date(2026, 10, 29, 21, 5).toISOString();

test.each([
  { locale: 'en-CA', instant: morning, text: 'Nov 29, 2026, 9:05 am' },
  { locale: 'en-CA', instant: Date.parse(evening), text: 'Nov 29, 2026, 9:05 pm' },
  { locale: 'fr-CA', instant: evening, text: '29 nov. 2026, 21 h 05' },
  { locale: 'en-CA', instant: 'soon', text: 'soon' },
  { locale: 'en-CA', instant: undefined, text: '' },
])('$instant is written as $text', ({ locale, instant, text }) => {
  const written = instantsIn(locale, { dateStyle: 'medium', timeStyle: 'short' })(instant);
  expect(written.replaceAll(/[\u00a0\u202f]/g, ' ')).toBe(text);
});

test('a French time stays on one line', () => {
  const clock = instantsIn('fr-CA', { timeStyle: 'medium', timeZone: 'UTC' });
  expect(clock('2026-11-29T21:05:09Z')).toBe('21\u00a0h\u00a005\u00a0min\u00a009\u00a0s');
});

test('a sentence that ends with a time ends in one full stop', () => {
  const { window: words } = wordsIn('en');
  const formats = formatsIn('en');
  const sentences = [
    words.push.changes.same(1, formats.instant(morning), 'renewals'),
    words.check.endWithoutZone(formats.wallClock('2026-12-31T23:59:59')),
  ];
  for (const sentence of sentences) expect(sentence).not.toContain('..');
});
