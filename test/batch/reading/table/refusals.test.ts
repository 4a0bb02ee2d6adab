import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CFB, utils, write } from '@e965/xlsx';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { inspectSource } from '../../../../src/batch/import/inspect.ts';
import { wordsIn } from '../../../../src/words/words.ts';
import { zipOf } from '../../../support/workbook-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-refusals-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

/** A container of OLE with these streams in it. */
function ole(streams: Readonly<Record<string, Buffer>>): Buffer {
  const container = CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams)) CFB.utils.cfb_add(container, `/${name}`, content);
  return Buffer.from(CFB.write(container, { type: 'buffer' }));
}

/** An `.xls` with a FilePass record behind its first one: the rest would be encrypted. */
function withPassword(): Buffer {
  const book = { SheetNames: ['A'], Sheets: { A: utils.aoa_to_sheet([['Reference ID']]) } };
  const container = CFB.read(write(book, { type: 'buffer', bookType: 'biff8' }), { type: 'buffer' });
  const records = Buffer.from(CFB.find(container, '/Workbook').content);
  const first = 4 + records.readUInt16LE(2);
  const pass = Buffer.concat([Buffer.from([0x2f, 0, 54, 0, 1, 0, 1, 0, 1, 0]), Buffer.alloc(48, 7)]);
  const all = Buffer.concat([records.subarray(0, first), pass, records.subarray(first)]);
  CFB.utils.cfb_add(container, '/Workbook', all);
  return Buffer.from(CFB.write(container, { type: 'buffer' }));
}

function sqlite(): Buffer | string {
  const path = join(folder, 'permits.sqlite');
  const db = new DatabaseSync(path);
  db.exec('CREATE TABLE permits (id TEXT)');
  db.close();
  return path;
}

/** A table of dBase III: one column of 10 characters, no rows. */
function dbase(): Buffer {
  const bytes = Buffer.alloc(66);
  bytes.set([3, 126, 11, 28, 0, 0, 0, 0, 65, 0, 11, 0]);
  bytes.write('REF', 32);
  bytes.write('C', 43);
  bytes[48] = 10;
  bytes[64] = 13;
  bytes[65] = 0x1a;
  return bytes;
}

const latin = (text: string) => Buffer.from(text.padEnd(80, '\0'), 'latin1');

const files: readonly (readonly [string, () => Buffer | string, string])[] = [
  ['a PDF', () => latin('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'), 'file-pdf'],
  ['a PNG', () => latin('\x89PNG\r\n\x1a\n'), 'file-picture'],
  ['a JPEG', () => latin('\xff\xd8\xff\xe0\0\x10JFIF'), 'file-picture'],
  ['a GIF', () => latin('GIF89a'), 'file-picture'],
  ['a HEIC of a phone', () => latin('\0\0\0\x24ftypheic'), 'file-picture'],
  ['a WebP', () => latin('RIFF\x10\0\0\0WEBPVP8 '), 'file-picture'],
  ['a TIFF', () => latin('II*\0'), 'file-picture'],
  ['a bitmap', () => latin('BM\x36\0\0\0\0\0\0\0\x36'), 'file-picture'],
  ['an Access database', () => latin('\0\x01\0\0Standard ACE DB'), 'file-database'],
  ['an old Access database', () => latin('\0\x01\0\0Standard Jet DB'), 'file-database'],
  ['an SQLite database', sqlite, 'file-database'],
  ['a dBase table', dbase, 'file-database'],
  [
    'a protected .xlsx',
    () => ole({ EncryptionInfo: Buffer.alloc(200), EncryptedPackage: Buffer.alloc(6000) }),
    'file-protected',
  ],
  ['a protected .xls', withPassword, 'file-protected'],
  ['an old Word document', () => ole({ WordDocument: Buffer.alloc(6000) }), 'file-document'],
  ['an old presentation', () => ole({ 'PowerPoint Document': Buffer.alloc(6000) }), 'file-slides'],
  ['a message of Outlook', () => ole({ '__properties_version1.0': Buffer.alloc(6000) }), 'file-binary'],
  [
    'a Word document',
    () => zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' }),
    'file-document',
  ],
  [
    'a presentation',
    () => zipOf({ '[Content_Types].xml': '<Types/>', 'ppt/presentation.xml': '<p/>' }),
    'file-slides',
  ],
  [
    'a text of LibreOffice',
    () => zipOf({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<x/>' }),
    'file-document',
  ],
  [
    'a Numbers document',
    () => zipOf({ 'Index/Document.iwa': 'x', 'Index/Tables/DataList.iwa': 'x' }),
    'file-numbers',
  ],
  ['a zip of a CSV', () => zipOf({ 'permits.csv': 'Reference ID\r\nR-1\r\n' }), 'file-archive'],
  ['an empty zip', () => latin('PK\x05\x06'), 'file-archive'],
  ['a gzip', () => latin('\x1f\x8b\x08\0'), 'file-archive'],
  [
    'a link to a Google sheet',
    () => Buffer.from('{"url":"https://docs.google.com/open?id=1","doc_id":"1","email":"a@b.ca"}'),
    'file-shortcut',
  ],
  [
    'a link of Windows',
    () => Buffer.from('[InternetShortcut]\r\nURL=https://docs.google.com/spreadsheets/d/1\r\n'),
    'file-shortcut',
  ],
  ['SYLK', () => Buffer.from('ID;PWXL;N;E\r\nC;Y1;X1;K"Reference ID"\r\nE\r\n'), 'file-binary'],
  ['rich text', () => Buffer.from('{\\rtf1\\ansi Reference ID}'), 'file-document'],
  [
    'a web archive',
    () => Buffer.from('MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n'),
    'file-mail',
  ],
  [
    'some XML',
    () => Buffer.from('<?xml version="1.0"?><permits><permit id="R-1"/></permits>'),
    'file-markup',
  ],
  [
    'a page without a table',
    () => Buffer.from('<!DOCTYPE html><html><body><p>Please sign in</p></body></html>'),
    'file-no-table',
  ],
];

describe('a file that is no table', () => {
  it.each(files)('%s is named, with the way out, in both languages', async (_, make, code) => {
    const content = make();
    const path = typeof content === 'string' ? content : join(folder, `${made++}.csv`);
    if (typeof content !== 'string') writeFileSync(path, content);
    const read = await inspectSource(path, {});
    expect(read.ok ? 'read' : read.failure.code).toBe(code);
    if (read.ok) return;
    for (const language of ['en', 'fr'] as const) {
      const { failures } = wordsIn(language).reading;
      const sentence = failures[read.failure.code](read.failure.facts);
      expect(sentence).toContain(path);
      expect(sentence).toMatch(/CSV|open|save|ouvr|enregistr/i);
    }
  });

  it.each([
    ['a bracket', '<Reference ID>,Plate\r\nR-1,A\r\n'],
    ['a brace', '{"Reference ID",Plate\r\nR-1,A\r\n'],
    ['BM', 'BM Reference ID,Plate\r\nR-1,A\r\n'],
    ['II', 'II*,Reference ID\r\nR-1,A\r\n'],
    ['PK', 'PK,Reference ID\r\nR-1,A\r\n'],
    ['markup in a cell', 'Reference ID,Plate\r\nR-1,<table>\r\n'],
  ])('a text that begins with %s is still a text', async (_, text) => {
    const path = join(folder, `${made++}.csv`);
    writeFileSync(path, text);
    expect(await inspectSource(path, { headerRow: 1 })).toMatchObject({
      ok: true,
      value: { format: 'csv', rows: 1 },
    });
  });
});
