import { createHash } from 'node:crypto';
import { assertNever, fail, type Result } from '../../permit/result.ts';
import { mostBinary, openBinaryBook, xlsbContent } from './binary-book.ts';
import { surveyText } from './csv-text.ts';
import { headOf, zipKind } from './file-kind.ts';
import { openHtml } from './html-book.ts';
import { openFlatOds, openOds } from './ods-book.ts';
import type { ReadFailure, TableOptions } from './reading-options.ts';
import type { RecordSource } from './record-source.ts';
import { type SourceFile, usualBlockSize } from './source-file.ts';
import { openSpreadsheetXml } from './spreadsheet-xml.ts';
import { openSheet } from './workbook.ts';
import { type Book, openXlsx } from './workbook-book.ts';
import { openParts, type Parts, WorkbookError } from './workbook-parts.ts';

type Packed = 'zip' | 'ole' | 'xls';
type Markup = 'xml' | 'ods' | 'html';

/** Opens a workbook, whatever program wrote it. Throws WorkbookError for a damaged one. */
export function openWorkbook(
  kind: Packed | Markup,
  file: SourceFile,
  options: TableOptions,
  signal?: AbortSignal,
): Promise<Result<RecordSource, ReadFailure>> {
  switch (kind) {
    case 'zip':
    case 'ole':
    case 'xls':
      return openBytes(kind, file, options, signal);
    case 'xml':
    case 'ods':
    case 'html':
      return openMarkup(kind, file, options, signal);
    default:
      return assertNever(kind);
  }
}

async function openBytes(
  kind: Packed,
  file: SourceFile,
  options: TableOptions,
  signal: AbortSignal | undefined,
): Promise<Result<RecordSource, ReadFailure>> {
  const hash = createHash('sha256');
  const kept: Buffer[] = [];
  let bytes = 0;
  for await (const block of file.blocks()) {
    if (signal?.aborted) return fail('cancelled');
    hash.update(block);
    bytes += block.length;
    if (kind === 'zip') continue;
    if (bytes > mostBinary) throw new WorkbookError('workbook-too-large', 'bytes');
    kept.push(Buffer.from(block));
  }
  const book =
    kind === 'zip'
      ? await openZip(file, signal)
      : await openBinaryBook({ kind, bytes: Uint8Array.from(Buffer.concat(kept)) }, signal);
  return openBook(book, file, { sha256: hash.digest('hex'), bytes }, options, signal);
}

async function openZip(file: SourceFile, signal: AbortSignal | undefined): Promise<Book> {
  const parts = await openParts(file.path);
  try {
    const kind = zipKind(parts, await mimetypeOf(parts));
    if (kind === 'xlsx') return await openXlsx(parts, signal);
    if (kind === 'ods') return await openOds(parts);
    if (kind !== 'xlsb') throw new WorkbookError(kind, 'no workbook');
    const content = await xlsbContent(parts);
    parts.close();
    return await openBinaryBook(content, signal);
  } catch (cause) {
    parts.close();
    throw cause;
  }
}

async function mimetypeOf(parts: Parts): Promise<string | null> {
  if (!parts.names.includes('mimetype')) return null;
  const part = parts.part('mimetype', 1000);
  return part === null ? null : Buffer.from(await part.bytes()).toString('latin1');
}

async function openMarkup(
  kind: Markup,
  file: SourceFile,
  options: TableOptions,
  signal: AbortSignal | undefined,
): Promise<Result<RecordSource, ReadFailure>> {
  const blockSize = options.blockSize ?? usualBlockSize;
  const survey = (encoding: string | undefined) =>
    surveyText(file, { ...options, encoding }, blockSize, signal);
  let text = await survey(options.encoding);
  if (!text.ok) return text;
  // What the file says of itself counts where its bytes do not tell.
  const stated = declaredEncoding(await headOf(file));
  if (text.value.encoding.certainty === 'guessed' && stated !== null) {
    const declared = await survey(stated);
    if (declared.ok) text = declared;
  }
  if (!text.ok) return text;
  const { sha256, encoding, pieces } = text.value;
  async function* whole(): AsyncGenerator<string> {
    for await (const { text: piece } of pieces(signal)) yield piece;
  }
  const openers = {
    xml: openSpreadsheetXml,
    ods: openFlatOds,
    html: (pages: typeof whole) => openHtml(pages()),
  };
  const book = await openers[kind](whole);
  const source = await openBook(book, file, { sha256, bytes: file.size }, options, signal);
  return source.ok ? { ok: true, value: { ...source.value, encoding: encoding.name } } : source;
}

/** The encoding that a page or an XML file says it has. */
function declaredEncoding(head: Buffer): string | null {
  const text = head.toString('latin1', 0, 4096);
  const found =
    /<\?xml[^>]*\sencoding\s*=\s*["']([\w-]+)/i.exec(text) ??
    /<meta[^>]*\bcharset\s*=\s*["']?\s*([\w-]+)/i.exec(text);
  return found?.[1] ?? null;
}

async function openBook(
  book: Book,
  file: SourceFile,
  { sha256, bytes }: { readonly sha256: string; readonly bytes: number },
  options: TableOptions,
  signal: AbortSignal | undefined,
): Promise<Result<RecordSource, ReadFailure>> {
  try {
    const source = await openSheet(book, { file, sha256, bytes }, options, signal);
    if (!source.ok) book.close();
    return source;
  } catch (cause) {
    book.close();
    throw cause;
  }
}
