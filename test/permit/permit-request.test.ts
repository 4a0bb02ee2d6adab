import { expect, test } from 'vitest';
import { isZone } from '../../src/permit/lot-clock.ts';
import { localEnd, permitRequest } from '../../src/permit/permit-request.ts';

const mapping = ['plate', 'referenceId', null, 'endDate', 'amount', 'currency'] as const;
const unchanged = { zone: 'America/Toronto', endDate: 'unchanged' } as const;
const utc = { zone: 'America/Toronto', endDate: 'utc' } as const;
const cells = (endDate: string) => ['\u00a0ABC 123 ', 'id-1', 'note', endDate, '14.50', 'CAD'];

test('values are trimmed, blanks and unmapped columns left out, and End Date is sent as it stands', () => {
  expect(permitRequest(cells(' 2026-12-31T23:59:59'), mapping, unchanged)).toEqual({
    referenceId: 'id-1',
    endTime: '2026-12-31T23:59:59',
    plate: 'ABC 123',
    amount: '14.50',
    currency: 'CAD',
  });
  expect(permitRequest([' ', 'id-1', 'x', '\u00a0'], mapping, utc)).toEqual({ referenceId: 'id-1' });
});

test.each([
  ['2026-12-31T23:59:59', '2027-01-01T04:59:59', '2026-12-31 23:59:59 (UTC-05:00)'],
  ['2026-07-01T00:00:00', '2026-07-01T04:00:00', '2026-07-01 00:00:00 (UTC-04:00)'],
  ['2026-11-01T01:30:00', '2026-11-01T06:30:00', '2026-11-01 01:30:00 (UTC-05:00)'],
])('%s in Toronto is %s in UTC', (local, expected, shown) => {
  expect(permitRequest(cells(local), mapping, utc)).toMatchObject({ endDateUtc: expected });
  expect(permitRequest(cells(local), mapping, utc)).not.toHaveProperty('endTime');
  expect(localEnd(cells(local), mapping, utc)).toBe(shown);
});

test('without a zone nothing is converted', () => {
  const without = { zone: null, endDate: 'utc' } as const;
  expect(permitRequest(cells('2026-12-31T23:59:59'), mapping, without)).toMatchObject({
    endTime: '2026-12-31T23:59:59',
  });
  expect(localEnd(cells('2026-12-31T23:59:59'), mapping, without)).toBeNull();
});

test('what is no time on the lot’s clock has no local time and is never sent', () => {
  expect(localEnd(cells(''), mapping, utc)).toBeNull();
  expect(localEnd(cells('2026-02-30T00:00:00'), mapping, utc)).toBeNull();
  expect(localEnd(cells('2027-03-14T02:30:00'), mapping, utc)).toBeNull();
  expect(() => permitRequest(cells('2027-03-14T02:30:00'), mapping, utc)).toThrow();
  expect(() => permitRequest(['ABC'], mapping, utc)).toThrow();
});

test.each([
  ['America/Toronto', true],
  ['UTC', true],
  ['America/Torono', false],
  ['-05:00', false],
  ['', false],
])('isZone(%j) is %s', (name, expected) => {
  expect(isZone(name)).toBe(expected);
});
