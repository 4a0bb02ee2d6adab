import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '../../permit/result.ts';
import type { RowMarks } from '../../permit/row-reading.ts';
import { publishedNames } from './detect-dialect.ts';
import { isBlank } from './header.ts';
import type { ReadFailure, ReadingNote, TableOptions } from './reading-options.ts';
import type { NumberedRecords, RecordSource } from './record-source.ts';
import { numbersFrom } from './record-source.ts';
import type { SourceFile } from './source-file.ts';
import { type Book, type BookSheet, readBook } from './workbook-book.ts';
import { openParts, type Part, type Parts, WorkbookError } from './workbook-parts.ts';
import { type SheetCounts, type SheetRow, sheetRows } from './workbook-sheet.ts';

const zipMagic = Buffer.from('PK\u0003\u0004', 'latin1');
/** A sheet of 1,048,576 rows of thirty cells is smaller. */
const sheetLimit = 2 * 1024 ** 3;
/** Rows in which the header is looked for. */
const headerRows = 200;
/** Rows with text that tell whether a sheet has a header that is known. */
const headerCandidates = 30;

/** Whether a file begins as a zip does; text never begins so. */
export async function isZip(file: SourceFile): Promise<boolean> {
  for await (const block of file.blocks(16)) return block.subarray(0, 4).equals(zipMagic);
  return false;
}

/**
 * Opens a workbook and the first rows of one of its sheets: the sheet that was asked for, else the first visible one
 * with text. Nothing is calculated and nothing outside the file is looked at. Throws WorkbookError for a damaged one.
 */
export async function openWorkbook(
  file: SourceFile,
  options: TableOptions,
  signal?: AbortSignal,
): Promise<Result<RecordSource, ReadFailure>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const block of file.blocks()) {
    if (signal?.aborted) return fail('cancelled');
    hash.update(block);
    bytes += block.length;
  }
  const parts = await openParts(file.path);
  try {
    const source = await openSheet(file, parts, options, { sha256: hash.digest('hex'), bytes }, signal);
    if (!source.ok) parts.close();
    return source;
  } catch (cause) {
    parts.close();
    throw cause;
  }
}

async function openSheet(
  file: SourceFile,
  parts: Parts,
  options: TableOptions,
  { sha256, bytes }: { readonly sha256: string; readonly bytes: number },
  signal?: AbortSignal,
): Promise<Result<RecordSource, ReadFailure>> {
  const book = await readBook(parts, signal);
  if (signal?.aborted) return fail('cancelled');
  if (book.sheets.length === 0) return fail('workbook-no-sheet', { path: file.path });
  const chosen = await chooseSheet(book, parts, options.sheet);
  if (!chosen) {
    return fail('sheet-missing', { sheet: options.sheet ?? '', sheets: namesOf(book.sheets) });
  }
  const counts: SheetCounts = { stored: 0, hidden: 0 };
  const blocks = sheetRows(partOf(parts, chosen), book, counts);

  // Records stand at their row's number less one; what a sheet leaves out between rows is blank.
  const records: string[][] = [];
  const firstMarks = new Map<number, RowMarks>();
  const wanted = options.headerRow ?? headerRows;
  const isEnough = () => records.length >= wanted && !records.every(isBlank);
  const rest: SheetRow[] = [];
  let isWhole = false;
  while (!isWhole && !isEnough()) {
    const next = await blocks.next();
    if (signal?.aborted) return fail('cancelled');
    isWhole = next.done === true;
    for (const row of next.done ? [] : next.value) {
      if (rest.length > 0 || isEnough()) rest.push(row);
      else {
        while (records.length < row.number - 1) records.push([]);
        if (row.marks) firstMarks.set(records.length, row.marks);
        records.push(row.cells);
      }
    }
  }
  // How far it is into the file cannot be known before the end: rows are unpacked, bytes are packed.
  const numbered = (rows: readonly SheetRow[], isLast: boolean): NumberedRecords => ({
    records: rows.map(({ cells }) => cells),
    numbers: rows.map(({ number }) => number),
    unbalanced: null,
    marks: new Map(rows.flatMap(({ marks }, at) => (marks ? [[at, marks] as const] : []))),
    bytes: isLast ? file.size : 0,
  });

  return ok({
    sha256,
    format: 'xlsx',
    encoding: 'utf-8',
    delimiter: ',',
    quote: '"',
    escape: '"',
    sheet: chosen.name,
    sheets: book.sheets.map(({ name }) => name),
    notes: choiceNotes(book, chosen, options),
    first: {
      records,
      numbers: numbersFrom(1, records.length),
      unbalanced: null,
      marks: firstMarks,
      bytes: isWhole ? file.size : 0,
    },
    candidates: records.length,
    omitsBlankEnd: true,
    async *rest(stop) {
      yield numbered(rest, isWhole);
      rest.length = 0;
      for await (const rows of blocks) {
        if (stop?.aborted) return;
        yield numbered(rows, false);
      }
    },
    notesAtEnd: () => {
      const notes: ReadingNote[] = [];
      if (counts.hidden > 0) notes.push({ code: 'rows-hidden', facts: { count: counts.hidden } });
      if (counts.stored > 0) notes.push({ code: 'numbers-stored', facts: { count: counts.stored } });
      return notes;
    },
    bytesRead: () => bytes,
    close: () => parts.close(),
  });
}

function choiceNotes(book: Book, chosen: BookSheet, { sheet }: TableOptions): ReadingNote[] {
  const others = book.sheets.filter((other) => other !== chosen);
  if (sheet !== undefined || others.length === 0) return [];
  return [{ code: 'sheet-chosen', facts: { sheet: chosen.name, others: namesOf(others) } }];
}

/**
 * The sheet that was asked for; else the first visible one with text, or, where that has no header that is known while
 * exactly one other has, that other: cover sheets and instructions come first.
 */
async function chooseSheet(book: Book, parts: Parts, name: string | undefined): Promise<BookSheet | null> {
  if (name !== undefined) return book.sheets.find((sheet) => sheet.name === name) ?? null;
  const visible = book.sheets.filter((sheet) => sheet.visible);
  let first: BookSheet | null = null;
  const known: BookSheet[] = [];
  for (const sheet of visible) {
    const rows = await firstTexts(book, parts, sheet);
    if (rows.length === 0) continue;
    const isKnown = rows.some((cells) => publishedNames(cells) > 0);
    if (isKnown && first === null) return sheet;
    first ??= sheet;
    if (isKnown) known.push(sheet);
  }
  const [only, another] = known;
  if (only !== undefined && another === undefined) return only;
  return first ?? visible[0] ?? book.sheets[0] ?? null;
}

/** The first rows with text of a sheet, among which its header is. */
async function firstTexts(book: Book, parts: Parts, sheet: BookSheet): Promise<string[][]> {
  const found: string[][] = [];
  for await (const rows of sheetRows(partOf(parts, sheet), book, { stored: 0, hidden: 0 })) {
    for (const { cells } of rows) {
      if (!isBlank(cells)) found.push(cells);
      if (found.length >= headerCandidates) return found;
    }
  }
  return found;
}

function partOf(parts: Parts, sheet: BookSheet): Part {
  const part = parts.part(sheet.part, sheetLimit);
  if (!part) throw new WorkbookError('file-not-xlsx', `${sheet.part} is missing`);
  return part;
}

function namesOf(sheets: readonly BookSheet[]): string {
  return sheets.map(({ name }) => `“${name}”`).join(', ');
}
