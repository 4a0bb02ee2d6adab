import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import type { Dialect } from '../../../src/batch/reading/dialect.ts';
import { longestCell, scanRecord } from '../../../src/batch/reading/record-scan.ts';
import { regularLines } from '../../../src/batch/reading/regular-line.ts';

const dialect: Dialect = { delimiter: ',', quote: '"', escape: '"', width: 3, marks: null };
const regularEnd = (text: string, from = 0, longest = longestCell) =>
  regularLines(dialect, longest)?.(text, from);

it('calls no line regular that the scan would read otherwise', () => {
  const text = fc
    .array(fc.constantFrom('"', '""', ',', '","', 'a', 'r1', ' ', '\n', '\r\n'), { maxLength: 24 })
    .map((pieces) => pieces.join(''));
  let regular = 0;
  fc.assert(
    fc.property(text, (text) => {
      const end = regularEnd(text);
      if (end === undefined || end === -1) return;
      regular++;
      expect(scanRecord(text, 0, dialect, false)).toEqual({ end, cells: null, unbalanced: false });
    }),
    { numRuns: 3000 },
  );
  expect(regular).toBeGreaterThan(300);
});

it('calls every line regular that a writer wrote without breaks in its cells', () => {
  const cell = fc.string({ unit: fc.constantFrom(...'ab ",;\'é'), maxLength: 6 });
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 6 }), fc.boolean(), (cells, quotes) => {
      const line = Papa.unparse([cells], { quotes });
      expect(regularEnd(`x\n${line}\r\n"y`, 2)).toBe(2 + line.length);
    }),
  );
});

it.each([
  ['a line whose break is still to come', '"a","b"', longestCell],
  ['a break within a cell', '"a\nb",c\n', longestCell],
  ['a line longer than it may be', '"abc"\n', 4],
  ['more cells than it follows', `${',"a"'.repeat(1200)}\n`, longestCell],
])('leaves %s to the scan', (_, text, longest) => {
  expect(regularEnd(text, 0, longest)).toBe(-1);
});

it.each([{ escape: '\\' }, { delimiter: '"' }, { delimiter: '😀' }])(
  'knows no regular line of the dialect %o',
  (other) => {
    expect(regularLines({ ...dialect, ...other }, longestCell)).toBeNull();
  },
);
