import { describe, expect, test } from 'vitest';
import { type CheckSettings, rowChecker } from '../../src/permit/check.ts';
import { mappingOf } from '../../src/permit/mapping.ts';
import { matchHeaders } from '../../src/permit/match-headers.ts';
import { operationRules } from '../../src/permit/operation-rules.ts';
import { permitRequest } from '../../src/permit/permit-request.ts';

const settings: CheckSettings = {
  now: Date.parse('2026-06-01T12:00:00Z'),
  zone: 'America/Toronto',
  endDate: 'utc',
  dayEnd: '23:59:59',
  dateOrder: null,
};
const read = { quoteUnbalanced: false };
const { create } = operationRules;

test('a creation whose file has no column for what it needs waits as a whole', () => {
  const check = rowChecker(['permitNo', 'plate'], ['Permit No', 'Plate'], settings, create);
  expect(check(['P-1', 'PL8RDR'], read)).toMatchObject([
    { column: null, field: 'endDate', code: 'end-date-missing' },
  ]);
});

describe('a creation', () => {
  const headers = [
    'Permit No',
    'Lot',
    'Start Date',
    'End Date',
    'Plate',
    'Amount',
    'CurrencyID',
    'Reference ID',
  ];
  const mapping = mappingOf(matchHeaders(headers, create));
  const good = ['P-1', 'Lot 7', '2026-01-01T00:00:00', '2026-12-31T23:59:59', 'PL8RDR', '14.50', 'CAD', 'x'];
  const check = (at: number, value: string) =>
    rowChecker(
      mapping,
      headers,
      settings,
      create,
    )(good.with(at, value), read).map(
      ({ column, code, repair }) => `${column ?? 'row'} ${code}${repair ? ` → ${repair.value}` : ''}`,
    );

  test('has its own fields, and none for a reference ID', () => {
    expect(mapping).toEqual([
      'permitNo',
      'zone',
      'startDate',
      'endDate',
      'plate',
      'amount',
      'currency',
      null,
    ]);
  });

  test.each([
    [7, 'not looked at ', []],
    [0, '', []],
    [0, '\ufffd', ['1 unreadable-characters']],
    [3, ' ', ['4 end-date-missing']],
    [4, '', ['5 plate-missing']],
    [1, '#REF!', ['2 spreadsheet-error']],
    [2, '2020-01-01T00:00:00', []],
    [2, '2026-02-30T00:00:00', ['3 start-date-impossible']],
    [2, '2026-03-08T02:30:00', ['3 start-date-impossible']],
    [2, '2026-01-31', ['3 start-date-format → 2026-01-31T00:00:00']],
    [2, '03/04/2026', ['3 start-date-format']],
    [2, '2025-11-02T01:30:00', ['3 start-date-ambiguous']],
    [3, '2026-12-31', ['4 end-date-format → 2026-12-31T23:59:59']],
    [3, '2025-12-31T23:59:59', ['4 end-date-past']],
    [2, '2027-01-01T00:00:00', ['4 end-before-start']],
  ])('cell %i with “%s” has issues %j', (at, value, expected) => {
    expect(check(at, value)).toEqual(expected);
  });

  test('of a row without any value of a permit is nothing to create', () => {
    const blank = good.map((_, at) => (at === 7 ? 'x' : ' '));
    const issues = rowChecker(mapping, headers, settings, create)(blank, read);
    expect(issues.map(({ column, code }) => [column, code])).toEqual([[null, 'nothing-to-create']]);
  });

  test('sends its times as they stand, for no name of theirs in UTC is published', () => {
    expect(permitRequest(good, mapping, settings, create)).toEqual({
      permitNo: 'P-1',
      zone: 'Lot 7',
      startTime: '2026-01-01T00:00:00',
      endTime: '2026-12-31T23:59:59',
      plate: 'PL8RDR',
      amount: '14.50',
      currency: 'CAD',
    });
  });
});
