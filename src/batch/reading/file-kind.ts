import type { FileFormat } from '../../permit/file-format.ts';
import type { ReadFailure } from './reading-options.ts';
import type { SourceFile } from './source-file.ts';
import type { Parts } from './workbook-parts.ts';

/** What a file's first bytes say that it is; `zip` and `ole` are containers that are to be looked into. */
export type FileKind = Exclude<FileFormat, 'xlsx' | 'xlsb'> | 'zip' | 'ole' | ReadFailure;

/** How many of a file's first bytes tell. */
const tellingBytes = 64 * 1024;

const hex = (bytes: string) => Buffer.from(bytes, 'hex');
const latin = (text: string) => Buffer.from(text, 'latin1');

/** What files begin with that are no table: the bytes, where they stand, and the sentence. */
const foreign: readonly (readonly [Buffer, number, ReadFailure])[] = [
  [latin('%PDF-'), 0, 'file-pdf'],
  [hex('89504e470d0a1a0a'), 0, 'file-picture'],
  [hex('ffd8ff'), 0, 'file-picture'],
  [latin('GIF87a'), 0, 'file-picture'],
  [latin('GIF89a'), 0, 'file-picture'],
  [hex('49492a00'), 0, 'file-picture'],
  [hex('4d4d002a'), 0, 'file-picture'],
  [latin('WEBP'), 8, 'file-picture'],
  [latin('ftyphei'), 4, 'file-picture'],
  [latin('ftyphev'), 4, 'file-picture'],
  [latin('ftypmif1'), 4, 'file-picture'],
  [latin('ftypmsf1'), 4, 'file-picture'],
  [latin('ftypavif'), 4, 'file-picture'],
  [latin('SQLite format 3\0'), 0, 'file-database'],
  [latin('\0\x01\0\0Standard Jet DB'), 0, 'file-database'],
  [latin('\0\x01\0\0Standard ACE DB'), 0, 'file-database'],
  [latin('{\\rtf'), 0, 'file-document'],
  // SYLK, in which very old programs exchanged sheets.
  [latin('ID;P'), 0, 'file-binary'],
  [hex('1f8b08'), 0, 'file-archive'],
  [hex('377abcaf271c'), 0, 'file-archive'],
  [latin('Rar!\x1a\x07'), 0, 'file-archive'],
  [latin('PK\x05\x06'), 0, 'file-archive'],
  [latin('MIME-Version:'), 0, 'file-mail'],
];

/** The first bytes of a file, which tell what it is. */
export async function headOf(file: SourceFile): Promise<Buffer> {
  for await (const block of file.blocks(tellingBytes)) return Buffer.from(block);
  return Buffer.alloc(0);
}

/** What a file is by its content: its name says nothing. Everything that is nothing else is text. */
export function fileKind(head: Buffer): FileKind {
  if (startsWith(head, hex('504b0304'))) return 'zip';
  if (startsWith(head, hex('d0cf11e0a1b11ae1'))) return 'ole';
  for (const [bytes, at, failure] of foreign) if (startsWith(head.subarray(at), bytes)) return failure;
  if (isOldWorkbook(head)) return 'xls';
  if (isDBase(head)) return 'file-database';
  if (isBitmap(head)) return 'file-picture';
  return markupKind(textOf(head));
}

/** What a zip is by the names of its parts; `mimetype` is what the part of that name says, where there is one. */
export function zipKind({ names }: Parts, mimetype: string | null): 'xlsx' | 'xlsb' | 'ods' | ReadFailure {
  const has = (name: string) => names.includes(name);
  if (mimetype?.includes('opendocument.spreadsheet')) return 'ods';
  if (mimetype?.includes('opendocument.presentation')) return 'file-slides';
  if (mimetype?.includes('opendocument.')) return 'file-document';
  if (has('xl/workbook.bin')) return 'xlsb';
  if (has('word/document.xml') || mimetype?.includes('epub')) return 'file-document';
  if (has('ppt/presentation.xml')) return 'file-slides';
  if (names.some((name) => name.endsWith('.iwa')) || has('index.zip')) return 'file-numbers';
  // Whatever says that it holds a workbook is looked at as one, and refused as a damaged one.
  if (has('[content_types].xml') || has('_rels/.rels') || has('xl/workbook.xml')) return 'xlsx';
  return 'file-archive';
}

function startsWith(head: Buffer, bytes: Buffer): boolean {
  return head.subarray(0, bytes.length).equals(bytes);
}

/** A workbook of Excel 2 to 4, whose records stand in no container: each begins with a BOF record. */
function isOldWorkbook(head: Buffer): boolean {
  const [type, version = -1, length = 0, high] = head;
  return type === 9 && [0, 2, 4].includes(version) && length >= 4 && length <= 16 && high === 0;
}

/** A table of dBase or FoxPro: a version, a date, and a header of 32 bytes a column. */
function isDBase(head: Buffer): boolean {
  const [version = 0, , month = 0, day = 0] = head;
  if (![0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x83, 0x8b, 0x8e, 0xf5].includes(version)) return false;
  if (head.length < 65 || month < 1 || month > 12 || day < 1 || day > 31) return false;
  const length = head.readUInt16LE(8);
  return length >= 65 && (length % 32 === 1 || length % 32 === 8 || length % 32 === 2);
}

function isBitmap(head: Buffer): boolean {
  return startsWith(head, latin('BM')) && head.length > 14 && head.readUInt32LE(6) === 0;
}

/** The first bytes as text, whatever their encoding: markup is ASCII. */
function textOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return head.toString('utf16le', 2);
  return head.toString('latin1', head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0);
}

/** The elements that a page, or a part of one, begins with; comments and an XML declaration may stand before. */
const htmlStart =
  /^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|style|center|div|font)[\s>/]/i;

function markupKind(text: string): FileKind {
  const start = text.trimStart();
  if (/^\{\s*"(?:url|doc_id|resource_id|\w+)"/.test(start) && /docs\.google\.com|"doc_id"/.test(start)) {
    return 'file-shortcut';
  }
  if (/^\[InternetShortcut\]/i.test(start)) return 'file-shortcut';
  if (!/^<[a-z!?/]/i.test(start)) return 'csv';
  if (start.includes('urn:schemas-microsoft-com:office:spreadsheet') && !/<html[\s>]/i.test(start))
    return 'xml';
  if (/<office:document[\s>]/.test(start) && start.includes('opendocument.spreadsheet')) return 'ods';
  if (htmlStart.test(start)) return 'html';
  if (/<table[\s>]/i.test(start)) return 'html';
  return /^<\?xml\s/.test(start) ? 'file-markup' : 'csv';
}
