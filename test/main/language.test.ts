import { expect, test } from 'vitest';
import { languageOf } from '../../src/main/language.ts';

test.each([
  ['fr', ['en-CA'], 'fr'],
  ['en', ['fr-CA'], 'en'],
  ['system', ['fr-CA', 'en-CA'], 'fr'],
  ['system', ['FR'], 'fr'],
  ['system', ['de-DE', 'fr-FR', 'en-US'], 'fr'],
  ['system', ['en-GB', 'fr-FR'], 'en'],
  ['system', ['frr', 'de'], 'en'],
  ['system', [], 'en'],
] as const)('%s on a system that speaks %j: %s', (chosen, system, expected) => {
  expect(languageOf(chosen, system)).toBe(expected);
});
