import { expect, test } from 'vitest';
import { rowChecker } from '../../src/permit/check.ts';
import { parsePlateForm } from '../../src/permit/plate-form.ts';

const check = (plateForm: string | null, twin: number | null = null) => {
  const settings = {
    now: Date.parse('2026-06-01T12:00:00Z'),
    zone: null,
    endDate: 'unchanged',
    dayEnd: '23:59:59',
    dateOrder: null,
    plateForm,
  } as const;
  const ask = rowChecker(['referenceId', 'plate'], ['Reference ID', 'Plate'], settings);
  return (plate: string) =>
    ask(['r-1', plate], { quoteUnbalanced: false, twin }).map(
      ({ code, repair }) => `${code}${repair ? ` ${repair.safe ? '→' : '⇢'} ${repair.value}` : ''}`,
    );
};

test.each([
  ['ABC123', []],
  ['AB', []],
  ['ABC 123', ['plate-form → ABC123']],
  ['abc-123', ['plate-form → ABC123']],
  ['ABC.123', ['plate-form ⇢ ABC123']],
  ['A', ['plate-form']],
  ['ABCDEFGHIJK', ['plate-form']],
  ['ÉTÉ1', ['plate-form ⇢ ETE1']],
  ['ABC1, ABC2', ['two-plates']],
  ['N/A', ['placeholder ⇢ ']],
  ['A'.repeat(26), ['plate-too-long']],
])('%s, where plates have 2 to 10 capitals and digits: %j', (plate, expected) => {
  expect(check('2-10')(plate)).toEqual(expected);
  expect(check(null)(plate).filter((one) => one.startsWith('plate-form'))).toEqual([]);
});

test('a plate on another permit is told first', () => {
  expect(check('2-10', 7)('ABC 123')).toEqual(['plate-repeated']);
});

test.each([
  ['2-10', { min: 2, max: 10 }],
  [' 5-5 ', { min: 5, max: 5 }],
  ['10-2', null],
  ['0-5', null],
  ['2-26', null],
  ['2', null],
  ['', null],
  ['A-Z', null],
])('%j is a form: %j', (text, form) => {
  expect(parsePlateForm(text)).toEqual(form);
});
