import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { trimmed } from '../../../src/permit/cell.ts';
import { type CheckSettings, dateOrderProof, rowChecker } from '../../../src/permit/check.ts';
import { type FieldName, fieldNames, fieldSchemas } from '../../../src/permit/field.ts';
import { confirmableCodes, type IssueCode, severityOf } from '../../../src/permit/issue.ts';

const settings: CheckSettings = {
  now: Date.parse('2026-06-01T12:00:00Z'),
  zone: null,
  endDate: 'unchanged',
  dayEnd: '23:59:59',
  dateOrder: null,
};

const alphabets: Readonly<Record<FieldName, readonly string[]>> = {
  referenceId: [...'aZ09-_ {}"\'', '\u2011', '–', '\u00a0', '\u200b', 'é', '1.5E+9', 'A'.repeat(24)],
  endDate: [
    ...'0123456789-/.: T,Zh+',
    '2026',
    '12',
    '31',
    '02',
    '30',
    'Dec',
    'déc.',
    ' PM',
    'T23:59:59',
    '-05:00',
    'jeudi ',
    ' à ',
  ],
  plate: [...'AB12 -#!', '🚗', '\ufffd', '\u0001', 'A'.repeat(12), '\u00a0'],
  amount: [..."0123456789.,$ -+'", '14.50', ',000', 'CAD', 'US$', '\u202f', '00'],
  currency: ['CAD', 'USD', 'cad', 'U', 'S', 'D', '$', ' ', 'C', 'dollars'],
  permitNo: [...'AB12 -#!', '\ufffd', '\u0001', '#REF!', '\u00a0'],
  zone: ['Lot ', '7', 'é', '\ufffd', '#N/A', '\u200b'],
  startDate: [...'0123456789-/.: T,Zh+', '2026', '12', '31', '02', '30', 'déc.', ' PM', 'T00:00:00'],
};

const anyCell = (field: FieldName) =>
  fc.oneof(
    fc.array(fc.constantFrom(...alphabets[field]), { maxLength: 12 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );

const dateOrder = fc.constantFrom(null, 'day-first' as const, 'month-first' as const);
const zone = fc.constantFrom(null, 'America/Toronto', 'Europe/Paris', 'Pacific/Auckland');

/** What is said of a cell when a person has confirmed every doubt: the API's rules remain. */
function cellIssues(field: FieldName, value: string, with_: CheckSettings) {
  const confirmed = { 0: confirmableCodes, 1: confirmableCodes };
  const check = rowChecker([field], ['header'], with_);
  return check([value], { quoteUnbalanced: false, confirmed }).filter(({ column }) => column === 1);
}

/** Errors that the product adds of its own: the API would take such a value, and find no car with it. */
const ours: readonly IssueCode[] = ['invisible-characters', 'text-formula'];

const errorsOf = (field: FieldName, value: string, with_: CheckSettings) =>
  cellIssues(field, value, with_).filter(({ code }) => severityOf[code] === 'error' && !ours.includes(code));

describe.each(fieldNames)('%s', (field) => {
  test('the fast check and the schema of the API’s rule agree', () => {
    fc.assert(
      fc.property(anyCell(field), (cell) => {
        const value = trimmed(cell);
        fc.pre(value !== '');
        const damaged = errorsOf(field, cell, settings).some(
          ({ code }) => code === 'unreadable-characters' || code === 'spreadsheet-error',
        );
        fc.pre(!damaged);
        const errors = cellIssues(field, cell, settings).filter(({ code }) => severityOf[code] === 'error');
        if (fieldSchemas[field].safeParse(value).success) {
          expect(errors.filter(({ code }) => !ours.includes(code))).toEqual([]);
        } else expect(errors).not.toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  test('a repair makes the value one that can be sent, and leaves nothing to repair', () => {
    fc.assert(
      fc.property(anyCell(field), dateOrder, zone, (cell, order, name) => {
        const with_ = { ...settings, dateOrder: order, zone: name, endDate: 'utc' as const };
        for (const { repair, value } of cellIssues(field, cell, with_)) {
          if (!repair) continue;
          expect(repair.value).not.toBe(value);
          // What stands within quotes may be anything, and is checked like what was typed.
          if (repair.kind === 'text-formula') continue;
          expect(errorsOf(field, repair.value, with_)).toEqual([]);
          expect(cellIssues(field, repair.value, with_).every((issue) => issue.repair === null)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

test('a day and month above twelve prove their order, and nothing else does', () => {
  const two = (number: number) => String(number).padStart(2, '0');
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 28 }),
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom('/', '-', '.'),
      (day, month, by) => {
        expect(dateOrderProof(`${two(day)}${by}${month}${by}2026`)).toBe(day > 12 ? 'day-first' : null);
        expect(dateOrderProof(` ${month}${by}${two(day)}${by}2026 10:00`)).toBe(
          day > 12 ? 'month-first' : null,
        );
        expect(dateOrderProof(`2026${by}${two(month)}${by}${two(day)}`)).toBeNull();
        expect(dateOrderProof(`${two(day)}${by}${two(month)}${by}26`)).toBeNull();
      },
    ),
  );
});
