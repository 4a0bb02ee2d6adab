import { expect, test } from 'vitest';
import { columnWidths } from '../../../../src/renderer/check/column/column-widths.ts';

const of = (name: string, sample: string) => ({
  name,
  field: '',
  samples: [sample],
  wire: false,
  beside: '',
});
const short = of('Lot', '7');
const date = of('End Date', '2031-12-31T23:59:59');
const note = of('Notes', 'x'.repeat(200));

test('A column is as wide as its longest first value, within bounds', () => {
  expect(columnWidths([short, date, note], false)).toEqual([96, 192, 320]);
});

test('Beside values that are about to change there is room for what was there before', () => {
  const wasDate = { ...date, beside: 'was 2026-12-31' };
  const wasNote = { ...note, beside: 'was nothing' };
  expect(columnWidths([short, wasDate, wasNote], false)).toEqual([96, 281, 389]);
  // In a narrow window the five columns come first.
  const five = columnWidths([short, wasDate, wasDate, wasNote, short], true);
  expect(five).toEqual([72, 160, 160, 160, 72]);
});

test.each([
  ['all fit as they are', [short, short, date, short, short, note], [72, 72, 176, 72, 72, 320]],
  [
    'the widest give way, those behind the fifth do not',
    [note, date, short, note, short, note],
    [160, 160, 72, 160, 72, 320],
  ],
  ['there are few', [note, short], [320, 72]],
  ['there are none', [], []],
])('In a narrow window the first five columns show together: %s', (_, columns, widths) => {
  const found = columnWidths(columns, true);
  expect(found).toEqual(widths);
  expect(found.slice(0, 5).reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(624);
});
