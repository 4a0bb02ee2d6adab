import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTable } from '../../../support/read-table.ts';
import { zipOf } from '../../../support/workbook-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-ods-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

const spaces = ['office', 'table', 'text', 'style', 'number', 'calcext']
  .map((prefix) => `xmlns:${prefix}="urn:${prefix}"`)
  .join(' ');
const styles = `<office:automatic-styles>
 <number:date-style style:name="N1"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>
 <number:date-style style:name="N2"><number:month number:textual="true"/><number:text> </number:text><number:year/></number:date-style>
 <number:date-style style:name="N3"><number:day/><number:month/><number:year/><number:text> </number:text><number:hours/><number:minutes/></number:date-style>
 <number:number-style style:name="N4"><number:text>P-</number:text><number:number number:min-integer-digits="5"/></number:number-style>
 <style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>
 <style:style style:name="month" style:family="table-cell" style:data-style-name="N2"/>
 <style:style style:name="clock" style:family="table-cell" style:data-style-name="N3"/>
 <style:style style:name="child" style:family="table-cell" style:parent-style-name="day"/>
 <style:style style:name="id" style:family="table-cell" style:data-style-name="N4"/>
 <style:style style:name="secret" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>`;

/** An OpenDocument as LibreOffice writes it, of the XML of its tables. */
function odsOf(tables: string, more: Readonly<Record<string, string>> = {}): Buffer {
  return zipOf({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'META-INF/manifest.xml': '<manifest/>',
    'content.xml': `<office:document-content ${spaces}>${styles}<office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
    ...more,
  });
}

const text = (value: string) =>
  `<table:table-cell office:value-type="string"><text:p>${value}</text:p></table:table-cell>`;
const header = `<table:table-row>${['Reference ID', 'End Date', 'Plate'].map(text).join('')}</table:table-row>`;
const sheet = (rows: string) => `<table:table table:name="A">${header}${rows}</table:table>`;

const read = (bytes: Buffer) => readTable(join(folder, `${made++}.ods`), bytes);

describe('a cell of an OpenDocument', () => {
  it.each<[string, string, string, string?]>([
    [
      'a text',
      '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b</text:p><text:p>c</text:p></table:table-cell>',
      'a  b\nc',
    ],
    [
      'a text with a comment',
      '<table:table-cell office:value-type="string"><office:annotation><text:p>no</text:p></office:annotation><text:p>yes</text:p></table:table-cell>',
      'yes',
    ],
    [
      'a date',
      '<table:table-cell table:style-name="day" office:value-type="date" office:date-value="2027-06-30"><text:p>30/06/27</text:p></table:table-cell>',
      '2027-06-30',
      'date',
    ],
    [
      'a date by its style’s style',
      '<table:table-cell table:style-name="child" office:value-type="date" office:date-value="2027-06-30T00:00:00"><text:p>30/06/27</text:p></table:table-cell>',
      '2027-06-30',
      'date',
    ],
    [
      'a date with a time',
      '<table:table-cell table:style-name="day" office:value-type="date" office:date-value="2027-06-30T23:59:59.9"><text:p>30/06/27</text:p></table:table-cell>',
      '2027-06-30T23:59:59',
      'date',
    ],
    [
      'a month without a day',
      '<table:table-cell table:style-name="month" office:value-type="date" office:date-value="2027-06-01"><text:p>Jun 2027</text:p></table:table-cell>',
      '2027-06',
      'date',
    ],
    [
      'midnight that is shown',
      '<table:table-cell table:style-name="clock" office:value-type="date" office:date-value="2027-06-30"><text:p>30 6 27 0:00</text:p></table:table-cell>',
      '2027-06-30T00:00:00',
      'date',
    ],
    [
      'an ID as it is shown',
      '<table:table-cell office:value-type="float" office:value="123"><text:p>P-00123</text:p></table:table-cell>',
      'P-00123',
    ],
    [
      'an ID that only its style shows',
      '<table:table-cell table:style-name="id" office:value-type="float" office:value="123"/>',
      'P-00123',
    ],
    [
      'a comma before decimals',
      '<table:table-cell office:value-type="float" office:value="1234.5"><text:p>1 234,50</text:p></table:table-cell>',
      '1234.50',
    ],
    [
      'noise',
      '<table:table-cell office:value-type="float" office:value="26.099999999999998"><text:p>26.1</text:p></table:table-cell>',
      '26.1',
    ],
    [
      'a number shown rounded',
      '<table:table-cell office:value-type="float" office:value="16.3875"><text:p>16.39</text:p></table:table-cell>',
      '16.3875',
    ],
    [
      'scientific',
      '<table:table-cell office:value-type="float" office:value="1500000000000"><text:p>1.50E+12</text:p></table:table-cell>',
      '1500000000000',
      'scientific',
    ],
    [
      'a truth value',
      '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>VRAI</text:p></table:table-cell>',
      'TRUE',
      'truth',
    ],
    [
      'an error',
      '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>',
      '#DIV/0!',
    ],
    ['a formula nobody has counted', '<table:table-cell table:formula="of:=A1"/>', '', 'formula'],
    [
      'a formula with a 0 in it',
      '<table:table-cell table:formula="of:=A1" office:value-type="float" office:value="0"><text:p>0</text:p></table:table-cell>',
      '0',
      'formula',
    ],
    [
      'a formula’s blank text',
      '<table:table-cell table:formula="of:=A1" office:value-type="string" office:string-value=""><text:p/></table:table-cell>',
      '',
    ],
  ])('%s', async (_, xml, shown, kind) => {
    const found = await read(
      odsOf(sheet(`<table:table-row>${text('R1')}${xml}${text('P')}</table:table-row>`)),
    );
    expect(found).toMatchObject({ format: 'ods', rows: [['R1', shown, 'P']] });
    expect(found.marks).toEqual([kind === undefined ? null : { kinds: { 2: kind } }]);
  });
});

describe('a sheet of an OpenDocument', () => {
  it('tells what is hidden, filtered, grouped away and merged, and repeats what it says is repeated', async () => {
    const row = (id: string, more = '') =>
      `<table:table-row${more}>${text(id)}<table:table-cell/>${text('P')}</table:table-row>`;
    const found = await read(
      odsOf(
        `<table:table table:name="A"><table:table-column/><table:table-column table:visibility="collapse"/>${header}${[
          row('R1', ' table:visibility="filter"'),
          row('R2', ' table:number-rows-repeated="2"'),
          `<table:table-row-group table:display="false">${row('R3')}</table:table-row-group>`,
          '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="9"/></table:table-row>',
          `<table:table-row>${text('R4')}<table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>2027-06-30</text:p></table:table-cell>${text('P')}</table:table-row>`,
          `<table:table-row>${text('R5')}<table:covered-table-cell/>${text('P')}</table:table-row>`,
        ].join(
          '',
        )}<table:table-row table:number-rows-repeated="1048560"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>`,
      ),
    );
    expect(found.numbers).toEqual([2, 3, 4, 5, 9, 10]);
    expect(found.marks).toEqual([
      { hidden: true },
      null,
      null,
      { hidden: true },
      null,
      { merged: { 2: '2027-06-30' } },
    ]);
    expect(found.codes).toEqual(['columns-hidden', 'records-blank', 'rows-hidden']);
  });

  it('that is hidden is not chosen, and one with a password is refused', async () => {
    const secret = `<table:table table:name="S" table:style-name="secret">${header}</table:table>`;
    expect(
      await read(odsOf(secret + sheet(`<table:table-row>${text('R1')}</table:table-row>`))),
    ).toMatchObject({ sheet: 'A' });
    const manifest = '<manifest><file-entry><encryption-data/></file-entry></manifest>';
    await expect(read(odsOf(sheet(''), { 'META-INF/manifest.xml': manifest }))).rejects.toThrow(
      'file-protected',
    );
  });

  it('that dates are stored with a zone is told', async () => {
    const zoned =
      '<table:table-cell office:value-type="date" office:date-value="2027-06-30T04:00:00Z"><text:p>6/30/27</text:p></table:table-cell>';
    const found = await read(odsOf(sheet(`<table:table-row>${text('R1')}${zoned}</table:table-row>`)));
    expect(found).toMatchObject({ rows: [['R1', '2027-06-30T04:00:00', '']], codes: ['dates-zoned'] });
  });
});
