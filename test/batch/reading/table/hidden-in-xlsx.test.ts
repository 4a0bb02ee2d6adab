import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inspectSource } from '../../../../src/batch/import/inspect.ts';
import { rowsByNumber } from '../../../../src/batch/rows/rows.ts';
import { createTestBatch } from '../../../support/checked-batch.ts';
import { type BookSketch, textRow, workbookOf } from '../../../support/workbook-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-hidden-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

function write(sketch: BookSketch): string {
  const path = join(folder, `${made++}.xlsx`);
  writeFileSync(path, workbookOf(sketch));
  return path;
}

const sheetOf = (data: string, merged: readonly string[], before = '') =>
  `<?xml version="1.0"?><worksheet>${before}<sheetData>${data}</sheetData><x:mergeCells>${merged
    .map((area) => `<x:mergeCell ref="${area}"/>`)
    .join('')}</x:mergeCells></worksheet>`;
const header = textRow(1, ['Reference ID', 'End Date', 'Plate']);
const row = (number: number, cells: readonly string[]) =>
  `<row r="${number}">${cells
    .map((text, at) =>
      text === '' ? '' : `<c r="${'ABC'[at]}${number}" t="inlineStr"><is><t>${text}</t></is></c>`,
    )
    .join('')}</row>`;
const date = '2031-12-31T23:59:59';

describe('merged cells of a workbook', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    [
      'over rows',
      row(2, ['R1', date, 'A']) + row(3, ['R2', '', 'B']) + row(4, ['R3', '', 'C']),
      ['B2:B3'],
      ['3:2 merged-cells 2031-12-31T23:59:59'],
    ],
    [
      'over columns',
      row(2, ['R1', '', 'A']) + row(3, ['R2', date, '']),
      ['B3:C3'],
      [`3:3 merged-cells ${date}`],
    ],
    [
      'over both',
      row(2, ['R1', date, '']) + row(3, ['R2', '', '']),
      ['B2:C3'],
      [`2:3 merged-cells ${date}`, `3:2 merged-cells ${date}`, `3:3 merged-cells ${date}`],
    ],
    ['a title', row(2, ['R1', date, 'A']), ['A1:C1'], []],
    ['of blanks', row(2, ['R1', '', 'A']) + row(3, ['R2', '', 'B']), ['B2:B3'], []],
    ['with a value under it', row(2, ['R1', date, 'A']) + row(3, ['R2', date, 'B']), ['B2:B3'], []],
    ['beyond the table', row(2, ['R1', date, 'A']) + row(3, ['R2', date, 'B']), ['D2:XFD1048576'], []],
  ])('%s', async (_, data, merged, issues) => {
    const path = write({ sheets: { A: sheetOf(header + data, merged) } });
    const batch = await createTestBatch(path, mkdtempSync(join(folder, 'batches-')));
    if (!batch.ok) throw new Error(batch.failure.code);
    const found = rowsByNumber(batch.value, [2, 3, 4]).flatMap(({ number, issues: its }) =>
      its
        .filter(({ code }) => code === 'merged-cells')
        .map(
          ({ column, code, repair }) =>
            `${number}:${column} ${code} ${repair?.value}${repair?.safe ? ' safe' : ''}`,
        ),
    );
    batch.value.close();
    expect(found).toEqual(issues);
  });

  it('are found wherever the pieces of the file part', async () => {
    const filler = Array.from({ length: 3000 }, (_, at) =>
      row(at + 2, [`R${at}`, at % 2 ? '' : date, `P${at}`]),
    ).join('');
    const merged = Array.from({ length: 1500 }, (_, at) => `B${at * 2 + 2}:B${at * 2 + 3}`);
    let marks = 0;
    const path = write({ sheets: { A: sheetOf(header + filler, merged) } });
    const read = await inspectSource(
      path,
      {},
      {
        onRows: (block) => {
          marks += block.marks?.size ?? 0;
        },
      },
    );
    expect(read.ok && marks).toBe(1500);
  });
});

describe('a workbook tells in notes', () => {
  const notes = async (sketch: BookSketch) => {
    const read = await inspectSource(write(sketch), {});
    if (!read.ok) throw new Error(read.failure.code);
    return {
      ...read.value,
      codes: read.value.notes.map(({ code, facts }) => `${code} ${facts['count'] ?? facts['headers'] ?? ''}`),
    };
  };

  it('which columns it hides', async () => {
    const sheet = sheetOf(
      header + row(2, ['R1', date, 'A']),
      [],
      '<cols><col min="2" max="3" hidden="1"/><col min="9" max="16384" hidden="true"/></cols>',
    );
    expect((await notes({ sheets: { A: sheet } })).codes).toEqual(['columns-hidden “End Date”, “Plate”']);
  });

  it('how many formulas nobody has calculated, in columns that are no field too', async () => {
    const cells = '<row r="2"><c r="A2" t="inlineStr"><is><t>R1</t></is></c><c r="E2"><f>A1</f></c></row>';
    expect((await notes({ sheets: { A: header + cells } })).codes).toEqual(['formulas-uncalculated 1']);
  });

  it('which texts and number formats it lacks, and leaves their cells blank and marked', async () => {
    const cells =
      '<row r="2"><c r="A2" t="s"><v>7</v></c><c r="B2" s="9"><v>46568</v></c><c r="C2" t="inlineStr"><is><t>P</t></is></c></row>';
    const found = await notes({ sheets: { A: header + cells } });
    expect(found.firstRows).toEqual([['', '', 'P']]);
    expect(found.codes).toEqual(['cells-lost 2']);
  });

  it('that the only sheet with text is hidden', async () => {
    const found = await notes({ sheets: { S: header + row(2, ['R1', date, 'A']) }, hidden: ['S'] });
    expect(found.codes).toEqual(['sheet-hidden ']);
  });
});

it('a workbook that lacks one of its sheets is read, and says so', async () => {
  const bytes = workbookOf({ sheets: { A: header + row(2, ['R1', date, 'A']), B: '' } });
  // The second sheet's part gets another name, in the zip's directory and before the part.
  const path = join(folder, 'lacking.xlsx');
  writeFileSync(
    path,
    Buffer.from(bytes.toString('latin1').replaceAll('sheets/sheet2.xml', 'sheets/sheetX.xml'), 'latin1'),
  );
  expect(await inspectSource(path, {})).toMatchObject({
    ok: true,
    value: { sheet: 'A', rows: 1, notes: [{ code: 'sheets-missing', facts: { sheets: '“B”' } }] },
  });
});
