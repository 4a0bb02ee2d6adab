import { expect, test } from 'vitest';
import {
  type CellSelection,
  isRange,
  isWithin,
  placeAfter,
  rectangleOf,
  selectionAt,
} from '../../../src/renderer/check/cell-selection.ts';

const shown = { rows: 100, columns: 5, page: 10 };

test.each([
  ['ArrowUp', false, { row: 49, column: 2 }],
  ['ArrowDown', true, { row: 99, column: 2 }],
  ['ArrowLeft', true, { row: 50, column: 0 }],
  ['ArrowRight', false, { row: 50, column: 3 }],
  ['PageUp', false, { row: 40, column: 2 }],
  ['PageDown', false, { row: 60, column: 2 }],
  ['PageDown', true, null],
  ['Home', false, { row: 50, column: 0 }],
  ['Home', true, { row: 0, column: 0 }],
  ['End', false, { row: 50, column: 4 }],
  ['End', true, { row: 99, column: 4 }],
  ['a', false, null],
])('%s (with Ctrl: %s) leads to %j', (key, ctrl, to) => {
  expect(placeAfter({ key, ctrl }, { row: 50, column: 2 }, shown)).toEqual(to);
});

test('no key leads beyond what is shown', () => {
  const first = { row: 0, column: 0 };
  const last = { row: 99, column: 4 };
  for (const key of ['ArrowUp', 'ArrowLeft', 'PageUp']) {
    expect(placeAfter({ key, ctrl: false }, first, shown)).toEqual(first);
  }
  for (const key of ['ArrowDown', 'ArrowRight', 'PageDown']) {
    expect(placeAfter({ key, ctrl: false }, last, shown)).toEqual(last);
  }
});

test('a range goes from where it began to the cursor, either way; whole rows have all columns', () => {
  const range: CellSelection = { anchor: { row: 7, column: 3 }, cursor: { row: 4, column: 1 }, whole: null };
  const box = { top: 4, bottom: 7, left: 1, right: 3 };
  expect(rectangleOf(range, shown)).toEqual(box);
  expect(rectangleOf({ ...range, whole: 'rows' }, shown)).toEqual({ ...box, left: 0, right: 4 });
  expect(rectangleOf({ ...range, whole: 'all' }, shown)).toEqual({ top: 0, bottom: 99, left: 0, right: 4 });
  expect(isWithin(box, { row: 7, column: 1 })).toBe(true);
  expect(isWithin(box, { row: 8, column: 1 })).toBe(false);
  expect(isRange(range)).toBe(true);
  expect(isRange(selectionAt({ row: 1, column: 1 }))).toBe(false);
});
