import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { isBlank } from '../../../../src/batch/reading/header.ts';
import { openTable } from '../../../../src/batch/reading/table.ts';

const scratch = mkdtempSync(join(tmpdir(), 'permit-book-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const headers = [
  ['Reference ID', 'Plate', 'Note'],
  ['Note', 'Reference ID', 'End\nDate', 'Plate', 'Remark'],
  ['Reference ID', 'Note'],
];

const word = fc.constantFrom(
  ...['ref-1', '2031-06-01', 'A', 'é', '6" post', '"', '""', ' ', ',', ';', '\t', '\\', "'", '=1', '😀'],
  ...['P-77,XYZ,old', 'Unit 4', '\n', '\n', '\r\n', '\r', '\n\n', 'Main St, Ottawa, ON, K1A'],
);
const cell = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('ref-7', 'PL8', '', '2031-06-01T23:59:59', 'x') },
  { weight: 2, arbitrary: fc.array(word, { maxLength: 8 }).map((words) => words.join('')) },
  { weight: 1, arbitrary: fc.nat({ max: 1_000 }).map((lines) => 'long line, "quoted"\r\n'.repeat(lines)) },
);
const table = fc.constantFrom(...headers).chain((header) =>
  fc.tuple(
    fc.constant(header),
    fc.array(fc.array(cell, { minLength: header.length, maxLength: header.length }), {
      minLength: 1,
      maxLength: 12,
    }),
  ),
);

function written(value: string, delimiter: string, all: boolean): string {
  const quoted = all || /["\r\n]/.test(value) || value.includes(delimiter);
  return quoted ? `"${value.replaceAll('"', '""')}"` : value;
}

it('reads any table of a writer by the book back cell for cell', async () => {
  let lines = 0;
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\r\n', '\n', '\r'),
      fc.boolean(),
      fc.boolean(),
      fc.constantFrom(997, 64 * 1024, undefined),
      async ([header, rows], delimiter, brk, all, ends, blockSize) => {
        const path = join(scratch, 'book.csv');
        const text = [header, ...rows].map((cells) =>
          cells.map((value) => written(value, delimiter, all)).join(delimiter),
        );
        writeFileSync(path, text.join(brk) + (ends ? brk : ''));
        // What a cell says of the others' delimiter or escape is not asked here.
        const opened = await openTable(path, {
          delimiter,
          quote: '"',
          escape: '"',
          ...(blockSize && { blockSize }),
        });
        if (!opened.ok) throw new Error(opened.failure.code);
        const found: (readonly string[])[] = [];
        for await (const block of opened.value.rows()) {
          expect(block.unbalanced).toBe(null);
          found.push(...block.rows);
        }
        await opened.value.close();
        expect(found).toEqual(rows.filter((row) => !isBlank(row)));
        if (rows.some((row) => row.some((value) => /[\r\n]/.test(value.trim())))) lines++;
      },
    ),
    { numRuns: 60 },
  );
  expect(lines).toBeGreaterThan(30);
});
