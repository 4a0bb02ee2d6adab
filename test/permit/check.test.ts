import { describe, expect, test } from 'vitest';
import { type CheckSettings, rowChecker } from '../../src/permit/check.ts';
import { checkStateOf, type Issue } from '../../src/permit/issue.ts';
import type { Mapping } from '../../src/permit/mapping.ts';

const settings: CheckSettings = {
  now: Date.parse('2026-06-01T12:00:00Z'),
  zone: null,
  endDate: 'unchanged',
  dayEnd: '23:59:59',
  dateOrder: null,
};
const toronto: CheckSettings = { ...settings, zone: 'America/Toronto', endDate: 'utc' };
const mapping: Mapping = ['referenceId', 'endDate', 'plate', 'amount', 'currency', null];
const headers = ['Reference ID', 'End Date', 'Plate', 'Amount', 'Currency', 'Note'];
const good = {
  referenceId: '1a9b5375-cb75-4c71-9939-eeae550b09ac',
  endDate: '2026-12-31T23:59:59',
  plate: 'PL8RDR',
  amount: '14.50',
  currency: 'CAD',
};
const read = { quoteUnbalanced: false };

function check(values: Partial<typeof good>, with_: CheckSettings = settings): readonly Issue[] {
  const row = { ...good, ...values };
  const cells = [row.referenceId, row.endDate, row.plate, row.amount, row.currency, '#REF! \ufffd'];
  return rowChecker(mapping, headers, with_)(cells, read);
}

const brief = (issues: readonly Issue[]) => issues.map(({ column, code }) => `${column ?? 'row'} ${code}`);

/** `value → value` or `value ⇢ value` when the repair is not safe, else the code alone. */
function shortly(issues: readonly Issue[]): string {
  return issues
    .map(({ code, repair }) => (repair ? `${code} ${repair.safe ? '→' : '⇢'} ${repair.value}` : code))
    .join(', ');
}

test('a good row, and white space around its values, is no issue', () => {
  expect(check({})).toEqual([]);
  expect(
    check({ referenceId: '\ufeff\u202a abc-1\u202c\u00a0', amount: '\u202f14.50\t', currency: ' USD\n' }),
  ).toEqual([]);
  expect(check({ endDate: '', amount: '\u00a0', currency: ' ' })).toEqual([]);
});

describe.each<[field: keyof typeof good, rows: readonly (readonly [value: string, expected: string])[]]>([
  [
    'referenceId',
    [
      ['', 'reference-missing'],
      [' \u00a0', 'reference-missing'],
      ['A'.repeat(50), ''],
      ['A'.repeat(51), 'reference-too-long'],
      ['#N/A', 'spreadsheet-error'],
      ['abc\ufffd', 'unreadable-characters'],
      ['abc\u0000', 'unreadable-characters'],
      ['a b', 'reference-characters'],
      ['é', 'reference-characters'],
      ['{1a9b5375}', 'reference-characters → 1a9b5375'],
      ['"1a9b5375"', 'reference-characters → 1a9b5375'],
      ['“{ 1a9b5375 }”', 'reference-characters → 1a9b5375'],
      ["'1a9b5375", 'reference-characters → 1a9b5375'],
      ['1a9b\u200b5375', 'invisible-characters → 1a9b5375'],
      ['1a9b\u20115375', 'invisible-characters → 1a9b-5375'],
      ['1a9b\u20135375', 'reference-characters ⇢ 1a9b-5375'],
      ['1a9b5375–cb75–4c71–9939–eeae550b09ac', 'reference-characters → 1a9b5375-cb75-4c71-9939-eeae550b09ac'],
      [`{${'A'.repeat(51)}}`, 'reference-characters'],
      ['1.23E+15', 'reference-characters'],
      ['1,23E+15', 'reference-characters'],
      ['1E15', ''],
      ['{}', 'reference-characters'],
    ],
  ],
  [
    'plate',
    [
      ['ABC 123', ''],
      ['A'.repeat(25), ''],
      ['A'.repeat(26), 'plate-too-long'],
      ['🚗'.repeat(25), ''],
      ['🚗'.repeat(26), 'plate-too-long'],
      ['ÉTÉ 24', ''],
      ['#VALUE!', 'spreadsheet-error'],
      ['#NOM?', 'spreadsheet-error'],
      ['#DIV/0!', 'spreadsheet-error'],
      ['######', 'spreadsheet-error'],
      ['Err:502', 'spreadsheet-error'],
      ['#1', ''],
      ['A\u0085B', 'unreadable-characters'],
      ['A\ud800', 'unreadable-characters'],
    ],
  ],
  [
    'amount',
    [
      ['0.01', ''],
      ['999999.99', ''],
      ['00014.50', ''],
      ['0000014.50', 'amount-format → 14.50'],
      ['0.00', 'amount-range'],
      ['-5.00', 'amount-range'],
      ['-0.00', 'amount-range'],
      ['1000000.00', 'amount-range'],
      ['$14.5', 'amount-format → 14.50'],
      ['$ 14.50', 'amount-format → 14.50'],
      ['14,50', 'amount-format → 14.50'],
      ['14,50 $', 'amount-format → 14.50'],
      ['14.5', 'amount-format → 14.50'],
      ['14', 'amount-format → 14.00'],
      ['14.', 'amount-format → 14.00'],
      ['.5', 'amount-format → 0.50'],
      ['+14.50', 'amount-format → 14.50'],
      ['1,450.00', 'amount-format → 1450.00'],
      ['1.450,00', 'amount-format → 1450.00'],
      ['1 450,00', 'amount-format → 1450.00'],
      ['1\u202f450,00\u00a0$', 'amount-format → 1450.00'],
      ["1'450.00", 'amount-format → 1450.00'],
      ['1 450', 'amount-format → 1450.00'],
      ['1,450', 'amount-format ⇢ 1450.00'],
      ['14.500', 'amount-format ⇢ 14.50'],
      ['14.505', 'amount-format'],
      ['14.5000', 'amount-format → 14.50'],
      ['1,450,000.00', 'amount-format'],
      ['12,34,567.00', 'amount-format'],
      ['CAD 14.50', 'amount-format → 14.50'],
      ['C$14.50', 'amount-format → 14.50'],
      ['14.50 CAD', 'amount-format → 14.50'],
      ['US$14.50', 'amount-format'],
      ['€14.50', 'amount-format'],
      ['14.50 EUR', 'amount-format'],
      ['(5.00)', 'amount-format'],
      ['-$5.00', 'amount-format'],
      ['0', 'amount-format'],
      ['free', 'amount-format'],
      ['1.45E+03', 'amount-format'],
      ['١٤.٥٠', 'amount-format'],
      ['#NUM!', 'spreadsheet-error'],
    ],
  ],
  [
    'currency',
    [
      ['USD', ''],
      ['cad', 'currency-unknown → CAD'],
      ['Usd', 'currency-unknown → USD'],
      ['C$', 'currency-unknown → CAD'],
      ['US$', 'currency-unknown → USD'],
      ['$', 'currency-unknown'],
      ['EUR', 'currency-unknown'],
      ['1', 'currency-unknown'],
    ],
  ],
  [
    'endDate',
    [
      ['2028-02-29T00:00:00', ''],
      ['2026-05-31T00:00:00', 'end-date-past'],
      ['2026-06-01T11:59:59', 'end-date-past'],
      ['2026-06-01T12:00:00', ''],
      ['2026-02-30T10:00:00', 'end-date-impossible'],
      ['2026-13-01T10:00:00', 'end-date-impossible'],
      ['2026-12-31T24:00:00', 'end-date-impossible'],
      ['2026-12-31T23:59:60', 'end-date-impossible'],
      ['0000-12-31T23:59:59', 'end-date-impossible'],
      ['2027-02-29', 'end-date-impossible'],
      ['30/02/2026', 'end-date-impossible'],
      ['31/31/2026', 'end-date-impossible'],
      ['31 November 2026', 'end-date-impossible'],
      ['2026-12-31 25:00', 'end-date-impossible'],
      ['soon', 'end-date-format'],
      ['2026-12', 'end-date-format'],
      ['23:59', 'end-date-format'],
      ['03/04/2026', 'end-date-format'],
      ['03/04/26', 'end-date-format'],
      ['26-12-31', 'end-date-format'],
      ['31/12/26', 'end-date-format ⇢ 2026-12-31T23:59:59'],
      ['05/05/2027', 'end-date-format → 2027-05-05T23:59:59'],
      ['31/12/2026', 'end-date-format → 2026-12-31T23:59:59'],
      ['12/31/2026', 'end-date-format → 2026-12-31T23:59:59'],
      ['2026/12/31', 'end-date-format → 2026-12-31T23:59:59'],
      ['31.12.2026', 'end-date-format → 2026-12-31T23:59:59'],
      ['20261231', 'end-date-format → 2026-12-31T23:59:59'],
      ['20261231T143000', 'end-date-format → 2026-12-31T14:30:00'],
      ['31/12/2026 14:30', 'end-date-format → 2026-12-31T14:30:00'],
      ['12/31/2026, 2:30:05 PM', 'end-date-format → 2026-12-31T14:30:05'],
      ['12/31/2026 12:15 a.m.', 'end-date-format → 2026-12-31T00:15:00'],
      ['12/31/2026 14:30 PM', 'end-date-format ⇢ 2026-12-31T14:30:00'],
      ['2026-12-31 14:30', 'end-date-format → 2026-12-31T14:30:00'],
      ['2026-12-31T14:30', 'end-date-format → 2026-12-31T14:30:00'],
      ['2026-12-31t14:30:00', 'end-date-format → 2026-12-31T14:30:00'],
      ['2026-12-31T14:30:59.999', 'end-date-format → 2026-12-31T14:30:59'],
      ['31 Dec 2026', 'end-date-format → 2026-12-31T23:59:59'],
      ['31-Dec-2026 14:30', 'end-date-format → 2026-12-31T14:30:00'],
      ['31-Dec-26', 'end-date-format ⇢ 2026-12-31T23:59:59'],
      ['Dec 31, 2026', 'end-date-format → 2026-12-31T23:59:59'],
      ['December 31st, 2026 at 11:59 PM', 'end-date-format → 2026-12-31T23:59:00'],
      ['Thursday, 31 December 2026', 'end-date-format → 2026-12-31T23:59:59'],
      ['Monday, 31 December 2026', 'end-date-format ⇢ 2026-12-31T23:59:59'],
      ['31 décembre 2026', 'end-date-format → 2026-12-31T23:59:59'],
      ['le 31 déc. 2026 à 23 h 30', 'end-date-format → 2026-12-31T23:30:00'],
      ['jeudi 31 décembre 2026 14h', 'end-date-format → 2026-12-31T14:00:00'],
      ['1er janvier 2027', 'end-date-format → 2027-01-01T23:59:59'],
      ['46387', 'end-date-format ⇢ 2026-12-31T23:59:59'],
      ['46387.5', 'end-date-format ⇢ 2026-12-31T12:00:00'],
      ['2026-12-31T23:59:59Z', 'end-date-format'],
      ['2026-12-31T23:59:59+02:00', 'end-date-format'],
      ['#VALEUR!', 'spreadsheet-error'],
    ],
  ],
])('%s', (field, rows) => {
  test.each(rows)('%j: %s', (value, expected) => {
    expect(shortly(check({ [field]: value }))).toBe(expected);
  });
});

describe('an amount that names a currency', () => {
  test.each([
    ['US$14.50', 'USD', 'amount-format → 14.50'],
    ['US$14.50', 'usd', 'amount-format → 14.50, currency-unknown → USD'],
    ['US$14.50', '', 'amount-format ⇢ 14.50'],
    ['US$14.50', 'CAD', 'amount-format'],
    ['$14.50', '', 'amount-format → 14.50'],
  ])('%s with %j: %s', (amount, currency, expected) => {
    expect(shortly(check({ amount, currency }))).toBe(expected);
  });
});

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
