import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectSource } from '../../../src/batch/import/inspect.ts';
import type { ReadingOptions } from '../../../src/batch/reading/reading-options.ts';
import { reading as english } from '../../../src/words/en/reading.ts';
import { type BookSketch, textRow, workbookOf, zipOf } from '../../support/workbook-file.ts';

let folder = '';
let made = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function inspect(bytes: Buffer, options: ReadingOptions = {}) {
  const path = join(folder, `${made++}.xlsx`);
  await writeFile(path, bytes);
  const numbers: number[] = [];
  const read = await inspectSource(path, options, {
    onRows: (block) => {
      numbers.push(...block.numbers);
    },
  });
  return { read, numbers };
}

async function table(sketch: BookSketch, options: ReadingOptions = {}) {
  const { read, numbers } = await inspect(workbookOf(sketch), options);
  if (!read.ok) throw new Error(read.failure.code);
  return { ...read.value, numbers };
}

const header = textRow(1, ['Reference ID', 'Amount']);

/** What one cell beside a reference reads as. */
async function cell(xml: string, more: Omit<BookSketch, 'sheets'> = {}) {
  const row = `<row r="2"><c r="A2" t="inlineStr"><is><t>R1</t></is></c>${xml}</row>`;
  const { firstRows, notes } = await table({ ...more, sheets: { A: header + row } });
  return { text: firstRows[0]?.[1], notes: notes.map(({ code }) => code) };
}

describe('a cell of a workbook', () => {
  it.each<[string, string, string, (Omit<BookSketch, 'sheets'> & { stored?: true })?]>([
    ['a shared string', '<c t="s"><v>1</v></c>', 'two', { strings: ['<t>one</t>', '<t>two</t>'] }],
    [
      'rich text',
      '<c t="s"><v>0</v></c>',
      'AB',
      { strings: ['<r><t>A</t></r><r><t>B</t></r><rPh><t>x</t></rPh>'] },
    ],
    ['an inline string', '<c t="inlineStr"><is><t>a &amp; b</t></is></c>', 'a & b'],
    ['a written control character', '<c t="inlineStr"><is><t>a_x000A_b</t></is></c>', 'a\nb'],
    ['a formula, its stored text', '<c t="str"><f>A1&amp;"x"</f><v>kept</v></c>', 'kept'],
    ['a shared formula, its stored number', '<c><f t="shared" si="0"/><v>7</v></c>', '7'],
    ['an error', '<c t="e"><v>#N/A</v></c>', '#N/A'],
    ['true', '<c t="b"><v>1</v></c>', 'TRUE'],
    ['false', '<c t="b"><v>0</v></c>', 'FALSE'],
    ['an ISO date', '<c t="d"><v>2026-03-04T05:06:07</v></c>', '2026-03-04T05:06:07'],
    ['a number', '<c><v>14.5</v></c>', '14.5'],
    ['two decimals shown', '<c s="1"><v>14.5</v></c>', '14.50', { formats: ['0.00'] }],
    ['leading zeros shown', '<c s="1"><v>123</v></c>', '00123', { formats: ['00000'] }],
    ['a dollar shown', '<c s="1"><v>1450</v></c>', '$1,450.00', { formats: ['"$"#,##0.00'] }],
    ['noise beyond 15 digits', '<c s="1"><v>0.30000000000000004</v></c>', '0.3', { formats: ['0.00'] }],
    ['a number without it, as shown', '<c s="1"><v>0.3</v></c>', '0.30', { formats: ['0.00'] }],
    [
      'noise under an ID of digits',
      '<c s="1"><v>123.00000000000001</v></c>',
      '00123',
      { formats: ['00000'] },
    ],
    ['noise in a plain number', '<c><v>26.099999999999998</v></c>', '26.1'],
    ['a rounded number', '<c s="1"><v>16.3875</v></c>', '16.3875', { formats: ['0.00'], stored: true }],
    [
      'the last moment of a day',
      '<c s="1"><v>46085.99999999999</v></c>',
      '2026-03-04T23:59:59',
      { formats: ['yyyy-mm-dd'] },
    ],
    ['an ISO date with a zone', '<c t="d"><v>2026-03-04T05:06:07.5Z</v></c>', '2026-03-04T05:06:07'],
    ['a percentage', '<c s="1"><v>0.5</v></c>', '0.5', { formats: ['0%'], stored: true }],
    ['twelve digits', '<c><v>123456789012</v></c>', '123456789012', { stored: true }],
    ['sixteen digits', '<c s="1"><v>1234567890123450</v></c>', '1.23456789012345E+15', { formats: ['0'] }],
    ['a date', '<c s="1"><v>46085</v></c>', '2026-03-04', { formats: ['dd/mm/yyyy'] }],
    [
      'a date whose format shows a time',
      '<c s="1"><v>46085</v></c>',
      '2026-03-04T00:00:00',
      { formats: ['yyyy-mm-dd hh:mm'] },
    ],
    [
      'a time that the format hides',
      '<c s="1"><v>46085.75</v></c>',
      '2026-03-04T18:00:00',
      { formats: ['d-mmm-yy'] },
    ],
    [
      'a second before midnight',
      '<c s="1"><v>46085.999988426</v></c>',
      '2026-03-04T23:59:59',
      { formats: ['yyyy-mm-dd'] },
    ],
    [
      'a date since 1904',
      '<c s="1"><v>44623</v></c>',
      '2026-03-04',
      { formats: ['yyyy-mm-dd'], from1904: true },
    ],
    ['the first day', '<c s="1"><v>1</v></c>', '1900-01-01', { formats: ['yyyy-mm-dd'] }],
    [
      'the day before the day that never was',
      '<c s="1"><v>59</v></c>',
      '1900-02-28',
      { formats: ['yyyy-mm-dd'] },
    ],
    ['the day that never was', '<c s="1"><v>60</v></c>', '1900-02-29', { formats: ['yyyy-mm-dd'] }],
    ['the day after it', '<c s="1"><v>61</v></c>', '1900-03-01', { formats: ['yyyy-mm-dd'] }],
    ['a date before all', '<c s="1"><v>-1</v></c>', '-1', { formats: ['yyyy-mm-dd'], stored: true }],
  ])('%s', async (_, xml, text, more = {}) => {
    const { stored, ...sketch } = more;
    const notes = stored ? ['numbers-stored'] : [];
    expect(await cell(xml, sketch)).toEqual({ text, notes });
  });
});

describe('a sheet', () => {
  it('keeps its own row numbers, pads short rows and leaves blank ones out', async () => {
    const rows = `${header}<row r="4"><c r="A4" t="inlineStr"><is><t>R1</t></is></c><c r="F4" s="1"/></row><row r="5"/><row r="9" hidden="1"><c r="B9"><v>1</v></c></row>`;
    const found = await table({ sheets: { A: rows } });
    expect(found.firstRows).toEqual([
      ['R1', ''],
      ['', '1'],
    ]);
    expect(found.numbers).toEqual([4, 9]);
    expect(found.notes.map(({ code, facts }) => [code, facts['count']])).toEqual([
      ['records-blank', 6],
      ['rows-hidden', 1],
    ]);
    expect(found).toMatchObject({
      format: 'xlsx',
      encoding: 'utf-8',
      delimiter: ',',
      sheet: 'A',
      headerRow: 1,
    });
  });

  it('has rows whose numbers may stand in their cells alone', async () => {
    const reference = (row: number) => `<c r="A${row}" t="inlineStr"><is><t>R${row}</t></is></c>`;
    const rows = `<row r="2" hidden="1">${reference(2)}</row><row>${reference(4)}</row><row r="7" hidden="0">${reference(7)}</row>`;
    const { numbers } = await table({ sheets: { A: header + rows } });
    expect(numbers).toEqual([2, 4, 7]);
  });

  it('is the first visible one with text, and the others are named', async () => {
    const sheets = { Secret: header, Empty: '', Lots: header + textRow(2, ['R1', '1']), More: header };
    const found = await table({ sheets, hidden: ['Secret'] });
    expect(found.sheet).toBe('Lots');
    expect(found.notes[0]).toEqual({
      code: 'sheet-chosen',
      facts: { sheet: 'Lots', others: '“Secret”, “Empty”, “More”' },
    });
    expect((await table({ sheets, hidden: ['Secret'] }, { sheet: 'Secret' })).sheet).toBe('Secret');
  });

  it('has a header below a title that is proposed', async () => {
    const found = await table({
      sheets: {
        A: textRow(1, ['Renewals']) + textRow(3, ['Reference ID', 'Plate']) + textRow(4, ['R1', 'ABC']),
      },
    });
    expect([found.headerRow, found.rows, found.numbers]).toEqual([3, 1, [4]]);
    expect(found.notes.map(({ code }) => code)).toEqual(['header-not-first']);
  });

  it('reads every row of a long one', async () => {
    const rows = Array.from({ length: 5000 }, (_, at) => textRow(at + 2, [`R${at}`, '1.00']));
    const found = await table({ sheets: { A: header + rows.join('') } });
    expect([found.rows, found.numbers.at(-1), new Set(found.numbers).size]).toEqual([5000, 5001, 5000]);
  });
});

describe('a workbook that cannot be read', () => {
  const good = workbookOf({ sheets: { A: header } });
  const entity =
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>';
  it.each<[string, Buffer, string, ReadingOptions?]>([
    ['a cut old one', Buffer.from('d0cf11e0a1b11ae1000000000000000000', 'hex'), 'file-not-xlsx'],
    ['a zip of something else', zipOf({ 'a.txt': 'a' }), 'file-archive'],
    ['a cut one', good.subarray(0, good.length - 40), 'file-not-xlsx'],
    ['one with XML that does not close', workbookOf({ sheets: { A: '<row r="1"><c>' } }), 'file-not-xlsx'],
    ['one with an outside entity', workbookOf({ sheets: { A: entity } }), 'file-not-xlsx'],
    ['one with a document type', workbookOf({ sheets: { A: entity.replace('&e;', 'x') } }), 'file-not-xlsx'],
    ['one without sheets', workbookOf({ sheets: {} }), 'workbook-no-sheet'],
    ['one without that sheet', good, 'sheet-missing', { sheet: 'B' }],
    ['an empty one', workbookOf({ sheets: { A: '' } }), 'file-empty'],
    ['a bomb', workbookOf({ sheets: { A: `${header}${' '.repeat(70 << 20)}` } }), 'workbook-too-large'],
    [
      'a cell without end',
      workbookOf({ sheets: { A: textRow(1, ['x'.repeat(1_100_000)]) } }),
      'workbook-too-large',
    ],
  ])('%s', async (_, bytes, code, options) => {
    const { read } = await inspect(bytes, options);
    if (read.ok) throw new Error('was read');
    expect(read.failure.code).toBe(code);
    expect(english.failures[read.failure.code](read.failure.facts)).not.toContain('undefined');
  });

  it('is told after its rows when the damage is far down', async () => {
    const rows = Array.from({ length: 3000 }, (_, at) => textRow(at + 2, [`R${at}`, '1.00']));
    const { read } = await inspect(workbookOf({ sheets: { A: `${header}${rows.join('')}<row r="1"/>` } }));
    expect(read).toMatchObject({ ok: false, failure: { code: 'file-not-xlsx' } });
  });
});

describe('a workbook with several sheets', () => {
  const permits = header + textRow(2, ['R1', '14.50']);
  const cover = textRow(1, ['Permits of March', 'for the lots']);
  it.each<[string, Record<string, string>, string]>([
    [
      'the one with known headers is read, though another comes first',
      { Cover: cover, Permits: permits },
      'Permits',
    ],
    ['the first, where it has them', { Permits: permits, More: permits }, 'Permits'],
    ['the first, where several others have them', { Cover: cover, A: permits, B: permits }, 'Cover'],
    ['the first, where none has them', { Cover: cover, Notes: cover }, 'Cover'],
    [
      'the one with headers, where instructions about the fields come first',
      {
        Help: textRow(1, ['Reference ID', 'from OPSCOM']) + textRow(2, ['End Date', 'yyyy-mm-dd']),
        Permits: permits,
      },
      'Permits',
    ],
  ])('%s', async (_, sheets, expected) => {
    const { sheet, notes } = await table({ sheets }, { headerRow: 1 });
    expect(sheet).toBe(expected);
    expect(notes.map(({ code }) => code)).toContain('sheet-chosen');
  });
});
