import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CellObject, utils, write } from '@e965/xlsx';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { rowsByNumber } from '../../../../src/batch/rows/rows.ts';
import { createTestBatch } from '../../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-damaged-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

const text = (v: string): CellObject => ({ t: 's', v });
const number = (v: number, z: string): CellObject => ({ t: 'n', v, z });

/** What a spreadsheet makes of plates and reference IDs, as cells that are no texts, and as the texts that are left of them. */
const values = fc.oneof(
  fc
    .constantFrom('1.23E+47', '5E+12', '12-Mar', 'Mar-12', 'TRUE', 'FALSE', 'NULL', 'N/A', '#REF!', 'TBD')
    .map(text),
  fc.boolean().map((v): CellObject => ({ t: 'b', v })),
  fc.integer({ min: 40_000, max: 60_000 }).map((v) => number(v, 'd-mmm')),
  fc.integer({ min: 1, max: 9_999_999 }).map((v) => number(v * 1e5, '0.00E+00')),
  fc
    .integer({ min: 1, max: 9_000_000 })
    .map((v) => number(v * 1e9, '0'))
    .filter(({ v }) => Number(v) >= 1e15),
);

/** A formula that nobody has calculated; `bf` is what the library writes of it into an `.xls`. */
const formula = fc.constant<CellObject & { bf: readonly number[] }>({
  t: 'n',
  v: 0,
  f: '0',
  bf: [3, 0, 0x1e, 0, 0],
});

// Of an OpenDocument the library writes no number formats, and HTML holds texts alone; see ods.test.ts and markup.test.ts.
describe.each(['xlsx', 'biff8', 'xlsb', 'xlml'] as const)('written as %s', (bookType) => {
  // Into an `.xlsb` the library writes no formulas.
  const damaged = bookType === 'xlsb' ? values : fc.oneof({ weight: 4, arbitrary: values }, formula);

  it('no damaged plate or reference ID is ready to be sent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(damaged, fc.boolean()), { minLength: 1, maxLength: 8 }),
        async (cells) => {
          const sheet = utils.aoa_to_sheet([
            ['Reference ID', 'Plate'],
            ...cells.map(([cell, isPlate], at) =>
              isPlate ? [text(`ref-${at}`), cell] : [cell, text(`ABC${at}`)],
            ),
          ]);
          const path = join(folder, `${made++}.xls`);
          const book = { SheetNames: ['A'], Sheets: { A: sheet } };
          writeFileSync(path, write(book, { type: 'buffer', bookType }) as Buffer);
          const batch = await createTestBatch(path, mkdtempSync(join(folder, 'batches-')));
          if (!batch.ok) throw new Error(batch.failure.code);
          const rows = rowsByNumber(
            batch.value,
            cells.map((_, at) => at + 2),
          );
          batch.value.close();
          expect(rows.length).toBe(cells.length);
          for (const row of rows)
            expect({ cells: row.cells, state: row.state }).toMatchObject({ state: 'invalid' });
        },
      ),
      { numRuns: 15 },
    );
  }, 60_000);
});
