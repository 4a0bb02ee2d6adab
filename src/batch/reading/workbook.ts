import { createHash } from 'node:crypto';
import { trimmed } from '../../permit/cell.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { findHeader } from './header.ts';
import type { ReadFailure, ReadingNote } from './reading-options.ts';
import type { SourceFile } from './source-file.ts';
import { isBlank, noteHeader, type RowBlock, type Table, type TableOptions } from './table.ts';
import { type Book, type BookSheet, readBook } from './workbook-book.ts';
import { openParts, type Part, type Parts, WorkbookError } from './workbook-parts.ts';
import { type SheetCounts, type SheetRow, sheetRows } from './workbook-sheet.ts';

const zipMagic = Buffer.from('PK\u0003\u0004', 'latin1');
/** A sheet of 1,048,576 rows of thirty cells is smaller. */
const sheetLimit = 2 * 1024 ** 3;
/** Rows in which the header is looked for. */
const headerRows = 200;

/** Whether a file begins as a zip does; text never begins so. */
export async function isZip(file: SourceFile): Promise<boolean> {
  for await (const block of file.blocks(16)) return block.subarray(0, 4).equals(zipMagic);
  return false;
}

/**
 * Opens a workbook and reads one of its sheets up to the header: the sheet that was asked for, else the first visible
 * one with text. Closing the table closes the file. Nothing is calculated and nothing outside the file is looked at.
 */
export async function openWorkbook(
  file: SourceFile,
  options: TableOptions,
  signal?: AbortSignal,
): Promise<Result<Table, ReadFailure>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const block of file.blocks()) {
    if (signal?.aborted) return fail('cancelled');
    hash.update(block);
    bytes += block.length;
  }
  let parts: Parts | null = null;
  try {
    parts = await openParts(file.path);
    const table = await openSheet(file, parts, options, hash.digest('hex'), bytes, signal);
    if (!table.ok) parts.close();
    return table;
  } catch (cause) {
    parts?.close();
    if (!(cause instanceof WorkbookError)) throw cause;
    return fail(cause.code, { path: file.path });
  }
}

async function openSheet(
  file: SourceFile,
  parts: Parts,
  options: TableOptions,
  sha256: string,
  bytesRead: number,
  signal?: AbortSignal,
): Promise<Result<Table, ReadFailure>> {
  const book = await readBook(parts, signal);
  if (signal?.aborted) return fail('cancelled');
  if (book.sheets.length === 0) return fail('workbook-no-sheet', { path: file.path });
  const chosen = await chooseSheet(book, parts, options.sheet);
  if (!chosen) {
    return fail('sheet-missing', { sheet: options.sheet ?? '', sheets: namesOf(book.sheets) });
  }
  const notes: ReadingNote[] = [];
  const others = book.sheets.filter((sheet) => sheet !== chosen);
  if (options.sheet === undefined && others.length > 0) {
    notes.push({ code: 'sheet-chosen', facts: { sheet: chosen.name, others: namesOf(others) } });
  }
  const counts: SheetCounts = { stored: 0, hidden: 0 };
  const blocks = sheetRows(partOf(parts, chosen), book, counts);

  // Records stand at their row's number less one; what a sheet leaves out between rows is blank.
  const records: string[][] = [];
  const wanted = options.headerRow ?? headerRows;
  let rest: SheetRow[] = [];
  let whole = false;
  while (!whole && (records.length < wanted || records.every(isBlank))) {
    const next = await blocks.next();
    if (signal?.aborted) return fail('cancelled');
    whole = next.done === true;
    if (next.done) break;
    for (const row of next.value) {
      if (rest.length > 0 || (records.length >= wanted && !records.every(isBlank))) rest.push(row);
      else {
        while (records.length < row.number - 1) records.push([]);
        records.push(row.cells);
      }
    }
  }
  const found = findHeader(records, options.headerRow, options.mappedHeaders ?? []);
  if (!found.ok) return fail(found.failure.code, { ...found.failure.facts, path: file.path });
  const { index, proposed, guessed } = found.value;
  const headers = withoutBlankEnd((records[index] ?? []).map(trimmed));
  if (proposed) notes.push({ code: 'header-not-first', facts: { row: index + 1 } });
  if (guessed) notes.push({ code: 'header-guessed', facts: { row: index + 1 } });
  noteHeader(headers, notes);

  let ragged = 0;
  let blank = 0;
  let read = index + 1;
  let broken: WorkbookError | null = null;
  const block = (rows: readonly SheetRow[], last: boolean): RowBlock => {
    const kept: string[][] = [];
    const numbers: number[] = [];
    for (const { number, cells } of rows) {
      const row = fitted(cells, headers.length);
      if (isBlank(row)) continue;
      blank += number - read - 1;
      read = number;
      if (row.length > headers.length) ragged++;
      kept.push(row);
      numbers.push(number);
    }
    // How far it is into the file cannot be known before the end: rows are unpacked, bytes are packed.
    return { rows: kept, numbers, unbalanced: null, lines: null, bytes: last ? file.size : 0 };
  };
  async function* rows(stop?: AbortSignal): AsyncGenerator<RowBlock> {
    yield block(
      records.slice(index + 1).map((cells, at) => ({ number: index + 2 + at, cells })),
      whole,
    );
    records.length = 0;
    yield block(rest, whole);
    rest = [];
    if (!whole) {
      for await (const more of blocks) {
        if (stop?.aborted) return;
        yield block(more, false);
      }
    }
    const width = headers.length;
    if (ragged > 0) notes.push({ code: 'rows-ragged', facts: { count: ragged, width } });
    if (blank > 0) notes.push({ code: 'records-blank', facts: { count: blank } });
    if (counts.hidden > 0) notes.push({ code: 'rows-hidden', facts: { count: counts.hidden } });
    if (counts.stored > 0) notes.push({ code: 'numbers-stored', facts: { count: counts.stored } });
  }

  return ok({
    path: file.path,
    size: file.size,
    modifiedAt: file.modifiedAt,
    sha256,
    format: 'xlsx',
    encoding: 'utf-8',
    delimiter: ',',
    quote: '"',
    escape: '"',
    sheet: chosen.name,
    sheets: book.sheets.map(({ name }) => name),
    headerRow: index + 1,
    headerProposed: proposed,
    headers,
    notes,
    async *rows(stop) {
      try {
        yield* rows(stop);
      } catch (cause) {
        if (!(cause instanceof WorkbookError)) throw cause;
        broken = cause;
      }
    },
    async verdict() {
      if (await file.changed(bytesRead)) return fail('file-changed', { path: file.path });
      return broken ? fail(broken.code, { path: file.path }) : ok(null);
    },
    async close() {
      parts.close();
      await file.close();
    },
  });
}

async function chooseSheet(book: Book, parts: Parts, name: string | undefined): Promise<BookSheet | null> {
  if (name !== undefined) return book.sheets.find((sheet) => sheet.name === name) ?? null;
  const visible = book.sheets.filter((sheet) => sheet.visible);
  for (const sheet of visible) {
    for await (const rows of sheetRows(partOf(parts, sheet), book, { stored: 0, hidden: 0 })) {
      if (rows.some(({ cells }) => !isBlank(cells))) return sheet;
    }
  }
  return visible[0] ?? book.sheets[0] ?? null;
}

function partOf(parts: Parts, sheet: BookSheet): Part {
  const part = parts.part(sheet.part, sheetLimit);
  if (!part) throw new WorkbookError('file-not-xlsx', `${sheet.part} is missing`);
  return part;
}

/** A sheet does not write the blank cells at a row's end: they are no sign of a lost one. */
function fitted(cells: string[], width: number): string[] {
  while (cells.length < width) cells.push('');
  while (cells.length > width && trimmed(cells[cells.length - 1] ?? '') === '') cells.pop();
  return cells;
}

function withoutBlankEnd(cells: string[]): string[] {
  while (cells.length > 0 && cells[cells.length - 1] === '') cells.pop();
  return cells;
}

function namesOf(sheets: readonly BookSheet[]): string {
  return sheets.map(({ name }) => `“${name}”`).join(', ');
}
