import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTsv, tsvCell } from '../../../src/renderer/check/tsv.ts';

test.each([
  ['a', [['a']]],
  [
    'a\tb\r\nc\td\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['a\n\nb', [['a'], [''], ['b']]],
  ['\t', [['', '']]],
  ['"two\r\nlines"\tx\r\n', [['two\r\nlines', 'x']]],
  ['"say ""so"""', [['say "so"']]],
  ['"open\tx', [['"open', 'x']]],
  ['"a" b\tx', [['"a" b', 'x']]],
  ['6" pipe\t5', [['6" pipe', '5']]],
  ['""\t""', [['', '']]],
])('%j is read as a spreadsheet means it', (text, cells) => {
  expect(parseTsv(text)).toEqual(cells);
});

test('what is copied is pasted as it was', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', '\r', ' ', 'é'), maxLength: 6 });
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (cells) => {
      const text = cells.map((line) => line.map(tsvCell).join('\t')).join('\r\n');
      expect(parseTsv(text)).toEqual(cells);
    }),
  );
});
