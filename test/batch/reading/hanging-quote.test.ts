import { expect, test } from 'vitest';
import type { Dialect } from '../../../src/batch/reading/dialect.ts';
import { CellTooLong } from '../../../src/batch/reading/hanging-quote.ts';
import { RecordReader } from '../../../src/batch/reading/record-reader.ts';

const usual: Dialect = { delimiter: ',', quote: '"', escape: '"', width: 3, headerWidth: 3 };
const backslash: Dialect = { ...usual, escape: '\\' };
const rows = 'r-9,ABC 9,x\n'.repeat(100_000);

/** How many records a text has whose second one opens a quote far above its end; or the row that is told. */
function read(inside: string, dialect: Dialect, size: number): number | string {
  const text = `Reference ID,Plate,Note\nr-1,ABC 1,"${inside}`;
  const reader = new RecordReader(dialect);
  let count = 0;
  try {
    for (let at = 0; at < text.length; at += size)
      count += reader.push(text.slice(at, at + size)).records.length;
    return count + reader.end().records.length;
  } catch (cause) {
    if (cause instanceof CellTooLong) return `row ${cause.row}`;
    throw cause;
  }
}

/** The header, the row that the quote is in, whose line goes on, and the others. */
const all = 1 + 100_000;
test.each([
  ['closes at the end of a line', `${rows}end"\nr-2,ABC 2,\n`, usual, 'row 2'],
  ['closes at the end of the text', `${rows}end"`, usual, 'row 2'],
  ['closes behind doubled quotes', `${rows}"",""x\nend"\n`, usual, 'row 2'],
  ['closes behind escaped quotes', `${rows}\\",\\"\nend"\n`, backslash, 'row 2'],
  ['never closes', rows, usual, all],
  ['is followed by a quoted cell', `${rows}r-2,"ABC, 2",x\n`, usual, all + 1],
  ['is followed by a blank quoted cell alone', `${rows}r-2,"",x\n`, usual, all + 1],
] as const)('a quote that %s', (_, inside, dialect, expected) => {
  for (const size of [1 << 16, 65_537, 1 << 24]) expect(read(inside, dialect, size)).toBe(expected);
});

test('a long cell on one line is one cell', () => {
  const cell = 'x'.repeat(3 << 20);
  const reader = new RecordReader(usual);
  const { records } = reader.push(`r-1,ABC 1,"${cell}"\nr-2,ABC 2,x\n`);
  expect(records.map((record) => record.map(({ length }) => length))).toEqual([
    [3, 5, cell.length],
    [3, 5, 1],
  ]);
});
