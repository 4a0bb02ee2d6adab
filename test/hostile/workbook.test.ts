import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { batchFolder } from '../../src/batch/file/data-folder.ts';
import { createTestBatch } from '../support/checked-batch.ts';
import { textRow, workbookOf, zipOf } from '../support/workbook-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-hostile-workbook-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const header = textRow(1, ['Reference ID', 'License Plate']);
const row = textRow(2, ['ref-1', 'PL8']);
const good = { A: header + row };

const part = (name: string, content: string | Buffer) => {
  // As workbookOf writes them, with one part put in another's place or beside them.
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zipOf({
    '_rels/.rels': `<Relationships><Relationship Id="a" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns:r="${office}"><sheets><sheet name="A" sheetId="1" r:id="s0"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="s0" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="s1" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${header}${row}</sheetData></worksheet>`,
    [name]: content,
  });
};
const sheet = (content: string) => part('xl/worksheets/sheet1.xml', content);
const target = (to: string, mode = '') =>
  part(
    'xl/_rels/workbook.xml.rels',
    `<Relationships><Relationship Id="s0" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="${to}"${mode}/></Relationships>`,
  );
const laughs = `<!DOCTYPE x [<!ENTITY a "lol">${'bcdefghij'
  .split('')
  .map((name, at) => `<!ENTITY ${name} "${`&${'abcdefghi'[at]};`.repeat(10)}">`)
  .join('')}]>`;

/** Writes another size of an unpacked part into every header, as a liar would. */
function lying(zip: Buffer, size: number): Buffer {
  const changed = Buffer.from(zip);
  for (let at = 0; at < changed.length - 30; at++) {
    if (changed.readUInt32LE(at) === 0x02014b50) changed.writeUInt32LE(size, at + 24);
  }
  return changed;
}

const refused = ['file-not-xlsx', 'workbook-too-large', 'workbook-no-sheet', 'file-empty'];

/** What is in the file, and the codes it may end with; `read` where it is harmless and its rows come out as they stand. */
const workbooks: readonly (readonly [string, () => Buffer, readonly string[]])[] = [
  [
    '80 MB of blanks in 80 KB',
    () => sheet(`<worksheet><sheetData>${header}${' '.repeat(80 << 20)}`),
    ['workbook-too-large'],
  ],
  [
    'shared strings of 80 MB',
    () => part('xl/sharedStrings.xml', `<sst>${' '.repeat(80 << 20)}</sst>`),
    ['workbook-too-large'],
  ],
  [
    'a part that says it is small',
    () => lying(sheet(`<worksheet><sheetData>${header}${' '.repeat(70 << 20)}`), 1000),
    ['file-not-xlsx', 'workbook-too-large'],
  ],
  [
    'a part that says it is vast',
    () => lying(workbookOf({ sheets: good }), 0xfffffffe),
    ['workbook-too-large', 'file-not-xlsx'],
  ],
  [
    '11,000 parts',
    () => zipOf(Object.fromEntries(Array.from({ length: 11_000 }, (_, n) => [`p${n}`, 'x']))),
    ['workbook-too-large'],
  ],
  [
    'a file of this computer as an entity',
    () =>
      sheet(
        `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData>${header}${textRow(2, ['&e;', 'x'])}</sheetData></worksheet>`,
      ),
    ['file-not-xlsx'],
  ],
  [
    'a page of the network as an entity',
    () =>
      sheet(
        `<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><worksheet><sheetData>${header}</sheetData></worksheet>`,
      ),
    ['file-not-xlsx'],
  ],
  [
    'a thousand million laughs',
    () =>
      sheet(`${laughs}<worksheet><sheetData>${header}${textRow(2, ['&j;', 'x'])}</sheetData></worksheet>`),
    ['file-not-xlsx'],
  ],
  [
    'laughs in the shared strings',
    () => part('xl/sharedStrings.xml', `${laughs}<sst><si><t>&j;</t></si></sst>`),
    ['file-not-xlsx', 'read'],
  ],
  [
    'an entity that nobody declared',
    () => sheet(`<worksheet><sheetData>${header}${textRow(2, ['&who;', 'x'])}</sheetData></worksheet>`),
    ['file-not-xlsx', 'read'],
  ],
  [
    'a part that climbs out',
    () => part('../../../../tmp/permit-loader-climbed', 'x'),
    ['file-not-xlsx', 'read'],
  ],
  ['a part with an absolute name', () => part('/etc/permit-loader-climbed', 'x'), ['file-not-xlsx', 'read']],
  ['a part with a Windows name', () => part('C:\\permit-loader-climbed', 'x'), ['file-not-xlsx', 'read']],
  ['a sheet outside the file', () => target('../../../../etc/passwd'), refused],
  ['a sheet on this computer', () => target('file:///etc/passwd', ' TargetMode="External"'), refused],
  ['a sheet on the network', () => target('http://127.0.0.1:9/sheet.xml', ' TargetMode="External"'), refused],
  ['a sheet on a Windows share', () => target('\\\\127.0.0.1\\share\\sheet.xml'), refused],
  [
    'a sheet that is the list of sheets',
    () => target('workbook.xml'),
    [...refused, 'header-unknown', 'header-row-missing', 'no-reference-column'],
  ],
  [
    'elements nested 200,000 deep',
    () => sheet(`<worksheet><sheetData>${'<a>'.repeat(200_000)}`),
    ['file-not-xlsx', 'file-empty'],
  ],
  [
    'a cell in column four thousand million',
    () =>
      sheet(
        `<worksheet><sheetData>${header}<row r="2"><c r="ZZZZZZ2" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>`,
      ),
    ['file-not-xlsx', 'workbook-too-large', 'read'],
  ],
  [
    'a row four thousand million',
    () =>
      sheet(
        `<worksheet><sheetData>${header}<row r="4000000000"><c t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>`,
      ),
    ['file-not-xlsx', 'workbook-too-large', 'read'],
  ],
  [
    'rows that go backwards',
    () =>
      sheet(
        `<worksheet><sheetData>${header}${textRow(9, ['a', 'b'])}${textRow(3, ['c', 'd'])}${textRow(3, ['e', 'f'])}</sheetData></worksheet>`,
      ),
    ['file-not-xlsx', 'read'],
  ],
  [
    'a string that is not there',
    () =>
      sheet(
        `<worksheet><sheetData>${header}<row r="2"><c t="s"><v>99999999</v></c></row></sheetData></worksheet>`,
      ),
    ['file-not-xlsx', 'read'],
  ],
  [
    'a string below the first',
    () =>
      sheet(`<worksheet><sheetData>${header}<row r="2"><c t="s"><v>-1</v></c></row></sheetData></worksheet>`),
    ['file-not-xlsx', 'read'],
  ],
  ['XML that breaks off', () => sheet(`<worksheet><sheetData>${header}<row r="2"><c`), ['file-not-xlsx']],
  ['no XML at all', () => sheet('\u0000\u0001\u0002'), ['file-not-xlsx', 'file-empty', 'workbook-no-sheet']],
  ['half a file', () => workbookOf({ sheets: good }).subarray(0, 700), ['file-not-xlsx']],
  [
    'a macro and an outside link beside the sheet',
    () => part('xl/vbaProject.bin', Buffer.from('macro')),
    ['read'],
  ],
];

describe('a workbook that means harm', () => {
  it.each(workbooks)(
    '%s: rows as they stand or a sentence, and nothing is left behind',
    async (name, make, codes) => {
      const source = join(mkdtempSync(join(folder, 'book-')), 'book.xlsx');
      writeFileSync(source, make());
      const batches = batchFolder(mkdtempSync(join(folder, 'data-')));
      const before = process.memoryUsage().rss;
      const made = await createTestBatch(source, batches);
      const code = made.ok ? 'read' : made.failure.code;
      expect({ name, fits: codes.includes(code), code }).toEqual({ name, fits: true, code });
      if (made.ok) made.value.close();
      else expect(readdirSync(batches)).toEqual([]);
      expect(process.memoryUsage().rss - before).toBeLessThan(500 << 20);
      expect(existsSync('/tmp/permit-loader-climbed') || existsSync('/etc/permit-loader-climbed')).toBe(
        false,
      );
    },
    60_000,
  );
});
