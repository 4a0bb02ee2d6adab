import { trimmed } from '../../permit/cell.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { CellTooLong } from './hanging-quote.ts';
import { columnNames, findHeader, headerNotes } from './header.ts';
import type { ReadFailure, ReadingNote, TableOptions } from './reading-options.ts';
import type { RecordSource } from './record-source.ts';
import { openRecords } from './records.ts';
import { type RowBlock, RowBlocks } from './row-blocks.ts';
import { isSystemError, openFailure, openSource, reasonOf, type SourceFile } from './source-file.ts';
import { trailingBlanks } from './trailing-blanks.ts';
import { WorkbookError } from './workbook-parts.ts';

/** A file understood so far as to know its header; its rows follow block by block. */
export interface Table
  extends Pick<
    RecordSource,
    'sha256' | 'format' | 'encoding' | 'delimiter' | 'quote' | 'escape' | 'sheet' | 'sheets'
  > {
  readonly path: string;
  readonly size: number;
  readonly modifiedAt: Date;
  /** The header's record, counted from 1 as a spreadsheet counts; 0 where the file has none. */
  readonly headerRow: number;
  /** The header stands below other text, and nobody has confirmed it. */
  readonly headerProposed: boolean;
  readonly headers: readonly string[];
  /** The first rows, as far as they were read with the header: enough to tell what a column holds. */
  readonly sample: readonly (readonly string[])[];
  /** Complete once all rows were read. */
  readonly notes: readonly ReadingNote[];
  /** The rows below the header, in order. May be asked for once. */
  rows(signal?: AbortSignal): AsyncGenerator<RowBlock>;
  /** Asked after the last row: a failure where what was read does not count, as the file changed or failed meanwhile. */
  finished(): Promise<Result<null, ReadFailure>>;
  close(): Promise<void>;
}

/** Rows that tell well enough what a column holds. */
const sampleRows = 2_000;

/** Opens a file and reads up to its header. The caller closes the table. */
export async function openTable(
  path: string,
  options: TableOptions,
  signal?: AbortSignal,
): Promise<Result<Table, ReadFailure>> {
  const opened = await openSource(path);
  if (!opened.ok) return opened;
  const file = opened.value;
  try {
    const source = await openRecords(file, options, signal);
    const table = source.ok ? await tableOf(file, source.value, options, signal) : source;
    if (!table.ok) {
      if (source.ok) source.value.close();
      await file.close();
    }
    return table;
  } catch (cause) {
    await file.close();
    return failureOf(cause, path);
  }
}

async function tableOf(
  file: SourceFile,
  source: RecordSource,
  options: TableOptions,
  signal: AbortSignal | undefined,
): Promise<Result<Table, ReadFailure>> {
  const { sha256, format, encoding, delimiter, quote, escape, sheet, sheets, first } = source;
  const { path, size, modifiedAt } = file;
  const found = findHeader(
    first.records.slice(0, source.candidates),
    options.headerRow,
    options.mappedHeaders ?? [],
  );
  if (!found.ok) return fail(found.failure.code, { ...found.failure.facts, path });
  const { index, proposed } = found.value;
  const rows = first.records.slice(index + 1);
  const record = index < 0 ? columnNames(rows) : (first.records[index] ?? []);
  const headers = record.map(trimmed);
  while (source.omitsBlankEnd && headers.at(-1) === '') headers.pop();
  const trailing = trailingBlanks(index < 0 ? headers.map(() => '') : headers, rows);
  const filled = await filledLater(source, headers.length - trailing.header, headers.length, signal);
  if (signal?.aborted) return fail('cancelled');
  headers.length = filled;
  const notes = [...source.notes, ...headerNotes(headers, found.value), ...hiddenNotes(headers, source)];

  const blocks = new RowBlocks(index + 1, headers.length, source.omitsBlankEnd, trailing.rowWidth);
  let thrown: unknown = null;
  return ok({
    path,
    size,
    modifiedAt,
    sha256,
    format,
    encoding,
    delimiter,
    quote,
    escape,
    sheet,
    sheets,
    headerRow: index + 1,
    headerProposed: proposed,
    headers,
    sample: rows.slice(0, sampleRows),
    notes,
    async *rows(stop) {
      yield blocks.of(first, index + 1);
      try {
        for await (const records of source.rest(stop)) yield blocks.of(records);
      } catch (cause) {
        failureOf(cause, path);
        thrown = cause;
        return;
      }
      notes.push(...blocks.notes(), ...source.notesAtEnd());
    },
    async finished() {
      // A file that was not read to its end looks like one that has changed; one that has changed looks damaged.
      if (isSystemError(thrown) || thrown instanceof CellTooLong) return failureOf(thrown, path);
      if (await file.changed(source.bytesRead())) return fail('file-changed', { path });
      return thrown === null ? ok(null) : failureOf(thrown, path);
    },
    async close() {
      source.close();
      await file.close();
    },
  });
}

/** How many of the columns at the end are some although the first rows leave them blank: a row far below fills the last of them. */
async function filledLater(
  { again }: RecordSource,
  width: number,
  most: number,
  signal: AbortSignal | undefined,
): Promise<number> {
  let filled = width;
  if (again === undefined || width === most) return width;
  for await (const records of again(signal)) {
    for (const record of records) {
      // A record that is longer than the header may have shifted.
      if (record.length > most) continue;
      for (let at = filled; at < record.length; at++) if (trimmed(record[at] ?? '') !== '') filled = at + 1;
    }
    if (filled === most) break;
  }
  return filled;
}

/** Says which of the columns the workbook hides; they are read like the others. */
function hiddenNotes(headers: readonly string[], { hiddenColumns }: RecordSource): ReadingNote[] {
  const hidden = headers.filter((header, at) => header !== '' && hiddenColumns?.has(at + 1));
  if (hidden.length === 0) return [];
  return [{ code: 'columns-hidden', facts: { headers: hidden.map((header) => `“${header}”`).join(', ') } }];
}

/** What an error of the file system, or of a file that cannot be read rightly, is to people. Anything else is a bug, and thrown on. */
function failureOf(cause: unknown, path: string): Result<never, ReadFailure> {
  if (cause instanceof CellTooLong) return fail('cell-too-long', { path, row: cause.row });
  if (cause instanceof WorkbookError) return fail(cause.code, { path });
  if (isSystemError(cause)) return fail(openFailure(cause), { path, reason: reasonOf(cause) });
  throw cause;
}
