import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldNames } from '../../src/permit/field.ts';
import { headerKey } from '../../src/permit/header-key.ts';
import { doubtfulHeaders, plainHeaders, publishedHeaders } from '../../src/permit/header-names.ts';
import { mappingOf } from '../../src/permit/mapping.ts';
import { matchHeaders } from '../../src/permit/match-headers.ts';
import { updateRules } from '../../src/permit/update.ts';

/** `field!` exact, `field` normalised, `field?` proposed, `-` nothing. */
function shortly(headers: readonly string[]): string {
  return matchHeaders(headers)
    .map(({ field, certainty, proposal }) => {
      if (field) return certainty === 'exact' ? `${field}!` : field;
      return proposal ? `${proposal}?` : '-';
    })
    .join(' ');
}

describe('matchHeaders', () => {
  test.each<[string[], string]>([
    [
      ['reference_id', 'EndDateUtc', 'LicencePlate', 'Amount', 'CurrencyID'],
      'referenceId! endDate! plate! amount! currency!',
    ],
    [['\ufeff referenceID ', 'endTime\u00a0'], 'referenceId! endDate!'],
    [
      ['REFERENCE-ID', 'End Date', 'License Plate', 'PRICE', 'Currency code'],
      'referenceId endDate plate amount currency',
    ],
    [
      ['Référence', 'Date de fin', 'N° de plaque', 'Montant ($)', 'Devise'],
      'referenceId endDate plate amount currency',
    ],
    [['Plate #', 'Valid until:', 'Fee', 'Ref.'], 'plate endDate amount referenceId'],
    [['Licence Plate', 'plate'], 'plate? plate!'],
    [['plate', 'plate', 'Plate'], 'plate! plate? plate?'],
    [['Plate', 'Licence Plate'], 'plate plate?'],
    [['End Date', 'Expiry Date'], 'endDate endDate?'],
    [['Reference ID', 'Permit GUID', 'Customer Reference'], 'referenceId referenceId? -'],
    [['Plate', 'Plate 2', 'Plate Province'], 'plate plate? -'],
    [['Plate 1', 'Plate 2'], 'plate? plate?'],
    [['Permit End Date (local)'], 'endDate'],
    [
      ['Permit GUID', 'End Date (YYYY-MM-DD)', 'Plate # [max 25]', 'Amount (CAD)', 'Cur'],
      'referenceId endDate plate amount currency',
    ],
    [
      ['OPSCOM ID', 'Exp. Date', 'Lic Plate', 'Fee', 'Currency*'],
      'referenceId endDate plate amount currency',
    ],
    [['End Date/Time', 'Vehicle Plate:'], 'endDate plate'],
    [['End Date (old)', 'Plate (province)', 'Amount (tax)'], '- - -'],
    [['Date d’expiration (AAAA-MM-JJ)', 'Immat.', 'Montant (CAD)'], 'endDate plate amount'],
    [['permitEndDateLocal', 'Curency', 'Refrence ID'], 'endDate? currency? referenceId?'],
    [['Ammount', 'Amount'], '- amount!'],
    [['Ammount', 'Ammounts'], 'amount? -'],
    [['Plate Province', 'Plate Type', 'Amount Tax', 'Reference Start Date'], '- - - -'],
    [
      ['Date', 'ID', 'Start', 'Start Date', 'Permit', 'Permit No', 'Zone', 'Name', '', ' '],
      '- referenceId? - - - - - - - -',
    ],
    [['End', 'Total', 'Tag'], 'endDate? amount? plate?'],
    [['Plate Amount'], '-'],
    [['Reference', 'opscom_reference_id', 'opscom_status'], 'referenceId - -'],
    [['Plate', 'opscom_status', 'opscom_reference_id'], 'plate - referenceId'],
    [['OPSCOM_Reference_ID', 'opscom_message'], '- -'],
    [['Late', 'Prise', 'Rev', 'Place', 'Plat'], '- - - - -'],
    [[], ''],
  ])('%j: %s', (headers, expected) => {
    expect(shortly(headers)).toBe(expected);
  });

  test('a header comes back as it was read, and a proposal maps nothing', () => {
    const matches = matchHeaders([' Plate ', 'End']);
    expect(matches.map(({ header }) => header)).toEqual([' Plate ', 'End']);
    expect(mappingOf(matches)).toEqual(['plate', null]);
  });

  test('no name stands for two fields, nor both for certain and in doubt', () => {
    const owners = new Map<string, Set<string>>();
    for (const field of fieldNames) {
      for (const name of [...publishedHeaders[field], ...plainHeaders[field], ...doubtfulHeaders[field]]) {
        const key = headerKey(name);
        owners.set(key, (owners.get(key) ?? new Set()).add(field));
      }
      const certain = new Set([...publishedHeaders[field], ...plainHeaders[field]].map(headerKey));
      expect(doubtfulHeaders[field].filter((name) => certain.has(headerKey(name)))).toEqual([]);
    }
    expect([...owners].filter(([, fields]) => fields.size > 1)).toEqual([]);
  });
});

describe('names that people bring along', () => {
  test.each([
    ['Permit Expiration Date', 'endDate'],
    ['Expire Date', 'endDate'],
    ['Expires On', 'endDate'],
    ['Valid Until', 'endDate'],
    ['Valid To', 'endDate'],
    ['Permit End', 'endDate'],
    ['Exp. Date', 'endDate'],
    ['End Date/Time', 'endDate'],
    ['Expiration Date/Time', 'endDate'],
    ['Date d’expiration du permis', 'endDate'],
    ['Fin de validité', 'endDate'],
    ['Amount (CAD)', 'amount'],
    ['Fee', 'amount'],
    ['Price ($)', 'amount'],
    ['Montant (CAD)', 'amount'],
    ['Cur', 'currency'],
    ['Currency Code', 'currency'],
    ['Lic Plate', 'plate'],
    ['Lic. Plate #', 'plate'],
    ['Plate #', 'plate'],
    ['Tag', 'plate'],
    ['Vehicle Plate', 'plate'],
    ['No de plaque', 'plate'],
    ['Permit GUID', 'referenceId'],
    ['OPSCOM ID', 'referenceId'],
    ['ID OPSCOM', 'referenceId'],
    ['Reference #', 'referenceId'],
  ])('%s is known or asked about', (header, field) => {
    const [match] = matchHeaders([header]);
    expect(match?.field ?? match?.proposal).toBe(field);
  });
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
      const mapped = matches.map(({ field }) => field).filter((field) => field !== null);
      expect(new Set(mapped).size).toBe(mapped.length);
      for (const { field, proposal, certainty } of matches) {
        expect(field === null || proposal === null).toBe(true);
        expect(certainty !== null).toBe(field !== null);
      }
    }),
  );
});

describe('values that look like reference IDs', () => {
  const ids = ['1a9b5375-cb75-4c71-9939-eeae550b09ac', '2a9b5375-cb75-4c71-9939-eeae550b09ac'];
  const proposed = (headers: string[], rows: string[][]) =>
    matchHeaders(headers, updateRules, rows).findIndex(({ proposal }) => proposal === 'referenceId');

  test.each([
    ['UUIDs', ids, 1],
    ['long codes', ['PMT-2026-000A1', 'PMT-2026-000A2'], 1],
    ['plates', ['ABC 123', 'ABC124'], -1],
    ['dates', ['2027-06-30', '2027-07-30'], -1],
    ['telephone numbers', ['613-555-1234', '613-555-1235'], -1],
    ['one code again and again', ['LOT-7-NORTH-1', 'LOT-7-NORTH-1'], -1],
    ['words', ['residential', 'commercial'], -1],
    ['nothing', ['', ''], -1],
  ])('%s propose a column: %s', (_, values, at) => {
    expect(
      proposed(
        ['Plate', 'What'],
        values.map((value) => ['ABC 1', value]),
      ),
    ).toBe(at);
  });

  test('count for nothing beside a header that says it', () => {
    const rows = ids.map((id) => ['R-1', id]);
    expect(proposed(['Reference ID', 'What'], rows)).toBe(-1);
    expect(proposed(['Permit ID', 'What'], rows)).toBe(0);
  });
});

describe('values that look like another field', () => {
  const day = ['2031-06-30', '2031-07-31', '2031-08-31'];
  const plate = ['ABC 123', 'XYZ9876', 'PL8RDR'];
  const fees = ['14.50', '145.00', '7.25'];
  const asked = (header: string, values: readonly string[], more: readonly string[] = []) =>
    matchHeaders(
      ['Reference ID', ...more, header],
      updateRules,
      values.map((value, at) => [`ref-${at}`, ...more.map(() => ''), value]),
    ).at(-1)?.proposal ?? null;

  test.each<[string, string, readonly string[], string | null]>([
    ['dates', 'When', day, 'endDate'],
    ['dates that are named as others', 'Created on', day, null],
    ['days of birth', 'Naissance', day, null],
    ['words among dates', 'When', ['2031-06-30', 'soon', 'later'], null],
    ['currencies', 'Money', ['CAD', 'USD', 'CAD'], 'currency'],
    ['amounts', 'To pay', fees, 'amount'],
    ['amounts with a mark', 'To pay', ['$14.50', '$ 145,00', '7.25 $'], 'amount'],
    ['whole numbers', 'Level', ['1', '2', '3'], null],
    ['degrees', 'Latitude', fees, null],
    ['plates', 'Car', plate, 'plate'],
    ['postal codes', 'Where', ['H2X 1Y4', 'K1A 0B1', 'M5V 2T6'], null],
    ['stalls', 'Stall', plate, null],
    ['one code again and again', 'Car', ['ABC 123', 'ABC 123', 'ABC 123'], null],
    ['words', 'Car', ['Honda', 'Toyota', 'Mazda'], null],
    ['a single value', 'When', ['2031-06-30'], null],
    ['nothing', 'When', ['', '', ''], null],
  ])('%s', (_, header, values, field) => {
    expect(asked(header, values)).toBe(field);
  });

  test('count for nothing where a header says or may say the field', () => {
    expect(asked('When', day, ['End Date'])).toBeNull();
    expect(asked('When', day, ['End'])).toBeNull();
    expect(asked('Money', ['CAD', 'USD', 'CAD'], ['Currency'])).toBeNull();
  });

  test('say nothing where several columns could be meant', () => {
    const rows = day.map((value) => ['ref', value, value]);
    const matches = matchHeaders(['Reference ID', 'When', 'Then'], updateRules, rows);
    expect(matches.map(({ proposal }) => proposal)).toEqual([null, null, null]);
  });
});
