import { expect, test } from 'vitest';
import { spreadsheetSeparator } from '../../src/main/region.ts';

test.each([
  ['en-CA', ','],
  ['en-US', ','],
  ['fr-CA', ';'],
  ['fr-FR', ';'],
  ['de-DE', ';'],
])('spreadsheets of %s separate cells by %s', (locale, separator) => {
  expect(spreadsheetSeparator(locale)).toBe(separator);
});
