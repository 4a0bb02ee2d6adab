import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CheckSettings, rowChecker } from '../../src/permit/check.ts';
import type { Mapping } from '../../src/permit/mapping.ts';
import { inOrder, rowGlance, unclear } from '../../src/permit/row-glance.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const settings: CheckSettings = {
  now,
  zone: null,
  endDate: 'unchanged',
  dayEnd: '23:59:59',
  dateOrder: null,
};
const mapping: Mapping = ['referenceId', null, 'endDate', 'plate', 'amount', 'currency'];

/** The row in the shape that the glance looks at, behind another row. */
function glanceAt(cells: readonly string[], by: Mapping = mapping, how: CheckSettings = settings): number {
  const before = Buffer.from('x,y\n');
  const bytes = cells.map((cell) => Buffer.from(cell));
  const utf8 = Buffer.concat([before, ...bytes.flatMap((cell) => [cell, Buffer.from(',')])]);
  const ends = [1, 3];
  let at = before.length;
  for (const cell of bytes) {
    at += cell.length;
    ends.push(at++);
  }
  const glance = rowGlance(by, how);
  return glance?.look(utf8, before.length, Int32Array.from(ends), 2) ?? unclear;
}

const sound = ['1a9b5375-cb75', 'any “thing”', '2031-06-01T23:59:59', 'ABC 123', '14.50', 'CAD'];
const change = (at: number, value: string) => sound.map((cell, index) => (index === at ? value : cell));

it.each([
  ['as it should be', sound],
  ['no end date', change(2, '')],
  ['no plate', change(3, '')],
  ['no amount and currency', change(4, '').map((cell, at) => (at === 5 ? '' : cell))],
  ['a plate alone', ['r', '', '', 'P', '', '']],
  ['a leap day', change(2, '2028-02-29T00:00:00')],
  ['the most and the least', ['a'.repeat(50), '', '2026-11-28T00:00:00', 'b'.repeat(25), '999999.99', 'USD']],
])('sees that a row is in order: %s', (_what, cells) => {
  expect(glanceAt(cells)).toBe(inOrder);
});

const edge = {
  reference: ['', 'a', 'a b', 'é', 'a'.repeat(51), '{a}', '-', ' a', 'a_b', 'A/', 'Z[', '`', '@'],
  end: [
    '2026-02-29T00:00:00',
    '2031-06-31T00:00:00',
    '2031-13-01T00:00:00',
    '2031-00-10T00:00:00',
    '2031-06-00T00:00:00',
    '2031-06-01T24:00:00',
    '2031-06-01T23:60:00',
    '2031-06-01T23:59:60',
    '2026-11-24T11:59:59',
    '2026-11-24T12:00:01',
    '2026-11-25T00:00:00',
    '2026-11-27T12:00:00',
    '2027-03-14T02:30:00',
    '2027-11-07T01:30:00',
    '2027-11-07T03:00:00',
    '9999-12-31T23:59:59',
    '0000-01-01T00:00:00',
    '2031-06-01 23:59:59',
    '2031-06-01T23:59:5x',
    '2031-06-0/T23:59:59',
    '2031-06-01T23:59:59Z',
    '01/02/2031',
  ],
  plate: [
    ' ',
    '#REF!',
    '#N/A',
    'Err:502',
    'E: X',
    ' A',
    'A ',
    'A'.repeat(26),
    'é',
    '\u0001',
    '~',
    '\u007f',
    '####',
  ],
  amount: [
    '0.00',
    '0.01',
    '00.00',
    '.50',
    '1.5',
    '1000000.00',
    '1.234',
    '-1.00',
    '1,50',
    '0000001.00',
    '1.0.00',
    'x.00',
  ],
  currency: ['cad', 'USD', 'EUR', 'CA', 'CADX', 'UAD', 'CSD', ' CAD'],
};
const cells = fc.tuple(
  fc.oneof(fc.constantFrom(...edge.reference), fc.constant('ref-1'), fc.uuid()),
  fc.string(),
  fc.oneof(
    fc.constantFrom(...edge.end, ''),
    fc
      .date({ min: new Date('2026-11-20'), max: new Date('2032-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 19)),
  ),
  fc.oneof(fc.constantFrom(...edge.plate, ''), fc.string({ maxLength: 27, unit: 'binary' })),
  fc.oneof(
    fc.constantFrom(...edge.amount, ''),
    fc.integer({ min: 1, max: 1e8 }).map((cents) => (cents / 100).toFixed(2)),
  ),
  fc.constantFrom(...edge.currency, 'CAD', 'CAD', ''),
);

it('never sees a row in order with which the checker finds anything', () => {
  const zones = fc.constantFrom(settings, { ...settings, zone: 'America/Toronto' }, {
    ...settings,
    zone: 'America/Toronto',
    endDate: 'utc',
  } as const);
  let seen = 0;
  fc.assert(
    fc.property(
      cells,
      zones,
      fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 1 }),
      (row, how, columns) => {
        const by = columns.map((at) => mapping[at] ?? null);
        const taken = columns.map((at) => row[at] ?? '');
        // Read as UTF-8, half a pair of UTF-16 is another character.
        if (glanceAt(taken, by, how) !== inOrder) return;
        seen++;
        expect(rowChecker(by, by.length, how)(taken, { quoteUnbalanced: false })).toEqual([]);
      },
    ),
    { numRuns: 6000 },
  );
  expect(seen).toBeGreaterThan(30);
});

it('leaves fields of other operations to the checker', () => {
  expect(rowGlance(['referenceId', 'plate', 'startDate'], settings)).toBeNull();
  expect(rowGlance(['plate', 'amount'], settings)).toBeNull();
});

it('names the one cell that the word on a row hangs on, whatever stands in the others', () => {
  const glance = rowGlance(mapping, settings);
  const odd = fc.oneof(
    fc.tuple(fc.constant(2), fc.constantFrom(...edge.end, '46000', ' ')),
    fc.tuple(fc.constant(3), fc.constantFrom(...edge.plate, '   ')),
    fc.tuple(fc.constant(4), fc.constantFrom(...edge.amount, '$14.50', 'US$ 3', 'CAD 3', ' ')),
    fc.tuple(fc.constant(5), fc.constantFrom(...edge.currency, 'US$', ' ')),
  );
  const others = fc.tuple(
    fc.uuid(),
    fc.constantFrom('', 'any “thing”'),
    fc.constantFrom('', '2031-06-01T23:59:59', '2032-01-01T00:00:00'),
    fc.constantFrom('', 'ABC 123'),
    fc.constantFrom('', '14.50', '3.00'),
    fc.constantFrom('', 'CAD', 'USD'),
  );
  const check = rowChecker(mapping, mapping.length, settings);
  const wordOn = (row: readonly string[]) =>
    check(row, { quoteUnbalanced: false }).map(({ column, code, repair }) => ({ column, code, repair }));
  const seen = new Set<number>();
  fc.assert(
    fc.property(odd, others, others, ([at, value], one, other) => {
      const first = one.map((cell, index) => (index === at ? value : cell));
      if (glanceAt(first) !== at) return;
      const besides = [at, glance?.beside(at)];
      const second = other.map((cell, index) => (besides.includes(index) ? (first[index] ?? '') : cell));
      if (glanceAt(second) !== at) return;
      seen.add(at);
      expect(wordOn(second)).toEqual(wordOn(first));
    }),
    { numRuns: 4000 },
  );
  expect([...seen].sort()).toEqual([2, 3, 4, 5]);
});
