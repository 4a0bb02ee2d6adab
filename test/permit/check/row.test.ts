import { describe, expect, test } from 'vitest';
import { type CheckSettings, rowChecker } from '../../../src/permit/check.ts';
import { checkStateOf } from '../../../src/permit/issue.ts';
import {
  brief,
  check,
  headers,
  mapping,
  read,
  settings,
  shortly,
  toronto,
} from '../../support/row-issues.ts';

describe('End Date by the connection’s settings', () => {
  const monthFirst: CheckSettings = { ...settings, dateOrder: 'month-first' };
  const dayFirst: CheckSettings = { ...settings, dateOrder: 'day-first' };
  test.each<[string, CheckSettings, string]>([
    ['03/04/2027', dayFirst, 'end-date-format → 2027-04-03T23:59:59'],
    ['03/04/2027', monthFirst, 'end-date-format → 2027-03-04T23:59:59'],
    ['03/04/2027 9:05 pm', monthFirst, 'end-date-format → 2027-03-04T21:05:00'],
    ['23/04/2027', monthFirst, 'end-date-format ⇢ 2027-04-23T23:59:59'],
    ['2026-12-31', { ...settings, dayEnd: '18:00:00' }, 'end-date-format → 2026-12-31T18:00:00'],
    ['2027-03-14T02:30:00', toronto, 'end-date-impossible'],
    ['2027-03-14 02:30', toronto, 'end-date-impossible'],
    ['2027-03-14T01:59:59', toronto, ''],
    ['2027-03-14T03:00:00', toronto, ''],
    ['2027-03-14T02:30:00', { ...toronto, zone: 'America/Regina' }, ''],
    ['2027-03-14T02:30:00', settings, ''],
    ['2026-11-01T00:59:59', toronto, ''],
    ['2026-11-01T01:00:00', toronto, 'end-date-ambiguous'],
    ['2026-11-01T01:59:59', { ...toronto, endDate: 'unchanged' }, 'end-date-ambiguous'],
    ['2026-11-01T02:00:00', toronto, ''],
    ['2026-11-01T01:30:00', settings, ''],
    ['2026-06-01T07:59:59', toronto, 'end-date-past'],
    ['2026-06-01T08:00:00', toronto, ''],
    ['2026-12-31T23:59:59Z', toronto, 'end-date-format → 2026-12-31T18:59:59'],
    ['2026-12-31T23:59:59.000+0200', toronto, 'end-date-format → 2026-12-31T16:59:59'],
    ['2026-11-01T05:30:00Z', toronto, 'end-date-format ⇢ 2026-11-01T01:30:00'],
    ['2026-11-01T06:30:00Z', toronto, 'end-date-format → 2026-11-01T01:30:00'],
    [
      'Thu Dec 31 2026 23:59:59 GMT-0500 (Eastern Standard Time)',
      toronto,
      'end-date-format → 2026-12-31T23:59:59',
    ],
    ['9999-12-31T23:59:59', settings, ''],
    ['9999-12-31T23:59:59', toronto, 'end-date-impossible'],
    ['9999-12-31T23:59:59', { ...toronto, endDate: 'unchanged' }, ''],
    ['9999-12-31', toronto, 'end-date-impossible'],
  ])('%s', (endDate, with_, expected) => {
    expect(shortly(check({ endDate }, with_))).toBe(expected);
  });
});

describe('the row', () => {
  const checker = rowChecker(mapping, headers, settings);
  test.each<[string[], string[]]>([
    [['a', '', '', '', '', 'note'], ['row nothing-to-update']],
    [
      ['a!', '', ' ', '', '', ''],
      ['row nothing-to-update', '1 reference-characters'],
    ],
    [['', '', '', '', '', 'note'], ['1 reference-missing']],
    [['a', '', '', 'x', '', ''], ['4 amount-format']],
    [['a', '', '', '5.00', '', ''], ['4 amount-without-currency']],
    [['a', '', '', '', 'CAD', ''], ['5 currency-without-amount']],
    [['a', '', '', '', 'cad', ''], ['5 currency-unknown']],
    [
      ['a', 'x', '', '5.00', ' ', ''],
      ['2 end-date-format', '4 amount-without-currency'],
    ],
    [['', 'x', 'y'], ['row too-few-cells']],
    [['', 'x', 'y', '', '', '', ''], ['row too-many-cells']],
  ])('%j: %j', (cells, expected) => {
    expect(brief(checker(cells, read))).toEqual(expected);
  });

  test('a quote that is not closed comes before the count of cells, and leaves the cells checked', () => {
    const unbalanced = { quoteUnbalanced: true };
    expect(brief(checker(['"a', '', '', '', '', ''], unbalanced))).toEqual([
      'row quote-unbalanced',
      '1 reference-characters',
    ]);
    expect(brief(checker(['"a,b'], unbalanced))).toEqual(['row quote-unbalanced']);
  });

  test('once a person has edited the row, its shape is only what still stands outside the columns', () => {
    const edited = { quoteUnbalanced: true, edited: true };
    expect(brief(checker(['a', '', 'P'], edited))).toEqual([]);
    expect(brief(checker(['a', '', 'P', '', '', '', ' '], edited))).toEqual([]);
    expect(brief(checker(['a', '', 'P', '', '', '', 'left over'], edited))).toEqual(['row too-many-cells']);
  });

  test('only mapped columns are checked, and a missing one counts as blank', () => {
    const few = rowChecker(['amount', 'referenceId', null], ['Amount', 'Ref', 'x'], settings);
    expect(brief(few(['5.00', 'a', '#REF!'], read))).toEqual(['1 amount-without-currency']);
    expect(brief(few([' ', 'a', '#REF!'], read))).toEqual(['row nothing-to-update']);
    expect(brief(rowChecker(['currency', null], ['Cur', 'x'], settings)(['CAD', 'x'], read))).toEqual([
      '1 currency-without-amount',
    ]);
  });

  test('its state', () => {
    expect(checkStateOf(check({}))).toBe('valid');
    expect(checkStateOf(check({ currency: '' }))).toBe('warned');
    expect(checkStateOf(check({ currency: '', plate: 'A'.repeat(26) }))).toBe('invalid');
  });
});
