import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CFB, utils, write } from '@e965/xlsx';
import { afterAll, describe, expect, it } from 'vitest';
import { batchFolder } from '../../src/batch/file/data-folder.ts';
import { createTestBatch } from '../support/checked-batch.ts';
import { zipOf } from '../support/workbook-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-hostile-kinds-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const mega = 1 << 20;
const spreadsheet = () =>
  utils.aoa_to_sheet([
    ['Reference ID', 'Plate'],
    ['ref-1', 'PL8'],
  ]);
const written = (bookType: 'biff8' | 'xlsb', sheet = spreadsheet()): Buffer =>
  write({ SheetNames: ['A'], Sheets: { A: sheet } }, { type: 'buffer', bookType });

/** An `.xls` with its stream of records changed. */
function xls(change: (records: Buffer) => Buffer): Buffer {
  const container = CFB.read(written('biff8'), { type: 'buffer' });
  const records = Buffer.from(CFB.find(container, '/Workbook').content);
  CFB.utils.cfb_add(container, '/Workbook', change(records));
  return Buffer.from(CFB.write(container, { type: 'buffer' }));
}

function record(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(type, 0);
  head.writeUInt16LE(body.length, 2);
  return Buffer.concat([head, body]);
}

/** Puts records behind the sheet's dimensions, where its cells begin. */
const cells = (records: Buffer, more: Buffer) => {
  const at = records.lastIndexOf(Buffer.from([0x00, 0x02, 0x0e, 0x00])) + 18;
  return Buffer.concat([records.subarray(0, at), more, records.subarray(at)]);
};

/** The parts of an `.xlsb` with one put in another's place. */
function xlsb(name: string, content: Buffer): Buffer {
  const zip = CFB.read(written('xlsb'), { type: 'buffer' });
  const parts: Record<string, Buffer> = {};
  for (const [at, path] of zip.FullPaths.entries()) {
    const entry = zip.FileIndex[at];
    if (entry.content && !path.endsWith('/'))
      parts[path.replace(/^[^/]*\//, '')] = Buffer.from(entry.content);
  }
  return zipOf({ ...parts, [name]: content });
}

const binarySheet = () => {
  const zip = CFB.read(written('xlsb'), { type: 'buffer' });
  return Buffer.from(CFB.find(zip, '/xl/worksheets/sheet1.bin').content);
};

/** A sheet of an `.xlsb` with a link on each of its 17 thousand million cells (MS-XLSB 2.4.691). */
function withLink(sheet: Buffer): Buffer {
  const body = Buffer.alloc(32);
  body.writeUInt32LE(1_048_575, 4);
  body.writeUInt32LE(16_383, 12);
  // Before the record that ends the sheet.
  const end = sheet.lastIndexOf(Buffer.from([0x82, 0x01, 0x00]));
  return Buffer.concat([sheet.subarray(0, end), Buffer.from([0xee, 0x03, 32]), body, sheet.subarray(end)]);
}

const odsNames = ['office', 'table', 'text'].map((name) => `xmlns:${name}="urn:${name}"`).join(' ');
const ods = (rows: string, before = '') =>
  zipOf({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `${before}<office:document-content ${odsNames}><office:body><office:spreadsheet><table:table table:name="A">${odsRow('Reference ID')}${rows}</table:table></office:spreadsheet></office:body></office:document-content>`,
  });
const odsCell = (text: string, more = '') =>
  `<table:table-cell office:value-type="string"${more}><text:p>${text}</text:p></table:table-cell>`;
const odsRow = (text: string, more = '') => `<table:table-row${more}>${odsCell(text)}</table:table-row>`;
const xml = (rows: string, before = '') =>
  Buffer.from(
    `<?xml version="1.0"?>${before}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="A"><Table><Row><Cell><Data ss:Type="String">Reference ID</Data></Cell></Row>${rows}</Table></Worksheet></Workbook>`,
  );
const xmlRow = '<Cell><Data ss:Type="String">ref</Data></Cell>';
const html = (rows: string) =>
  Buffer.from(`<html><table><tr><td>Reference ID<td>Plate</tr>${rows}</table></html>`);
const laughs = `<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "${'&a;'.repeat(1000)}"><!ENTITY c "${'&b;'.repeat(1000)}">]>`;
const outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>';

const broken = ['file-not-xlsx', 'workbook-too-large', 'file-empty', 'workbook-no-sheet'];

/** What is in the file, and the codes it may end with; `read` where it is harmless and its rows come out as they stand. */
const files: readonly (readonly [string, () => Buffer, readonly string[]])[] = [
  [
    '.xlsb: a sheet of 300 MB of nothing',
    () => xlsb('xl/worksheets/sheet1.bin', Buffer.alloc(300 * mega)),
    ['workbook-too-large'],
  ],
  [
    // Ten million records; a machine that is slow still has to read them in the time that a workbook gets.
    '.xlsb: a sheet of 20 MB of nothing',
    () => xlsb('xl/worksheets/sheet1.bin', Buffer.alloc(20 * mega)),
    broken,
  ],
  [
    '.xlsb: a sheet of noise',
    () =>
      xlsb(
        'xl/worksheets/sheet1.bin',
        Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * 7919) % 251)),
      ),
    [...broken, 'read'],
  ],
  [
    '.xlsb: a workbook of noise',
    () => xlsb('xl/workbook.bin', Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251))),
    broken,
  ],
  ['.xls: half of it', () => written('biff8').subarray(0, 1800), broken],
  ['.xls: records that end in the middle', () => xls((all) => all.subarray(0, all.length - 40)), broken],
  [
    '.xls: a record longer than the file',
    () => xls((all) => cells(all, Buffer.from([0x03, 0x02, 0xff, 0xff]))),
    [...broken, 'read'],
  ],
  [
    '.xls: a text that is not there',
    () => xls((all) => cells(all, record(0x00fd, Buffer.from([9, 0, 0, 0, 15, 0, 0xff, 0xff, 0xff, 0x7f])))),
    broken,
  ],
  [
    '.xls: a merged area of the whole sheet',
    () => {
      const sheet = spreadsheet();
      sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 65_535, c: 255 } }];
      return written('biff8', sheet);
    },
    ['read'],
  ],
  [
    '.xlsb: a merged area of the whole sheet',
    () => {
      const sheet = spreadsheet();
      sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 1_048_575, c: 16_383 } }];
      return written('xlsb', sheet);
    },
    ['read'],
  ],
  [
    '.xlsb: a link over the whole sheet',
    () => xlsb('xl/worksheets/sheet1.bin', withLink(binarySheet())),
    ['workbook-too-large'],
  ],
  [
    '.xls: a container whose sectors go round',
    () => {
      const bytes = Buffer.from(written('biff8'));
      for (let at = 512; at < Math.min(bytes.length, 1536); at += 4) bytes.writeUInt32LE(1, at);
      return bytes;
    },
    [...broken, 'file-binary'],
  ],
  [
    '.xls: a container of ones',
    () => Buffer.concat([written('biff8').subarray(0, 512), Buffer.alloc(8 * mega, 1)]),
    [...broken, 'file-binary', 'workbook-too-slow'],
  ],
  ['.ods: 80 MB of blanks in 80 KB', () => ods(' '.repeat(80 * mega)), ['workbook-too-large']],
  [
    '.ods: a row that comes a million times with cells that come 16,384 times',
    () =>
      ods(
        `<table:table-row table:number-rows-repeated="1048576">${odsCell('x', ' table:number-columns-repeated="16384"')}</table:table-row>`,
      ),
    ['workbook-too-large'],
  ],
  [
    '.ods: ten thousand rows of cells that come 16,384 times',
    () =>
      ods(
        `<table:table-row>${odsCell('x', ' table:number-columns-repeated="16384"')}</table:table-row>`.repeat(
          10_000,
        ),
      ),
    ['workbook-too-large'],
  ],
  [
    '.ods: four thousand million blank rows',
    () => ods(`<table:table-row table:number-rows-repeated="4000000000"/>${odsRow('x')}`),
    [...broken, 'read'],
  ],
  ['.ods: laughs', () => ods(odsRow('&c;'), laughs), ['file-not-xlsx']],
  ['.ods: a file of this computer', () => ods(odsRow('&a;'), outside), ['file-not-xlsx']],
  ['.ods: elements 200,000 deep', () => ods('<table:table-row>'.repeat(200_000)), ['file-not-xlsx']],
  [
    '.ods: styles that are each other’s',
    () =>
      zipOf({
        mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
        'content.xml':
          '<office:document-content xmlns:office="o"><office:automatic-styles><style:style style:name="a" style:family="table-cell" style:parent-style-name="b"/><style:style style:name="b" style:family="table-cell" style:parent-style-name="a"/></office:automatic-styles><table:table table:name="A"><table:table-row><table:table-cell table:style-name="a" office:value-type="string"><text:p>Reference ID</text:p></table:table-cell></table:table-row></table:table></office:document-content>',
      }),
    ['read'],
  ],
  [
    'XML: a row that comes a million times',
    () => xml(`<Row ss:Span="1048575">${xmlRow.repeat(100)}</Row>`),
    ['workbook-too-large'],
  ],
  [
    'XML: a row four thousand million',
    () => xml(`<Row ss:Index="4000000000">${xmlRow}</Row>`),
    ['file-not-xlsx'],
  ],
  [
    'XML: rows that go backwards',
    () => xml(`<Row ss:Index="9">${xmlRow}</Row><Row ss:Index="3">${xmlRow}</Row>`),
    ['file-not-xlsx'],
  ],
  [
    'XML: a cell in column four thousand million',
    () => xml('<Row><Cell ss:Index="4000000000"><Data ss:Type="String">x</Data></Cell></Row>'),
    ['file-not-xlsx'],
  ],
  [
    'XML: merged over everything, ten thousand times',
    () =>
      xml(
        `<Row>${'<Cell ss:Index="1" ss:MergeAcross="16383" ss:MergeDown="1048575"><Data ss:Type="String">x</Data></Cell>'.repeat(10_000)}</Row>${`<Row>${xmlRow}</Row>`.repeat(5000)}`,
      ),
    ['workbook-too-large'],
  ],
  [
    'XML: laughs',
    () => xml(`<Row><Cell><Data ss:Type="String">&c;</Data></Cell></Row>`, laughs),
    ['file-not-xlsx'],
  ],
  [
    'XML: a cell of 80 MB',
    () => xml(`<Row><Cell><Data ss:Type="String">${'x'.repeat(80 * mega)}</Data></Cell></Row>`),
    ['workbook-too-large'],
  ],
  ['HTML: ten million tags that do not close', () => html('<td'.repeat(10_000_000)), ['read']],
  ['HTML: quotes that do not close', () => html(`<tr><td a="${"<td a='x".repeat(3_000_000)}`), ['read']],
  ['HTML: tables 100,000 deep', () => html('<table><tr><td>'.repeat(100_000)), ['workbook-too-large']],
  [
    'HTML: cells that reach over everything',
    () => html(`<tr>${'<td rowspan=65534 colspan=1000>x'.repeat(16)}</tr>${'<tr><td>y</tr>'.repeat(20_000)}`),
    ['read', 'workbook-too-large', 'file-not-xlsx'],
  ],
  [
    'HTML: a row of 20,000 cells',
    () => html(`<tr>${'<td>x'.repeat(20_000)}</tr>`),
    ['workbook-too-large', 'file-not-xlsx'],
  ],
  ['HTML: a script', () => html('<tr><td>ref-1<script>document.write("x")</script><td>PL8</tr>'), ['read']],
  ['HTML: 140 MB', () => html(' '.repeat(140 * mega)), ['workbook-too-large']],
];

describe('a spreadsheet of another kind that means harm', () => {
  it.each(files)(
    '%s: rows as they stand or a sentence, in bounded time and memory',
    async (name, make, codes) => {
      const source = join(mkdtempSync(join(folder, 'file-')), 'permits.xls');
      writeFileSync(source, make());
      const batches = batchFolder(mkdtempSync(join(folder, 'data-')));
      const before = process.memoryUsage().rss;
      const began = performance.now();
      const made = await createTestBatch(source, batches);
      const code = made.ok ? 'read' : made.failure.code;
      expect({ name, fits: codes.includes(code), code }).toEqual({ name, fits: true, code });
      if (made.ok) made.value.close();
      else expect(readdirSync(batches)).toEqual([]);
      expect(process.memoryUsage().rss - before).toBeLessThan(1000 * mega);
      expect(performance.now() - began).toBeLessThan(65_000);
    },
    120_000,
  );
});
