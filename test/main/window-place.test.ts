import { expect, test } from 'vitest';
import { fitInto } from '../../src/main/window-place.ts';

const display = { x: 100, y: 30, width: 1920, height: 1050 };

test.each([
  ['fits: stays', { x: 300, y: 200, width: 1320, height: 860 }, { x: 300, y: 200, width: 1320, height: 860 }],
  [
    'left of the display',
    { x: -900, y: 200, width: 800, height: 600 },
    { x: 100, y: 200, width: 800, height: 600 },
  ],
  [
    'below and right of it',
    { x: 5000, y: 5000, width: 800, height: 600 },
    { x: 1220, y: 480, width: 800, height: 600 },
  ],
  ['larger than it', { x: 0, y: 0, width: 4000, height: 3000 }, display],
])('%s', (_, place, expected) => {
  expect(fitInto(place, display)).toEqual(expected);
});
