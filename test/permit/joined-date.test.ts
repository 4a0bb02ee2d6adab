import { expect, test } from 'vitest';
import { rowChecker } from '../../src/permit/check.ts';
import { isTimeOfDay, joinedDate } from '../../src/permit/joined-date.ts';
import { permitRequest } from '../../src/permit/permit-request.ts';

test.each([
  ['2027-06-30', '18:00', '2027-06-30 18:00'],
  ['2027-06-30', '18:00:00', '2027-06-30T18:00:00'],
  [' 2027-06-30 ', '\u00a06:30 PM', '2027-06-30 6:30 PM'],
  ['30/06/2027', '18 h 30', '30/06/2027 18 h 30'],
  ['2027-06-30T00:00:00', '18:00:00', '2027-06-30T18:00:00'],
  ['2027-06-30 00:00', '18:00', '2027-06-30 18:00'],
  ['2027-06-30', '1899-12-31T18:00:00', '2027-06-30T18:00:00'],
  // A repair writes both into the date's cell.
  ['2027-06-30T18:00:00', '18:00', '2027-06-30T18:00:00'],
  ['2027-06-30T00:00:00', '00:00', '2027-06-30T00:00:00'],
  ['2027-06-30T18:30:00', '6:30 p.m.', '2027-06-30T18:30:00'],
  // Two times are for a person to decide.
  ['2027-06-30T23:59:59', '18:00', '2027-06-30T23:59:59 18:00'],
  ['2027-06-30', '', '2027-06-30'],
  ['', '18:00', '18:00'],
  ['', '', ''],
])('%j and %j are %j', (date, time, expected) => {
  expect(joinedDate(date, time)).toBe(expected);
});

test.each([
  ['18:00', true],
  ['6:30 PM', true],
  ['6 pm', true],
  ['18h30', true],
  ['18 h', true],
  ['23:59:59', true],
  ['1899-12-31T18:00:00', true],
  ['18', false],
  ['18.00', false],
  ['2027-06-30', false],
  ['2027-06-30 18:00', false],
  ['ABC123', false],
  ['', false],
])('%j is a time of day: %s', (text, expected) => {
  expect(isTimeOfDay(text)).toBe(expected);
});

const mapping = ['referenceId', 'endClock', 'endDate'] as const;
const headers = ['Reference ID', 'End Time', 'End Date'];
const settings = {
  now: Date.parse('2026-11-01T00:00:00Z'),
  zone: null,
  endDate: 'unchanged',
  dayEnd: '23:59:59',
  dateOrder: null,
} as const;

test('a joined date is checked, repaired and sent as one value, at its date’s column', () => {
  const check = rowChecker(mapping, headers, settings);
  const reading = { quoteUnbalanced: false };
  const [issue] = check(['r-1', '18:00', '2027-06-30'], reading);
  expect(issue).toMatchObject({ column: 3, code: 'end-date-format', value: '2027-06-30 18:00' });
  const repaired = issue?.repair?.value ?? '';
  expect(repaired).toBe('2027-06-30T18:00:00');
  expect(check(['r-1', '18:00', repaired], reading)).toEqual([]);
  expect(permitRequest(['r-1', '18:00', repaired], mapping, settings)).toEqual({
    referenceId: 'r-1',
    endTime: '2027-06-30T18:00:00',
  });
  expect(permitRequest(['r-1', '18:00:00', '2027-06-30'], mapping, settings)).toMatchObject({
    endTime: '2027-06-30T18:00:00',
  });
  expect(check(['r-1', '18:00', '2027-06-30T23:59:59'], reading)).toMatchObject([
    { code: 'end-date-format', repair: null },
  ]);
});

test('what a workbook says of the time’s cell is told at the date’s', () => {
  const check = rowChecker(mapping, headers, settings);
  const marks = { kinds: { 2: 'formula' as const } };
  expect(check(['r-1', '18:00:00', '2027-06-30'], { quoteUnbalanced: false, marks })).toMatchObject([
    { column: 3, code: 'formula-uncalculated' },
  ]);
});
