import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTable } from '../../../support/read-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-markup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

const read = (content: string | Buffer) => readTable(join(folder, `${made++}.xls`), content);

const head = '<tr><th>Reference ID</th><th>End Date</th><th>Plate</th></tr>';

describe('a web page that is called a workbook', () => {
  it.each<[string, string, string]>([
    ['an ID with zeros', '<td>00123</td>', '00123'],
    ['a date as it is shown', '<td x:num="46568">30/06/2027 11:59 PM</td>', '30/06/2027 11:59 PM'],
    ['tags in a cell', '<td><font color=red><b>A</b>B</font></td>', 'AB'],
    [
      'references to characters',
      '<td>&eacute;&#233;&#xe9;&amp;&lt;&nbsp;&copy &unknown;</td>',
      'ééé&<\u00a0© &unknown;',
    ],
    ['lines', '<td>a<br/>b<p>c</p></td>', 'a\nb\nc'],
    ['white space', '<td>\n   a \r\n\t b   </td>', 'a b'],
    ['no end tags', '<td>a', 'a'],
    ['a comment and a script', '<td>a<!-- <td>no --><script>"<td>no"</script></td>', 'a'],
    ['brackets in a value', '<td title="a > b" class=x>a</td>', 'a'],
    ['the conditions of Excel', '<![if !supportMisc]><td>a</td><![endif]>', 'a'],
  ])('%s', async (_, cell, text) => {
    expect(
      await read(`<html><body><table>${head}<tr><td>R1</td>${cell}<td>P</td></tr></table></body></html>`),
    ).toMatchObject({
      format: 'html',
      rows: [['R1', text, 'P']],
      marks: [null],
    });
  });

  const stored = (v: string, z: string, shown: string) =>
    `<td data-t="d" data-v="${v} GMT-0400 (Eastern Daylight Time)" data-z="${z}" id="sjs-B2">${shown}</td>`;
  it.each<[string, string, string, boolean]>([
    ['with its time', stored('Wed Jun 30 2027 23:59:59', 'm/d/yy', '6/30/27'), '2027-06-30T23:59:59', true],
    ['without', stored('Wed Jun 30 2027 00:00:00', 'm/d/yy', '6/30/27'), '2027-06-30', true],
    ['named', stored('Sun Mar 12 2028 00:00:00', 'd-mmm', '12-Mar'), '2028-03-12', true],
    ['of a month', stored('Tue Jun 01 2027 00:00:00', 'mmm-yy', 'Jun-27'), '2027-06', true],
    ['that is not the one shown', stored('Wed Jun 30 2027 00:00:00', 'm/d/yy', '7/31/27'), '7/31/27', false],
    ['that shows nothing', stored('Wed Jun 30 2027 00:00:00', ';;;', ''), '', false],
    ['of no form', '<td data-t="d" data-v="30/06/2027">30/06/2027</td>', '30/06/2027', false],
    ['that is none', '<td data-t="n" data-v="14.5">14.5</td>', '14.5', false],
  ])('a date that SheetJS stored beside what it shows, %s', async (_, cell, text, isDate) => {
    const found = await read(`<table>${head}<tr><td>R1</td>${cell}<td>P</td></tr></table>`);
    expect(found.rows).toEqual([['R1', text, 'P']]);
    expect(found.marks).toEqual([isDate ? { kinds: { 2: 'date' } } : null]);
  });

  it('tells what is hidden and merged, and keeps the sheet’s row numbers', async () => {
    const found = await read(
      `<meta charset="utf-8"><table border=1><col><col style="display:none"><thead>${head}</thead><tbody>` +
        '<tr style="display: none"><td>R1<td>a<td>P</tr><tr></tr>' +
        '<tr><td>R2<td rowspan="2">b<td title="hidden">P</tr><tr><td>R3<td>P</tr><tr hidden><td colspan=2>R4<td>P</tr></tbody></table>',
    );
    expect(found.rows).toEqual([
      ['R1', 'a', 'P'],
      ['R2', 'b', 'P'],
      ['R3', '', 'P'],
      ['R4', '', 'P'],
    ]);
    expect(found.numbers).toEqual([2, 4, 5, 6]);
    expect(found.marks).toEqual([
      { hidden: true },
      null,
      { merged: { 2: 'b' } },
      { hidden: true, merged: { 2: 'R4' } },
    ]);
    expect(found.codes).toEqual(['hidden-unknown', 'columns-hidden', 'records-blank', 'rows-hidden']);
  });

  it('reads the table that has the permits, in a table for the layout or not', async () => {
    const found = await read(
      `<table><tr><td>Report of today</td></tr></table><table><tr><td><table>${head}<tr><td>R1<td>a<td>P</tr></table></td></tr></table>`,
    );
    expect(found).toMatchObject({
      sheet: 'Table 3',
      rows: [['R1', 'a', 'P']],
      codes: ['hidden-unknown', 'sheet-chosen'],
    });
  });

  it.each([
    [
      'windows-1252',
      Buffer.from(
        `<meta charset="windows-1252"><table>${head}<tr><td>R1<td>\xc9t\xe9<td>P</tr></table>`,
        'latin1',
      ),
    ],
    ['utf-16le', Buffer.from(`\ufeff<table>${head}<tr><td>R1<td>Été<td>P</tr></table>`, 'utf16le')],
    [
      'utf-8',
      Buffer.from(
        `<?xml version="1.0" encoding="utf-8"?><html><table>${head}<tr><td>R1<td>Été<td>P</tr></table></html>`,
      ),
    ],
    [
      'iso-8859-2',
      Buffer.from(
        `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2"><table>${head}<tr><td>\xb1<td>\xc9t\xe9<td>P</tr></table>`,
        'latin1',
      ),
    ],
  ])('keeps accents written in %s', async (encoding, bytes) => {
    const found = await read(bytes);
    expect(found).toMatchObject({ encoding });
    expect(found.rows[0]?.[1]).toBe('Été');
  });
});

describe('an XML Spreadsheet', () => {
  const book = (rows: string, before = '', after = '') =>
    `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="Default"/><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style><Style ss:ID="g"><NumberFormat ss:Format="General Date"/></Style><Style ss:ID="e" ss:Parent="d"/><Style ss:ID="z"><NumberFormat ss:Format="00000"/></Style></Styles>${before}<Worksheet ss:Name="A"><Table><Column/><Column ss:Hidden="1"/><Row>${['Reference ID', 'End Date', 'Plate'].map(data).join('')}</Row>${rows}</Table>${after}</Worksheet></Workbook>`;
  const data = (text: string) => `<Cell><Data ss:Type="String">${text}</Data></Cell>`;

  it.each<[string, string, string, string?]>([
    [
      'a date',
      '<Cell ss:StyleID="d"><Data ss:Type="DateTime">2027-06-30T00:00:00.000</Data></Cell>',
      '2027-06-30',
      'date',
    ],
    [
      'a date by its style’s style',
      '<Cell ss:StyleID="e"><Data ss:Type="DateTime">2027-06-30T00:00:00.000</Data></Cell>',
      '2027-06-30',
      'date',
    ],
    [
      'midnight that is shown',
      '<Cell ss:StyleID="g"><Data ss:Type="DateTime">2027-06-30T00:00:00.000</Data></Cell>',
      '2027-06-30T00:00:00',
      'date',
    ],
    [
      'a date as a number',
      '<Cell ss:StyleID="d"><Data ss:Type="Number">46568.5</Data></Cell>',
      '2027-06-30T12:00:00',
      'date',
    ],
    ['an ID with zeros', '<Cell ss:StyleID="z"><Data ss:Type="Number">123</Data></Cell>', '00123'],
    ['a truth value', '<Cell><Data ss:Type="Boolean">1</Data></Cell>', 'TRUE', 'truth'],
    ['an error', '<Cell><Data ss:Type="Error">#N/A</Data></Cell>', '#N/A'],
    ['a formula without a result', '<Cell ss:Formula="=A1"/>', '', 'formula'],
    [
      'a text with tags and a comment',
      '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>A</B>B</ss:Data><Comment><ss:Data>no</ss:Data></Comment></Cell>',
      'AB',
    ],
  ])('%s', async (_, cell, text, kind) => {
    const found = await read(book(`<Row>${data('R1')}${cell}${data('P')}</Row>`));
    expect(found).toMatchObject({ format: 'xml', rows: [['R1', text, 'P']] });
    expect(found.marks).toEqual([kind === undefined ? null : { kinds: { 2: kind } }]);
  });

  it('tells what is hidden, merged and left out', async () => {
    const found = await read(
      book(
        `<Row ss:Hidden="1">${data('R1')}</Row><Row ss:Index="5">${data('R2')}<Cell ss:MergeDown="1"><Data ss:Type="String">b</Data></Cell>${data('P')}</Row><Row>${data('R3')}<Cell ss:Index="3"><Data ss:Type="String">P</Data></Cell></Row>`,
        '<Worksheet ss:Name="S"><Table><Row><Cell><Data ss:Type="String">Reference ID</Data></Cell></Row></Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>',
      ),
    );
    expect(found).toMatchObject({ sheet: 'A', numbers: [2, 5, 6] });
    expect(found.marks).toEqual([{ hidden: true }, null, { merged: { 2: 'b' } }]);
    expect(found.codes).toEqual(['sheet-chosen', 'columns-hidden', 'records-blank', 'rows-hidden']);
  });
});
