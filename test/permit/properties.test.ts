import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { apiDateTime, daysInMonth } from '../../src/permit/calendar.ts';
import { trimmed } from '../../src/permit/cell.ts';
import { type CheckSettings, dateOrderProof, rowChecker } from '../../src/permit/check.ts';
import { type FieldName, fieldNames, fieldSchemas } from '../../src/permit/field.ts';
import { confirmableCodes, type IssueCode, severityOf } from '../../src/permit/issue.ts';
import { lotClock } from '../../src/permit/lot-clock.ts';
import { matchHeaders } from '../../src/permit/mapping.ts';

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

test('trimming twice is trimming once, and leaves no white space at the ends', () => {
  const text = fc
    .array(fc.constantFrom(' ', '\u00a0', '\ufeff', '\u200b', '\n', 'a', 'é', '\u3000'))
    .map((c) => c.join(''));
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (cell) => {
      const once = trimmed(cell);
      expect(trimmed(once)).toBe(once);
      expect(once.trim()).toBe(once);
      expect(cell).toContain(once);
    }),
  );
});

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

test('the calendar is Temporal’s', () => {
  const part = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(part(9999), part(13), part(32), part(25), part(61), part(60), (y, mo, d, h, mi, s) => {
      const two = (number: number) => String(number).padStart(2, '0');
      const value = `${String(y).padStart(4, '0')}-${two(mo)}-${two(d)}T${two(h)}:${two(mi)}:${two(s)}`;
      let real = y > 0;
      try {
        new Temporal.PlainDateTime(y, mo, d, h, mi, s);
      } catch {
        real = false;
      }
      expect(apiDateTime(value)).toBe(real ? 'real' : 'impossible');
      if (mo >= 1 && mo <= 12) {
        expect(daysInMonth(y, mo)).toBe(new Temporal.PlainYearMonth(y, mo).daysInMonth);
      }
    }),
    { numRuns: 3000 },
  );
});

test('the lot’s clock is Temporal’s, at any time and around every shift', () => {
  const zones = [
    'America/Toronto',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'Africa/Cairo',
    'Pacific/Apia',
  ];
  for (const name of zones) {
    const clock = lotClock(name);
    const agrees = (time: Temporal.PlainDateTime) => {
      const local = time.toString({ smallestUnit: 'second' });
      const earlier = time.toZonedDateTime(name, { disambiguation: 'earlier' });
      const later = time.toZonedDateTime(name, { disambiguation: 'later' });
      const same = earlier.epochMilliseconds === later.epochMilliseconds;
      const skipped = !same && !later.toPlainDateTime().equals(time);
      expect([local, clock.shiftAt(local)?.kind ?? null]).toEqual([
        local,
        same ? null : skipped ? 'skipped' : 'twice',
      ]);
      expect(clock.instantOf(local)).toBe(skipped ? null : later.epochMilliseconds);
      if (!skipped) expect(clock.localAt(later.epochMilliseconds)).toBe(local);
    };
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2060, 0) }), (epoch) => {
        agrees(
          Temporal.Instant.fromEpochMilliseconds(epoch - (epoch % 1000))
            .toZonedDateTimeISO('UTC')
            .toPlainDateTime(),
        );
      }),
      { numRuns: 300 },
    );
    let at = Temporal.Instant.from('2005-01-01T00:00:00Z')
      .toZonedDateTimeISO(name)
      .getTimeZoneTransition('next');
    for (let count = 0; at && count < 60; count++) {
      const after = at.toPlainDateTime();
      for (const minutes of [-181, -120, -61, -60, -31, -30, -1, 0, 1, 29, 30, 59, 60, 61]) {
        agrees(after.add({ minutes }));
        agrees(after.add({ minutes }).subtract({ seconds: 1 }));
      }
      at = at.getTimeZoneTransition('next');
    }
  }
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

test('a field has at most one column, whatever the headers', () => {
  const names = [
    'plate',
    'Plate',
    'Plaque',
    'Amount',
    'amount',
    'Ammount',
    'End',
    'End Date',
    'endTime',
    'Ref',
    'x',
    '',
  ];
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...names), fc.string({ unit: 'binary' }))), (headers) => {
      const matches = matchHeaders(headers);
      expect(matches.map(({ header }) => header)).toEqual(headers);
      const spoken = matches
        .map(({ field, proposal }) => field ?? proposal)
        .filter((field) => field !== null);
      expect(new Set(spoken).size).toBe(spoken.length);
      for (const { field, proposal, certainty } of matches) {
        expect(field === null || proposal === null).toBe(true);
        expect(certainty !== null).toBe(field !== null);
      }
    }),
  );
});
