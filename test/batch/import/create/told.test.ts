import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { rowsByNumber } from '../../../../src/batch/rows/rows.ts';
import { operationNames } from '../../../../src/permit/operation.ts';
import { operationRules } from '../../../../src/permit/operation-rules.ts';
import { checkedBatch } from '../../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-told-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const good = {
  referenceId: ['Reference ID', 'ref-'],
  endDate: ['End Date', '2031-12-31T23:59:59'],
  plate: ['Plate', 'PL8R'],
  amount: ['Amount', '14.50'],
  currency: ['Currency', 'CAD'],
  permitNo: ['Permit No', 'P-'],
  zone: ['Zone', 'North'],
  startDate: ['Start Date', '2031-01-01T00:00:00'],
} as const;
type Field = keyof typeof good;
const varies: readonly Field[] = ['referenceId', 'plate', 'permitNo'];

const anyCase = (text: string) => fc.constantFrom(text, text.toLowerCase(), text.toUpperCase());
const spaced = (text: fc.Arbitrary<string>) =>
  fc.tuple(fc.constantFrom('', ' ', '\u00a0', '\t'), text).map(([space, value]) => space + value + space);

/** Texts in which no value of this field is to be sent unsaid; `usual` is a good one. */
function doubtful(field: Field, usual: string): fc.Arbitrary<string> {
  const placeholders = [
    'NULL',
    '\\N',
    '(null)',
    'nan',
    'N/A',
    'TBD',
    'none',
    'unknown',
    'Néant',
    'Inconnu',
    'S.O.',
  ];
  const dash = field === 'zone' || field === 'permitNo' ? [] : ['-', '--', '—'];
  const always = [
    fc.constantFrom(...placeholders, ...dash).chain(anyCase),
    fc.constantFrom('#REF!', '#N/A', '#VALUE!').map((text) => text),
    fc.constantFrom(`="${usual}"`, `'${usual}`),
  ];
  if (field !== 'plate' && field !== 'referenceId') return spaced(fc.oneof(...always));
  const number = fc.tuple(
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 0, max: 99 }),
    fc.integer({ min: 1, max: 47 }),
  );
  const damaged = [
    number.chain(([whole, part, power]) => anyCase(`${whole}.${String(part).padStart(2, '0')}E+${power}`)),
    number.chain(([whole, , power]) => anyCase(`${whole}E-${power}`)),
    fc
      .tuple(fc.integer({ min: 1, max: 28 }), fc.constantFrom('Jan', 'Mar', 'Sep', 'Dec'))
      .chain(([day, month]) =>
        fc.constantFrom(`${day}-${month}`, `${month}-${String(day).padStart(2, '0')}`),
      ),
    fc.constantFrom('TRUE', 'FALSE'),
  ];
  // At its ends some of them are white space, which is never sent.
  const unseen = fc
    .tuple(
      fc.constantFrom('\u200b', '\u00ad', '\u200e', '\u2060', '\u2011', '\uff21'),
      fc.integer({ min: 1, max: usual.length - 1 }),
    )
    .map(([mark, at]) => usual.slice(0, at) + mark + usual.slice(at));
  const two = fc.constantFrom(', ', ';', ' / ', ' & ', '\n').map((by) => `${usual}${by}XYZ 987`);
  const more = field === 'plate' ? [two] : [];
  return spaced(fc.oneof(...always, ...damaged, unseen, ...more));
}

it('sends no value that may be none, or may be what a program made of it, without having told', async () => {
  let doubted = 0;
  const table = fc.constantFrom(...operationNames).chain((operation) => {
    const { fields } = operationRules[operation];
    const row = (at: number) =>
      fc.tuple(fc.constantFrom(...fields), fc.integer({ min: 0, max: 3 })).chain(([field, draw]) => {
        const cells = fields.map((name) => good[name][1] + (varies.includes(name) ? String(100 + at) : ''));
        const place = fields.indexOf(field);
        // One row in four is good: a test that no row passes would say nothing.
        if (draw === 0) return fc.constant({ cells, place: -1 });
        return doubtful(field, cells[place] ?? '').map((value) => ({
          cells: cells.with(place, value),
          place,
        }));
      });
    return fc.tuple(fc.constant(operation), fc.tuple(...Array.from({ length: 12 }, (_, at) => row(at))));
  });
  await fc.assert(
    fc.asyncProperty(table, async ([operation, rows]) => {
      const headers = operationRules[operation].fields.map((field) => good[field][0]);
      const document = await checkedBatch(folder, [headers, ...rows.map(({ cells }) => cells)], {
        operation,
      });
      const found = rowsByNumber(
        document,
        rows.map((_, at) => at + 2),
      );
      document.close();
      for (const [at, { cells, place }] of rows.entries()) {
        const state = found[at]?.state;
        if (place < 0) expect({ cells, state }).toMatchObject({ state: 'valid' });
        else {
          doubted++;
          expect({ operation, cells, state }).toMatchObject({ state: 'invalid' });
          const told = found[at]?.issues.some(({ column }) => column === place + 1 || column === null);
          expect({ cells, told }).toMatchObject({ told: true });
        }
      }
    }),
    { numRuns: 40 },
  );
  expect(doubted).toBeGreaterThan(200);
}, 60_000);
