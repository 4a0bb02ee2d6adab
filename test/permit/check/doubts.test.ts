import { describe, expect, test } from 'vitest';
import { type CheckSettings, rowChecker } from '../../../src/permit/check.ts';
import type { confirmableCodes, Issue } from '../../../src/permit/issue.ts';
import type { Mapping } from '../../../src/permit/mapping.ts';
import { operationRules } from '../../../src/permit/operation-rules.ts';
import type { RowReading } from '../../../src/permit/row-reading.ts';

const settings: CheckSettings = {
  now: Date.parse('2026-06-01T12:00:00Z'),
  zone: null,
  endDate: 'unchanged',
  dayEnd: '23:59:59',
  dateOrder: null,
};
const mapping: Mapping = ['referenceId', 'endDate', 'plate', 'amount', 'currency', null];
const headers = ['Reference ID', 'End Date', 'Plate', 'Amount', 'Currency', 'Note'];
const good = {
  referenceId: '1a9b5375-cb75-4c71-9939-eeae550b09ac',
  endDate: '2026-12-31T23:59:59',
  plate: 'PL8RDR',
  amount: '14.50',
  currency: 'CAD',
};
const read: RowReading = { quoteUnbalanced: false };
const check = rowChecker(mapping, headers, settings);

const rowWith = (values: Partial<typeof good>) => [...Object.values({ ...good, ...values }), 'a note, N/A'];

/** `column code → repair`; `⇢` where the repair is not safe. */
function shortly(issues: readonly Issue[]): string {
  return issues
    .map(({ column, code, repair }) => {
      const arrow = repair === null ? '' : ` ${repair.safe ? '→' : '⇢'} ${repair.value}`;
      return `${column ?? 'row'} ${code}${arrow}`;
    })
    .join(', ');
}
const found = (values: Partial<typeof good>, reading = read) => shortly(check(rowWith(values), reading));

describe('a value that a spreadsheet may have made of another', () => {
  test.each(['1.23E+47', '5E+12', '5e-3', '12-Mar', 'Mar-12', '12-mars', 'TRUE', 'FALSE', 'VRAI'])(
    'as a plate: %s',
    (plate) => expect(found({ plate })).toBe('3 value-damaged'),
  );
  test.each(['1E5', 'E1', 'MAR12', '12MAR', 'MARCH-12', 'TRUE 1', '5E12', '007', '1E-A'])(
    'not as a plate: %s',
    (plate) => expect(found({ plate })).toBe(''),
  );
  test('as a reference, where the controller would take it', () => {
    expect(found({ referenceId: '5E-12' })).toBe('1 value-damaged');
    expect(found({ referenceId: 'TRUE' })).toBe('1 value-damaged');
    expect(found({ referenceId: '12-Mar' })).toBe('1 value-damaged');
    expect(found({ referenceId: '1.23E+15' })).toBe('1 reference-characters');
    expect(found({ referenceId: '1E5' })).toBe('');
    expect(found({ referenceId: 'TOTAL-1' })).toBe('');
  });
  test.each(['date', 'truth', 'scientific', 'long-number'] as const)('by what its cell is: %s', (kind) => {
    const marked = (column: number): RowReading => ({ ...read, marks: { kinds: { [column]: kind } } });
    expect(found({ plate: '12345' }, marked(3))).toBe('3 value-damaged');
    expect(found({ referenceId: '12345' }, marked(1))).toBe('1 value-damaged');
    expect(found({ amount: '12.00' }, marked(4))).toBe('');
  });
});

describe('a sign for no value', () => {
  test.each([
    'NULL',
    'null',
    '\\N',
    '(null)',
    'nan',
    'N/A',
    'n/a',
    'TBD',
    'none',
    'Unknown',
    '-',
    '—',
    'néant',
  ])('%s in every field', (text) => {
    expect(found({ plate: text })).toBe('3 placeholder ⇢ ');
    expect(found({ endDate: text })).toBe('2 placeholder ⇢ ');
    expect(found({ currency: text })).toBe('5 placeholder ⇢ ');
    expect(found({ amount: text })).toContain('4 placeholder ⇢ ');
    expect(found({ referenceId: text })).toBe('1 placeholder');
  });
  test.each(['NONE 1', 'NULL1', 'UNKNOWN2', 'A-', 'ND', 'SO'])('not %s', (plate) => {
    expect(found({ plate })).toBe('');
  });
  test('a dash alone may name a zone and number a permit', () => {
    const end = '2031-12-31T23:59:59';
    const create = rowChecker(
      ['permitNo', 'zone', 'plate', 'endDate'],
      ['No', 'Zone', 'Plate', 'End Date'],
      settings,
      operationRules.create,
    );
    expect(shortly(create(['-', '-', 'ABC1', end], read))).toBe('');
    expect(shortly(create(['1', 'N/A', '-', end], read))).toBe('2 placeholder ⇢ , 3 placeholder ⇢ ');
  });
});

describe('what nobody sees', () => {
  test.each([
    ['AB\u200bC123', 'ABC123'],
    ['ABC\u2011124', 'ABC-124'],
    ['\uff21\uff22\uff23\uff11\uff12\uff15', 'ABC125'],
    ['AB\u00adC126', 'ABC126'],
    ['ABC\u202a128', 'ABC128'],
  ])('in a plate: %j', (plate, plain) => {
    expect(found({ plate })).toBe(`3 invisible-characters → ${plain}`);
  });
  test('in a reference', () => {
    expect(found({ referenceId: 'AB\u200bC' })).toBe('1 invisible-characters → ABC');
    expect(found({ referenceId: 'AB\u200bC!' })).toBe('1 reference-characters');
  });
  test('a plate may have accents and emoji', () => {
    expect(found({ plate: 'ÉTÉ 24' })).toBe('');
  });
});

describe('text written as a formula', () => {
  test('in any field but for an apostrophe in the reference', () => {
    expect(found({ plate: '="0456789"' })).toBe('3 text-formula → 0456789');
    expect(found({ endDate: '="2027-06-30T23:59:59"' })).toBe('2 text-formula → 2027-06-30T23:59:59');
    expect(found({ amount: "'14.50" })).toContain('4 text-formula → 14.50');
    expect(found({ referenceId: '="00123"' })).toBe('1 text-formula → 00123');
    expect(found({ referenceId: "'00123" })).toBe('1 reference-characters → 00123');
    expect(found({ plate: '="say ""hi"" 1"' })).toBe('3 text-formula → say "hi" 1');
  });
});

describe('several plates in one cell', () => {
  test.each(['ABC123, DEF456', 'ABC123/DEF456', 'ABC123;DEF456', 'ABC123 & DEF456', 'ABC123\nDEF456'])(
    '%j',
    (plate) => expect(found({ plate })).toBe('3 two-plates'),
  );
  test.each(['ABC/123', 'A&B 123', 'ABC, rear', 'ABC123/'])('not %j', (plate) => {
    expect(found({ plate })).toBe('');
  });
  test('what is too long for certain is told first', () => {
    expect(found({ plate: 'ABC123, DEF456, GHI789, JKL012' })).toBe('3 plate-too-long');
  });
});

describe('a row that is no permit', () => {
  const rows: [string[], string][] = [
    [['Reference ID', 'End Date', 'Plate', 'Amount', 'Currency', 'Note'], 'row not-a-permit'],
    [['\ufeffREFERENCE ID', 'end date', 'plate', 'amount', 'currency', 'note'], 'row not-a-permit'],
    [['----', '----', '------', '---', '---', ''], 'row not-a-permit'],
    [['(2 rows affected)'], 'row not-a-permit'],
    [['', '(2 rows affected)', '', '', '', ''], 'row not-a-permit'],
    [['4,001 records', '', '', '', '', ''], 'row not-a-permit'],
    [['Page 1 of 2', '', '', '', '', ''], 'row not-a-permit'],
    [['Total', '', '', '14.50', 'CAD', ''], 'row not-a-permit'],
    [['Sous-total :', '', '', '14.50', 'CAD', ''], 'row not-a-permit'],
    [['Total', '', 'ABC123', '14.50', 'CAD', ''], ''],
    [['TOTAL-1', '', '', '14.50', 'CAD', ''], ''],
    [['Plate', '', 'ABC123', '', '', ''], ''],
    [['Reference', '', 'ABC123', '', '', ''], ''],
  ];
  test.each(rows)('%j: %s', (cells, expected) => {
    expect(shortly(check(cells, read))).toBe(expected);
  });
});

describe('cells missing at the end of a row', () => {
  test('are taken as blank by a safe repair where those that are there pass', () => {
    expect(shortly(check(['a', '2027-06-30T23:59:59', 'ABC016'], read))).toBe('row too-few-cells → ');
    expect(shortly(check(['a', 'soon', 'ABC016'], read))).toBe('row too-few-cells');
    expect(shortly(check(['a'], read))).toBe('row too-few-cells');
    const confirmed = { ...read, confirmed: { 0: ['too-few-cells' as const] } };
    expect(shortly(check(['a', '2027-06-30T23:59:59', 'ABC016'], confirmed))).toBe('');
  });
});

describe('what a workbook says of a row', () => {
  const marked = (marks: RowReading['marks'] & object): RowReading => ({ ...read, marks });
  test('hidden rows, formulas without results, merged cells, lost texts', () => {
    expect(found({}, marked({ hidden: true }))).toBe('row row-hidden');
    expect(found({}, marked({ holdsRows: [1, 3] }))).toBe('row cell-holds-rows');
    expect(found({}, marked({ holdsRows: [2] }))).toBe('');
    expect(found({ endDate: '' }, marked({ kinds: { 2: 'formula' } }))).toBe('2 formula-uncalculated');
    expect(found({ amount: '0' }, marked({ kinds: { 4: 'formula' } }))).toContain('4 formula-uncalculated');
    expect(found({ endDate: '' }, marked({ merged: { 2: '2027-06-30T23:59:59' } }))).toBe(
      '2 merged-cells ⇢ 2027-06-30T23:59:59',
    );
    expect(found({ plate: '' }, marked({ kinds: { 3: 'lost' } }))).toBe('3 spreadsheet-error');
    expect(found({ referenceId: '' }, marked({ merged: { 1: 'a' } }))).toBe('1 merged-cells ⇢ a');
    expect(found({ referenceId: '' }, marked({}))).toBe('1 reference-missing');
  });
});

describe('confirming', () => {
  const confirmed = (column: number, ...codes: (typeof confirmableCodes)[number][]): RowReading => ({
    ...read,
    confirmed: { [column]: codes },
  });
  test('lifts that one code in that cell and no other rule', () => {
    expect(found({ plate: 'NONE' }, confirmed(3, 'placeholder'))).toBe('');
    expect(found({ plate: 'NONE' }, confirmed(3, 'two-plates'))).toBe('3 placeholder ⇢ ');
    expect(found({ plate: 'NONE' }, confirmed(2, 'placeholder'))).toBe('3 placeholder ⇢ ');
    expect(found({ endDate: 'NULL' }, confirmed(2, 'placeholder'))).toBe('2 end-date-format');
    expect(found({ referenceId: 'N/A' }, confirmed(1, 'placeholder'))).toBe('1 reference-characters');
    expect(found({ referenceId: 'NULL' }, confirmed(1, 'placeholder'))).toBe('');
    expect(shortly(check(['Total', '', '', 'x', '', ''], confirmed(0, 'not-a-permit')))).toContain(
      '4 amount-format',
    );
  });
  test('a row’s own code, and what then comes next', () => {
    const hidden = { ...confirmed(0, 'row-hidden'), marks: { hidden: true, holdsRows: [1] } as const };
    expect(shortly(check(rowWith({}), hidden))).toBe('row cell-holds-rows');
  });
});
