import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CFB, utils, type WorkBook, type WorkSheet, write } from '@e965/xlsx';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { inspectSource } from '../../../../src/batch/import/inspect.ts';
import type { FileFormat } from '../../../../src/permit/file-format.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-kinds-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The kinds that the library writes: its name for each, and ours. */
const kinds = [
  ['xlsx', 'xlsx'],
  ['biff8', 'xls'],
  ['biff5', 'xls'],
  ['xlsb', 'xlsb'],
  ['ods', 'ods'],
  ['fods', 'ods'],
  ['xlml', 'xml'],
  ['html', 'html'],
] as const;

let made = 0;

async function read(sheet: WorkSheet, bookType: (typeof kinds)[number][0]) {
  const book: WorkBook = { SheetNames: ['Permits'], Sheets: { Permits: sheet } };
  const path = join(folder, `${made++}.xls`);
  const written: Buffer = write(book, {
    type: 'buffer',
    bookType,
    bookSST: bookType !== 'biff5' && made % 2 === 0,
  });
  writeFileSync(path, bookType === 'biff8' ? withHidden(written, sheet) : written);
  const rows: (readonly string[])[] = [];
  const marks: unknown[] = [];
  const found = await inspectSource(
    path,
    { headerRow: 1 },
    {
      onRows: (block) => {
        rows.push(...block.rows);
        marks.push(...block.rows.map((_, at) => block.marks?.get(at) ?? null));
      },
    },
  );
  if (!found.ok) throw new Error(`${bookType}: ${found.failure.code}`);
  return { ...found.value, rows, marks };
}

/** Puts in what the library leaves out of an `.xls`: a record for each hidden row and column (MS-XLS 2.4.53, 2.4.221). */
function withHidden(written: Buffer, sheet: WorkSheet): Buffer {
  const container = CFB.read(written, { type: 'buffer' });
  const stream = CFB.find(container, '/Workbook');
  const content: Buffer = Buffer.from(stream.content);
  const record = (type: number, fields: readonly number[]) => {
    const bytes = Buffer.alloc(4 + fields.length * 2);
    for (const [at, field] of [type, fields.length * 2, ...fields].entries())
      bytes.writeUInt16LE(field, at * 2);
    return bytes;
  };
  const rows = (sheet['!rows'] ?? []).flatMap((row, at) =>
    row?.hidden ? [record(0x0208, [at, 0, 256, 255, 0, 0, 0x120, 15])] : [],
  );
  const columns = (sheet['!cols'] ?? []).flatMap((column, at) =>
    column?.hidden ? [record(0x007d, [at, at, 2560, 15, 1, 0])] : [],
  );
  // They stand before the sheet's first cell, behind its dimensions.
  const dimensions = content.lastIndexOf(Buffer.from([0x00, 0x02, 0x0e, 0x00]));
  const at = dimensions + 4 + 14;
  CFB.utils.cfb_add(
    container,
    '/Workbook',
    Buffer.concat([content.subarray(0, at), ...columns, ...rows, content.subarray(at)]),
  );
  return Buffer.from(CFB.write(container, { type: 'buffer' }));
}

const header = ['Reference ID', 'Plate', 'Amount', 'Note'];
/** What a cell may hold in every kind of file: no control characters, and no white space at its ends. */
const cell = fc
  .oneof(
    fc.constantFrom(
      '00123',
      '1E5',
      '12-Mar',
      'TRUE',
      '1.23E+47',
      'é',
      'a & b',
      '<b>',
      '"',
      '2027-06-30',
      '日本',
      '=1',
      "'",
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  )
  .map((text) =>
    text
      .replace(/[\p{C}\p{Cs}\s]+/gu, ' ')
      .replace(/_x/g, 'x')
      .trim(),
  )
  .filter((text) => text !== '');
const table = fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 6 });

describe.each(kinds)('a table written as %s', (bookType, format) => {
  it('reads back like its CSV', async () => {
    const texts =
      bookType === 'biff5'
        ? table.map((rows) => rows.map((row) => row.map((text) => text.replace(/[^ -~]/g, '?'))))
        : table;
    await fc.assert(
      fc.asyncProperty(texts, async (cells) => {
        const sheet = utils.aoa_to_sheet([header, ...cells]);
        const found = await read(sheet, bookType);
        expect(found).toMatchObject({ format: format satisfies FileFormat, headers: header });
        expect(found.rows).toEqual(cells);
        expect(found.marks.every((mark) => mark === null)).toBe(true);
      }),
      { numRuns: 12 },
    );
  }, 60_000);
});

/** The same sheet with numbers, dates and truth values, what is hidden in it and what is merged. */
function richSheet(): WorkSheet {
  const sheet = utils.aoa_to_sheet([
    ['Reference ID', 'Plate', 'End Date', 'Amount', 'Secret'],
    ['R-1', 'AB1', 46568, 14.5, 'x'],
    ['R-2', true, null, 26.099999999999998, 'x'],
    [123, 46568, 46568.999988426, 15, 'x'],
    [4, 1.5e12, 46568.5, 16, 'x'],
  ]);
  const look = (at: string, z: string) => {
    const found = sheet[at] as { z?: string } | undefined;
    if (found) found.z = z;
  };
  for (const row of [2, 4, 5]) look(`C${row}`, row === 2 ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm:ss');
  look('A4', '"P-"00000');
  look('A5', '00000');
  look('B4', 'd-mmm');
  look('B5', '0.00E+00');
  look('D2', '0.00');
  sheet['!merges'] = [{ s: { r: 1, c: 2 }, e: { r: 2, c: 2 } }];
  sheet['!rows'] = [{}, {}, {}, { hidden: true }];
  sheet['!cols'] = [{}, {}, {}, {}, { hidden: true }];
  return sheet;
}

/** HTML is text as it is shown, and of an OpenDocument the library writes no number formats: see ods.test.ts. */
// Excel merges cells since its version 97 only.
const valued = kinds.filter(([type, format]) => !['html', 'ods'].includes(format) && type !== 'biff5');

describe.each(valued)('what a workbook written as %s says of its cells', (bookType) => {
  it('is told as for .xlsx', async () => {
    const found = await read(richSheet(), bookType);
    expect(found.rows).toEqual([
      ['R-1', 'AB1', '2027-06-30', '14.50', 'x'],
      ['R-2', 'TRUE', '', '26.1', 'x'],
      ['P-00123', '2027-06-30', '2027-06-30T23:59:59', '15', 'x'],
      ['00004', '1500000000000', '2027-06-30T12:00:00', '16', 'x'],
    ]);
    expect(found.marks).toMatchObject([
      { kinds: { 3: 'date' } },
      { kinds: { 2: 'truth' }, merged: { 3: '2027-06-30' } },
      { hidden: true, kinds: { 2: 'date', 3: 'date' } },
      { kinds: { 2: 'scientific', 3: 'date' } },
    ]);
    expect(found.notes).toContainEqual({ code: 'columns-hidden', facts: { headers: '“Secret”' } });
    expect(found.notes).toContainEqual({ code: 'rows-hidden', facts: { count: 1 } });
  });
});
