import { expect, test } from 'vitest';
import { leftOut } from '../../../src/renderer/push/left-out.ts';

const none = { accepted: 0, rejected: 0, unknown: 0, unsent: 0, skipped: 0 };

test('each row that a push does not send is told once, with why', () => {
  const reasons = { duplicate: 5, 'by-hand': 3 };
  const summary = {
    invalid: 20,
    leftOut: { rows: 8, reasons },
    tally: { ...none, accepted: 65, skipped: 28 },
  };
  expect(leftOut(summary)).toEqual({ errors: 20, duplicates: 5, byHand: 3, only: 0, accepted: 65 });
});
