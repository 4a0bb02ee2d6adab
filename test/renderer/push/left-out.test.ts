import { expect, test } from 'vitest';
import { leftOut } from '../../../src/renderer/push/left-out.ts';

const none = { accepted: 0, rejected: 0, unknown: 0, unsent: 0, skipped: 0 };

test.each([
  {
    name: 'before the first push',
    summary: {
      valid: 70,
      warned: 10,
      invalid: 20,
      pushable: 75,
      runs: 0,
      tally: { ...none, skipped: 5, unsent: 95 },
    },
    expected: { errors: 20, duplicates: 5, accepted: 0 },
  },
  {
    name: 'a duplicate with errors of its own is told once, as one with errors',
    summary: {
      valid: 70,
      warned: 10,
      invalid: 20,
      pushable: 80,
      runs: 0,
      tally: { ...none, skipped: 4, unsent: 96 },
    },
    expected: { errors: 20, duplicates: 0, accepted: 0 },
  },
  {
    name: 'after a push that left out the rows with errors',
    summary: {
      valid: 80,
      warned: 0,
      invalid: 20,
      pushable: 0,
      runs: 1,
      tally: { ...none, accepted: 80, skipped: 20 },
    },
    expected: { errors: 20, duplicates: 0, accepted: 80 },
  },
  {
    name: 'after a push that left out errors and duplicates',
    summary: {
      valid: 80,
      warned: 0,
      invalid: 20,
      pushable: 10,
      runs: 1,
      tally: { ...none, accepted: 65, unsent: 10, skipped: 25 },
    },
    expected: { errors: 20, duplicates: 5, accepted: 65 },
  },
])('$name', ({ summary, expected }) => {
  expect(leftOut(summary)).toEqual(expected);
});
