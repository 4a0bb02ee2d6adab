import { fail, ok, type Result } from '../../permit/result.ts';
import type { RowMarks } from '../../permit/row-reading.ts';
import { publishedNames } from './detect-dialect.ts';
import { isBlank } from './header.ts';
import type { ReadFailure, ReadingNote, TableOptions } from './reading-options.ts';
import type { NumberedRecords, RecordSource } from './record-source.ts';
import { numbersFrom } from './record-source.ts';
import { noFacts, type SheetRow } from './sheet-row.ts';
import type { SourceFile } from './source-file.ts';
import type { Book, BookSheet } from './workbook-book.ts';

/** Rows in which the header is looked for. */
const headerRows = 200;
/** Rows with text that tell whether a sheet has a header that is known. */
const headerCandidates = 30;

/** A workbook's file, as far as it was read to know what it is. */
export interface BookFile {
  readonly file: SourceFile;
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Opens the first rows of one of a workbook's sheets: the sheet that was asked for, else the one with known headers, else
 * the first visible one with text. Nothing is calculated and nothing outside the file is looked at. Throws WorkbookError
 * for a damaged one.
 */
export async function openSheet(
  book: Book,
  { file, sha256, bytes }: BookFile,
  options: TableOptions,
  signal?: AbortSignal,
): Promise<Result<RecordSource, ReadFailure>> {
  if (signal?.aborted) return fail('cancelled');
  if (book.sheets.length === 0) return fail('workbook-no-sheet', { path: file.path });
  const chosen = await chooseSheet(book, options);
  if (!chosen) {
    return fail('sheet-missing', { sheet: options.sheet ?? '', sheets: namesOf(book.sheets) });
  }
  const facts = noFacts();
  const blocks = book.rows(chosen, facts, false);

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
    format: book.format,
    encoding: 'utf-8',
    delimiter: ',',
    quote: '"',
    escape: '"',
    sheet: chosen.name,
    sheets: book.sheets.map(({ name }) => name),
    notes: [...book.notes, ...choiceNotes(book, chosen, options)],
    hiddenColumns: facts.hiddenColumns,
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
      const counted = {
        'rows-hidden': facts.hidden,
        'numbers-stored': facts.stored,
        'formulas-uncalculated': facts.formulas,
        'cells-lost': facts.lost,
        'dates-zoned': facts.zoned,
      } as const;
      const codes = [
        'rows-hidden',
        'numbers-stored',
        'formulas-uncalculated',
        'cells-lost',
        'dates-zoned',
      ] as const;
      return codes.flatMap((code) => (counted[code] > 0 ? [{ code, facts: { count: counted[code] } }] : []));
    },
    bytesRead: () => bytes,
    close: () => book.close(),
  });
}

function choiceNotes(book: Book, chosen: BookSheet, { sheet }: TableOptions): ReadingNote[] {
  if (sheet !== undefined) return [];
  const notes: ReadingNote[] = [];
  const others = book.sheets.filter((other) => other !== chosen);
  if (others.length > 0) {
    notes.push({ code: 'sheet-chosen', facts: { sheet: chosen.name, others: namesOf(others) } });
  }
  if (!chosen.visible) notes.push({ code: 'sheet-hidden', facts: { sheet: chosen.name } });
  return notes;
}

/**
 * The sheet that was asked for; else the first visible one with text, or, where that has no header that is known while
 * exactly one other has, that other: cover sheets and instructions come first.
 */
async function chooseSheet(
  book: Book,
  { sheet: name, mappedHeaders = [] }: TableOptions,
): Promise<BookSheet | null> {
  if (name !== undefined) return book.sheets.find((sheet) => sheet.name === name) ?? null;
  const mapped = new Set(mappedHeaders.map((header) => header.trim()));
  const visible = book.sheets.filter((sheet) => sheet.visible);
  let first: BookSheet | null = null;
  const known: BookSheet[] = [];
  for (const sheet of visible) {
    const rows = await firstTexts(book, sheet);
    if (rows.length === 0) continue;
    const isKnown = hasHeader(rows, mapped);
    if (isKnown && first === null) return sheet;
    first ??= sheet;
    if (isKnown) known.push(sheet);
  }
  const [only, another] = known;
  if (only !== undefined && another === undefined) return only;
  return first ?? visible[0] ?? book.sheets[0] ?? null;
}

/**
 * Whether one of a sheet's first rows is a header that is known. Where one row after the other names a single field, they
 * are instructions about the fields, and no header.
 */
function hasHeader(rows: readonly (readonly string[])[], mapped: ReadonlySet<string>): boolean {
  const naming = new Set<string>();
  for (const cells of rows) {
    if (cells.some((cell) => mapped.has(cell.trim()))) return true;
    const names = publishedNames(cells);
    if (names >= 2) return true;
    if (names === 1) naming.add(cells.join('\t'));
  }
  return naming.size === 1;
}

/** The first rows with text of a sheet, among which its header is. */
async function firstTexts(book: Book, sheet: BookSheet): Promise<string[][]> {
  const found: string[][] = [];
  for await (const rows of book.rows(sheet, noFacts(), true)) {
    for (const { cells } of rows) {
      if (!isBlank(cells)) found.push(cells);
      if (found.length >= headerCandidates) return found;
    }
  }
  return found;
}

function namesOf(sheets: readonly BookSheet[]): string {
  return sheets.map(({ name }) => `“${name}”`).join(', ');
}
