import { expect, test } from 'vitest';
import { type PasteTarget, pastePlan } from '../../../src/renderer/check/paste-plan.ts';

const target: PasteTarget = {
  rows: [2, 3, 4],
  locked: [],
  shapeless: [],
  columns: [3, 1],
  selected: { rows: 1, columns: 1 },
};
const whole = { rowsBeyond: 0, columnsBeyond: 0, locked: 0, shapeless: 0, ragged: 0 };

test('cells fill from the cursor on, in the order in which rows and columns are shown', () => {
  const cells = [
    ['a', 'b'],
    ['c', 'd'],
  ];
  expect(pastePlan(cells, target)).toEqual({ ...whole, rows: [2, 3], columns: [3, 1], values: cells });
});

test('one cell fills all that is selected, one line fills all rows', () => {
  const selected = { rows: 3, columns: 2 };
  expect(pastePlan([['x']], { ...target, selected })).toEqual({
    ...whole,
    rows: [2, 3, 4],
    columns: [3, 1],
    values: [['x', 'x']],
  });
  const line = pastePlan([['x', 'y']], { ...target, selected });
  expect(line).toEqual({ ...whole, rows: [2, 3, 4], columns: [3, 1], values: [['x', 'y']] });
});

test('what does not fit is counted, and shorter lines leave cells as they are', () => {
  const cells = [['a', 'b', 'c'], ['d'], ['e', 'f', 'g'], ['h', 'i', 'j']];
  expect(pastePlan(cells, { ...target, locked: [3] })).toEqual({
    rows: [2, 3, 4],
    columns: [3, 1],
    values: [
      ['a', 'b'],
      ['d', null],
      ['e', 'f'],
    ],
    rowsBeyond: 1,
    columnsBeyond: 1,
    locked: 1,
    shapeless: 0,
    ragged: 1,
  });
});

test('of several rows those whose cells may stand in other columns are passed over', () => {
  const cells = [['a'], ['b']];
  expect(pastePlan(cells, { ...target, shapeless: [target.rows[1] ?? 0] }).shapeless).toBe(1);
  expect(pastePlan([['a']], { ...target, shapeless: [target.rows[0] ?? 0] }).shapeless).toBe(0);
});
