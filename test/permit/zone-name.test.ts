import { expect, test } from 'vitest';
import { rowChecker } from '../../src/permit/check.ts';
import { createRules } from '../../src/permit/create.ts';
import { zoneCheck } from '../../src/permit/zone-name.ts';

const names = ['Lot 01', 'Lot 02', 'North Garage', 'Visitors'];
const nearest = (value: string) => zoneCheck(names)(value)?.facts['nearest'] ?? null;

test.each([
  ['Lot 01', null],
  ['Lot  01', null],
  ['lot 01', 'Lot 01'],
  ['Lot 1', 'Lot 01'],
  ['Lto 02', 'Lot 02'],
  ['north garage', 'North Garage'],
  ['Garage North', 'North Garage'],
  ['Visitor', 'Visitors'],
  ['Z'.repeat(200), 'Lot 01'],
])('%s is held against the controller’s names, to the letter: the nearest is %s', (value, expected) => {
  expect(nearest(value)).toBe(expected);
});

test('nothing is said where no names are known', () => {
  expect(zoneCheck([])('Lot 1')).toBeNull();
});

test('a creation in a zone that was not named is a warning, and a blank or doubtful zone is told as before', () => {
  const settings = {
    now: Date.parse('2026-06-01T12:00:00Z'),
    zone: null,
    endDate: 'unchanged',
    dayEnd: '23:59:59',
    dateOrder: null,
    zoneNames: names,
  } as const;
  const check = rowChecker(
    ['zone', 'plate', 'endDate'],
    ['Zone', 'Plate', 'End Date'],
    settings,
    createRules,
  );
  const of = (zone: string) => check([zone, 'ABC 1', '2026-12-31T23:59:59'], { quoteUnbalanced: false });
  expect(of(' Lot 02 ')).toEqual([]);
  expect(of('')).toEqual([]);
  expect(of('Lot 2')).toEqual([
    {
      column: 1,
      field: 'zone',
      code: 'zone-unknown',
      value: 'Lot 2',
      facts: { count: 4, nearest: 'Lot 02' },
      repair: null,
    },
  ]);
  expect(of('N/A').map(({ code }) => code)).toEqual(['placeholder']);
});

test('of a column of remarks only the first are held against all names', () => {
  const check = zoneCheck(Array.from({ length: 500 }, (_, at) => `Parking area number ${at}`));
  const found = Array.from({ length: 20_000 }, (_, at) => check(`${at} ${'x'.repeat(60)}`));
  expect(found.every((one) => one?.code === 'zone-unknown')).toBe(true);
  expect(found[0]?.facts['nearest']).toBeDefined();
  expect(found.at(-1)?.facts['nearest']).toBeUndefined();
});
