import { trimmed } from '../../permit/cell.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { surveyText, type TextPiece } from './csv-text.ts';
import { detectDialect, separatorLine } from './detect-dialect.ts';
import { findHeader } from './header.ts';
import { LineScan, type PlainLines } from './plain-lines.ts';
import type { ReadFailure, ReadingNote, ReadingOptions } from './reading-options.ts';
import { type RecordBlock, RecordReader } from './record-reader.ts';
import { openFailure, openSource, reasonOf, type SourceFile, usualBlockSize } from './source-file.ts';
import { isZip, openWorkbook } from './workbook.ts';

/** A file understood so far as to know its header; its rows follow block by block. */
export interface Table {
  readonly path: string;
  readonly size: number;
  readonly modifiedAt: Date;
  readonly sha256: string;
  readonly format: 'csv' | 'xlsx';
  /** The WHATWG name in lower case. */
  readonly encoding: string;
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  readonly sheet: string | null;
  /** All sheets of a workbook, in its order; none of a text file. */
  readonly sheets: readonly string[];
  /** The header's record, counted from 1 as a spreadsheet counts. */
  readonly headerRow: number;
  /** The header stands below other text, and nobody has confirmed it. */
  readonly headerProposed: boolean;
  readonly headers: readonly string[];
  readonly notes: ReadingNote[];
  /** The rows below the header, in order. May be asked for once. */
  rows(signal?: AbortSignal): AsyncGenerator<RowBlock>;
  /** Why what was read does not count, asked after the last row: the file changed or failed meanwhile. */
  verdict(): Promise<Result<null, ReadFailure>>;
  close(): Promise<void>;
}

export interface RowBlock {
  /** The rows' cells, blank records left out. */
  readonly rows: readonly (readonly string[])[];
  /** The number that a spreadsheet shows for each row. */
  readonly numbers: readonly number[];
  /** Positions in `rows` of rows whose quotes are odd; null where there are none. */
  readonly unbalanced: ReadonlySet<number> | null;
  /** The rows' own bytes, where each line is one of them; null where quotes had to be read, or rows left out. */
  readonly lines: PlainLines | null;
  /** Bytes of the file read so far. */
  readonly bytes: number;
}

export interface TableOptions extends ReadingOptions {
  /** Headers that a person mapped: naming one makes a record the header. */
  readonly mappedHeaders?: readonly string[];
  /** Bytes read at once; what is read does not depend on it. */
  readonly blockSize?: number;
}

/** The characters that decide how a file is written and where its header is. */
const sampleLength = 256 * 1024;

/** A record without any text: not a row, though it counts for the row numbers. */
export function isBlank(record: readonly string[]): boolean {
  for (const cell of record) if (cell !== '' && trimmed(cell) !== '') return false;
  return true;
}

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
    const table = (await isZip(file))
      ? await openWorkbook(file, options, signal)
      : await openCsv(file, options, signal);
    if (!table.ok) await file.close();
    return table;
  } catch (cause) {
    await file.close();
    if (!isSystemError(cause)) throw cause;
    return fail(openFailure(cause), { path, reason: reasonOf(cause) });
  }
}

async function openCsv(
  file: SourceFile,
  options: TableOptions,
  signal?: AbortSignal,
): Promise<Result<Table, ReadFailure>> {
  const invalid = optionFailure(options);
  if (invalid) return invalid;
  const blockSize = options.blockSize ?? usualBlockSize;
  const surveyed = await surveyText(file, options, blockSize, signal);
  if (!surveyed.ok) return surveyed;
  const { sha256, encoding } = surveyed.value;

  const pieces = surveyed.value.pieces(signal);
  let bytes = 0;
  let sample = '';
  let whole = false;
  while (sample.length < sampleLength && !whole) {
    const piece = await pieces.next();
    if (piece.done) {
      whole = true;
    } else {
      sample += piece.value.text();
      bytes += piece.value.bytes;
    }
  }
  if (signal?.aborted) return fail('cancelled');
  // Files joined or saved again by careless programs begin with a second mark, which would keep a quote from opening.
  sample = sample.replace(/^\uFEFF+/, '');

  const notes: ReadingNote[] = [];
  if (encoding.certainty === 'guessed') {
    notes.push({
      code: encoding.name === 'utf-8' ? 'encoding-damaged' : 'encoding-detected',
      facts: { encoding: encoding.name },
    });
  }
  const separator = separatorLine(sample);
  const text = separator ? sample.slice(separator.rest) : sample;
  if (whole && /^[\s,;|"']*$/.test(text)) return fail('file-empty', { path: file.path });
  if (separator) notes.push({ code: 'separator-line', facts: { delimiter: separator.delimiter } });
  const stated = { ...options, delimiter: options.delimiter ?? separator?.delimiter };
  const dialect = detectDialect(text.slice(0, sampleLength), stated, options.mappedHeaders);
  if (!stated.delimiter && ![',', ';', '\t'].includes(dialect.delimiter)) {
    notes.push({ code: 'delimiter-unusual', facts: { delimiter: dialect.delimiter } });
  }
  if (!options.quote && dialect.quote !== '"')
    notes.push({ code: 'quote-unusual', facts: { quote: dialect.quote } });
  if (!options.escape && dialect.escape !== dialect.quote) {
    notes.push({ code: 'escape-unusual', facts: { escape: dialect.escape } });
  }

  const reader = new RecordReader(dialect);
  const records: string[][] = [];
  const unbalanced = new Set<number>();
  const keep = (block: RecordBlock): void => {
    for (const at of block.unbalanced ?? []) unbalanced.add(records.length + at);
    for (const record of block.records) records.push(record);
  };
  // The header is looked for in the same stretch of text, however the file came in.
  keep(reader.push(text.slice(0, sampleLength)));
  const looked = text.length > sampleLength && records.length > 0 ? records.length : undefined;
  keep(reader.push(text.slice(sampleLength)));
  if (whole) keep(reader.end());
  while (
    !whole &&
    (records.length === 0 || options.headerRow !== undefined) &&
    records.length < (options.headerRow ?? 1)
  ) {
    const piece = await pieces.next();
    if (piece.done) {
      whole = true;
      keep(reader.end());
    } else {
      bytes += piece.value.bytes;
      keep(reader.push(piece.value.text()));
    }
  }
  const candidates = options.headerRow === undefined ? records.slice(0, looked) : records;
  const found = findHeader(candidates, options.headerRow, options.mappedHeaders ?? []);
  if (!found.ok) return fail(found.failure.code, { ...found.failure.facts, path: file.path });
  const { index, proposed, guessed } = found.value;
  const headers = (records[index] ?? []).map(trimmed);
  if (proposed) notes.push({ code: 'header-not-first', facts: { row: index + 1 } });
  if (guessed) notes.push({ code: 'header-guessed', facts: { row: index + 1 } });
  noteHeader(headers, notes);

  const counts = { ragged: 0, unbalanced: 0, blank: 0 };
  let broken: Result<never, ReadFailure> | null = null;
  async function* rows(stop?: AbortSignal): AsyncGenerator<RowBlock> {
    const width = headers.length;
    let number = index + 1;
    const block = ({ records: found, unbalanced: odd }: RecordBlock, offset = 0): RowBlock => {
      const kept: string[][] = [];
      const numbers: number[] = [];
      let oddRows: Set<number> | null = null;
      for (let at = offset; at < found.length; at++) {
        const record = found[at];
        number++;
        if (!record) continue;
        if (isBlank(record)) {
          counts.blank++;
          continue;
        }
        if (record.length !== width) counts.ragged++;
        if (odd?.has(at)) {
          oddRows ??= new Set();
          oddRows.add(kept.length);
          counts.unbalanced++;
        }
        kept.push(record);
        numbers.push(number);
      }
      return { rows: kept, numbers, unbalanced: oddRows, lines: null, bytes };
    };
    const delimiter = delimiterByte(dialect.delimiter);
    const scan = delimiter === null ? null : new LineScan(delimiter, width);
    const plain = (utf8: Buffer, lineScan: LineScan): RowBlock => {
      const lines = lineScan.scan(utf8);
      if (!lines) return block({ records: reader.recordsOf(utf8), unbalanced: null });
      counts.ragged += lines.ragged;
      const numbers: number[] = [];
      for (let at = 0; at < lines.count; at++) numbers.push(++number);
      let cut: string[][] | undefined;
      return {
        // Whoever checks them looks at the bytes, and few want the cells.
        get rows() {
          cut ??= reader.recordsOf(utf8);
          return cut;
        },
        numbers,
        unbalanced: null,
        lines,
        bytes,
      };
    };
    function* blocks(piece: TextPiece): Generator<RowBlock> {
      const pushed = piece.utf8 && scan ? reader.pushLines(piece.utf8) : null;
      if (pushed && scan) yield plain(pushed.lines, scan);
      const rest = reader.push(piece.text(pushed?.taken));
      if (!pushed || rest.records.length > 0) yield block(rest);
    }
    yield block({ records, unbalanced }, index + 1);
    records.length = 0;
    if (!whole) {
      try {
        for await (const piece of pieces) {
          if (stop?.aborted) return;
          bytes += piece.bytes;
          yield* blocks(piece);
        }
      } catch (cause) {
        if (!isSystemError(cause)) throw cause;
        broken = fail(openFailure(cause), { path: file.path, reason: reasonOf(cause) });
        return;
      }
      yield block(reader.end());
    }
    if (counts.ragged > 0) notes.push({ code: 'rows-ragged', facts: { count: counts.ragged, width } });
    if (counts.unbalanced > 0) notes.push({ code: 'rows-unbalanced', facts: { count: counts.unbalanced } });
    if (counts.blank > 0) notes.push({ code: 'records-blank', facts: { count: counts.blank } });
  }

  return ok({
    path: file.path,
    size: file.size,
    modifiedAt: file.modifiedAt,
    sha256,
    format: 'csv',
    encoding: encoding.name,
    delimiter: dialect.delimiter,
    quote: dialect.quote,
    escape: dialect.escape,
    sheet: null,
    sheets: [],
    headerRow: index + 1,
    headerProposed: proposed,
    headers,
    notes,
    rows,
    async verdict() {
      if (broken) return broken;
      if (await file.changed(bytes)) return fail('file-changed', { path: file.path });
      return ok(null);
    },
    close: () => file.close(),
  });
}

/**
 * The delimiter's code where it is a single byte in UTF-8, and so not to be mistaken for part of a letter; else null.
 * Nor may it be a double quote, at which PapaParse does not cut.
 */
function delimiterByte(delimiter: string): number | null {
  const code = delimiter.charCodeAt(0);
  return delimiter.length === 1 && code < 0x80 && delimiter !== '"' ? code : null;
}

export function noteHeader(headers: readonly string[], notes: ReadingNote[]): void {
  const blank = headers.filter((header) => header === '').length;
  if (blank > 0) notes.push({ code: 'header-blank', facts: { count: blank } });
  const seen = new Set<string>();
  for (const header of headers) {
    if (header === '') continue;
    if (seen.has(header)) notes.push({ code: 'header-repeated', facts: { header } });
    seen.add(header);
  }
}

function optionFailure(options: TableOptions): Result<never, ReadFailure> | null {
  const { delimiter, quote, escape } = options;
  if (delimiter !== undefined && !/^[^\r\n]$/u.test(delimiter))
    return fail('option-delimiter', { value: delimiter });
  for (const mark of [quote, escape]) {
    if (mark !== undefined && (!/^[^\r\n]$/u.test(mark) || mark === delimiter)) {
      return fail('option-quote', { value: mark });
    }
  }
  return null;
}

/** Errors of the file system are expected; everything else is a bug. */
export function isSystemError(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && 'syscall' in cause;
}
