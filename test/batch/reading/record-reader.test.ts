import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { detectDialect } from '../../../src/batch/reading/detect-dialect.ts';
import type { Dialect } from '../../../src/batch/reading/dialect.ts';
import { RecordReader } from '../../../src/batch/reading/record-reader.ts';

/** All records of a text that comes in these pieces, each with whether its quotes are odd. */
function recordsOf(dialect: Dialect, pieces: readonly string[]) {
  const reader = new RecordReader(dialect);
  return [...pieces.map((piece) => reader.push(piece)), reader.end()].flatMap(({ records, unbalanced }) =>
    records.map((cells, at) => ({ cells, odd: unbalanced?.has(at) ?? false })),
  );
}

function cutInto(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, n) =>
    text.slice(n * size, (n + 1) * size),
  );
}

const dialect = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '😀'),
  quote: fc.constantFrom('"', "'"),
  escape: fc.constantFrom('"', "'", '\\'),
  width: fc.constantFrom(0, 1, 3, 4),
  headerWidth: fc.constantFrom(0, 2, 3),
});

it('cuts a text into the same records, whatever pieces it comes in', () => {
  let many = 0;
  let odd = 0;
  fc.assert(
    fc.property(
      dialect.chain((rest) =>
        fc.tuple(
          fc.constant<Dialect>(rest),
          fc.array(
            fc.constantFrom(
              ...[rest.delimiter, rest.delimiter, rest.quote, rest.quote, rest.escape + rest.quote],
              ...['\n', '\r', '\r\n', 'ref-1', 'x', ' ', '2031-06-01', 'é', '😀'],
            ),
            { maxLength: 60 },
          ),
        ),
      ),
      fc.integer({ min: 1, max: 9 }),
      ([dialect, parts], size) => {
        const text = parts.join('');
        const whole = recordsOf(dialect, [text]);
        expect(recordsOf(dialect, cutInto(text, size))).toEqual(whole);
        if (whole.length > 1) many++;
        if (whole.some((record) => record.odd)) odd++;
      },
    ),
    { numRuns: 3_000 },
  );
  expect(many).toBeGreaterThan(1_000);
  expect(odd).toBeGreaterThan(300);
});

const fixtures = join(import.meta.dirname, '../../fixtures/records');

it.each(readdirSync(fixtures).filter((name) => name.endsWith('.input.csv')))(
  'cuts %s into the same records, whatever pieces it comes in',
  (name) => {
    const text = new TextDecoder().decode(readFileSync(join(fixtures, name)));
    const dialect = detectDialect(text, {});
    const whole = recordsOf(dialect, [text]);
    for (const size of [1, 2, 3, 7, 64]) {
      expect(recordsOf(dialect, cutInto(text, size)), `pieces of ${size}`).toEqual(whole);
    }
  },
);
