import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editCell, undo } from '../../../../src/batch/edits/edit.ts';
import { rowsByNumber } from '../../../../src/batch/rows/rows.ts';
import { verifyBatch } from '../../../../src/batch/verify/verify-batch.ts';
import { createTestBatch, editor } from '../../../support/checked-batch.ts';
import { type BookSketch, textRow, workbookOf } from '../../../support/workbook-file.ts';

let folder = '';
let made = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What is said of row 2 of a sheet, whose cells stand beside a reference, once it is checked: `column code`. */
async function issuesOf(row: string, more: Omit<BookSketch, 'sheets'> = {}, columns = ['Plate', 'End Date']) {
  const headers = textRow(1, ['Reference ID', ...columns]);
  const path = join(folder, `${made++}.xlsx`);
  await writeFile(path, workbookOf({ ...more, sheets: { A: headers + row } }));
  const batch = await createTestBatch(path, await mkdtemp(join(folder, 'batches-')));
  if (!batch.ok) throw new Error(batch.failure.code);
  const rows = rowsByNumber(batch.value, [2, 3, 4, 7]);
  const issues = rows.flatMap(({ number, issues: found }) =>
    found.map(
      ({ column, code, repair }) => `${number}:${column ?? 'row'} ${code}${repair?.safe ? ' safe' : ''}`,
    ),
  );
  const whole = (await verifyBatch(batch.value)).first;
  batch.value.close();
  expect(whole).toBeNull();
  return issues;
}

const reference = '<c r="A2" t="inlineStr"><is><t>R1</t></is></c>';
const end = '<c r="C2" t="inlineStr"><is><t>2031-12-31T23:59:59</t></is></c>';

describe('what a workbook does to a plate or a date is doubted', () => {
  const scientific = { formats: ['0.00E+00'] };
  const day = { formats: ['d-mmm'] };
  const month = { formats: ['mmm yyyy'] };
  it.each<[string, string, string[], Omit<BookSketch, 'sheets'>?]>([
    [
      'a number shown in scientific notation',
      '<c r="B2" s="1"><v>100000</v></c>',
      ['2:2 value-damaged'],
      scientific,
    ],
    [
      'a number of more digits than are kept',
      '<c r="B2"><v>1234567890123456789</v></c>',
      ['2:2 value-damaged'],
    ],
    ['a date', '<c r="B2" s="1"><v>46000</v></c>', ['2:2 value-damaged'], day],
    ['a truth value', '<c r="B2" t="b"><v>1</v></c>', ['2:2 value-damaged']],
    ['a formula without a result', '<c r="B2"><f>A1</f><v/></c>', ['2:2 formula-uncalculated']],
    ['a formula with a 0 for a result', '<c r="B2"><f>A1</f><v>0</v></c>', ['2:2 formula-uncalculated']],
    ['a text that the workbook lacks', '<c r="B2" t="s"><v>99</v></c>', ['2:2 spreadsheet-error']],
    ['a whole number', '<c r="B2"><v>12345</v></c>', []],
    ['a formula whose result is blank', '<c r="B2" t="str"><f>A1</f><v></v></c>', []],
    [
      'a number that its format makes an ID',
      '<c r="B2" s="1"><v>123456789</v></c>',
      [],
      { formats: ['000-00-0000'] },
    ],
  ])('%s', async (_, xml, expected, more) => {
    expect(await issuesOf(`<row r="2">${reference}${xml}${end}</row>`, more)).toEqual(expected);
  });

  it('a month without a day has no safe repair', async () => {
    const xml = `<row r="2">${reference}<c r="C2" s="1"><v>46000</v></c></row>`;
    expect(await issuesOf(xml, month)).toEqual(['2:3 end-date-format']);
  });

  it('a hidden row waits', async () => {
    const cells = (row: number) =>
      `<c r="A${row}" t="inlineStr"><is><t>R${row}</t></is></c><c r="B${row}" t="inlineStr"><is><t>AB ${row}</t></is></c>`;
    const rows = `<row r="2" hidden="1">${cells(2)}</row><row>${cells(4)}</row><row r="7" hidden="0">${cells(7)}</row>`;
    expect(await issuesOf(rows)).toEqual(['2:row row-hidden']);
  });

  it('an edit of the cell ends what the workbook says of it', async () => {
    const path = join(folder, `${made++}.xlsx`);
    const row = `<row r="2">${reference}<c r="B2" t="b"><v>1</v></c>${end}</row>`;
    await writeFile(
      path,
      workbookOf({ sheets: { A: textRow(1, ['Reference ID', 'Plate', 'End Date']) + row } }),
    );
    const batch = await createTestBatch(path, await mkdtemp(join(folder, 'batches-')));
    if (!batch.ok) throw new Error(batch.failure.code);
    expect(editCell(batch.value, { row: 2, column: 2, value: 'AB 1' }, editor).ok).toBe(true);
    expect(rowsByNumber(batch.value, [2])[0]?.issues).toEqual([]);
    expect(undo(batch.value).ok).toBe(true);
    expect(rowsByNumber(batch.value, [2])[0]?.issues.map(({ code }) => code)).toEqual(['value-damaged']);
    batch.value.close();
  });
});
