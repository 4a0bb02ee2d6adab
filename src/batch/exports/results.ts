import { mkdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { nameOnDisk } from '../../disk/file-name.ts';
import type { WriteFailure } from '../../disk/new-file.ts';
import { trimmed } from '../../permit/cell.ts';
import type { Failure, Result } from '../../permit/result.ts';
import type { Words } from '../../words/words.ts';
import { type CurrentRow, currentRow, rowColumns, type StoredRow } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { leftOutReason } from '../file/left-out.ts';
import { type Meta, readMeta } from '../file/meta.ts';
import { cannotBeWritten } from '../file/open-document.ts';
import { pagesOf } from '../file/pages.ts';
import { shortName } from '../file/short-name.ts';
import { type Outcome, outcomeSql } from '../file/tally.ts';
import { scopeFromNow } from '../push/pending.ts';
import { lastRun, recordResults } from '../push/run.ts';
import { type Superseded, supersededRows } from '../push/superseded.ts';
import type { Separator } from './csv-line.ts';
import { writeExport } from './record-export.ts';
import { rowSaid } from './row-said.ts';
import { writeTable } from './table-file.ts';

export interface ResultsOptions {
  /** Where to; without it `NAME.results.csv` beside the source. Never overwritten: `-2`, `-3` … is added instead. */
  readonly out?: string;
  /** Only rows of these outcomes; without it all. */
  readonly only?: readonly Outcome[];
  /** When what rows carry that were left out as unchanged was last known, in epoch milliseconds by row number. */
  readonly lastKnown?: (rows: readonly CurrentRow[]) => ReadonlyMap<number, number>;
  /** Of a CSV; without it commas. */
  readonly separator?: Separator;
}

/**
 * Writes the results and answers their path: a CSV, or where `out` ends in `.xlsx` a workbook whose every cell is text. The
 * file appears whole or not at all.
 */
export function writeResults(
  document: BatchDocument,
  words: Words,
  options: ResultsOptions = {},
): Promise<Result<string, WriteFailure>> {
  const out = options.out ?? besideSource(document);
  const lines = resultLines(document, words, options);
  return writeExport(document, 'results', out, (file) => writeTable(file, out, lines, options.separator));
}

/**
 * Writes the results after a run: where they are wanted, else into `spareFolder`, for the outcomes must not stay locked
 * up in the batch. `path` is null when neither could be; `failure` tells why not where they were wanted.
 */
export async function saveResults(
  document: BatchDocument,
  words: Words,
  spareFolder: string,
  options: ResultsOptions = {},
): Promise<{ readonly path: string | null; readonly failure: Failure<WriteFailure> | null }> {
  const wanted = await writeResults(document, words, options);
  if (wanted.ok) return { path: recorded(document, wanted.value), failure: null };
  const { failure } = wanted;
  try {
    mkdirSync(spareFolder, { recursive: true, mode: 0o700 });
  } catch {
    return { path: null, failure };
  }
  const out = join(spareFolder, resultsName(sourceOf(document).path));
  const spare = await writeResults(document, words, { ...options, out });
  return { path: spare.ok ? recorded(document, spare.value) : null, failure };
}

/** Keeps in the batch where its results are; a batch that cannot be written any more says so elsewhere. */
function recorded(document: BatchDocument, path: string): string {
  try {
    recordResults(document, path);
  } catch (cause) {
    if (!cannotBeWritten(cause)) throw cause;
  }
  return path;
}

/** Where the results of a batch go unless told otherwise: `NAME.results.csv` in the source's folder. */
export function besideSource(document: BatchDocument): string {
  const { path } = sourceOf(document);
  return join(dirname(path), resultsName(path));
}

function resultsName(sourcePath: string): string {
  return `${nameOnDisk(shortName(basename(sourcePath, extname(sourcePath))))}.results.csv`;
}

function sourceOf(document: BatchDocument): Meta<'source'> {
  const source = readMeta(document, 'source');
  if (!source) throw new Error('The batch has no source');
  return source;
}

/** The columns that follow the source's own. */
const resultColumns = [
  'opscom_status',
  'opscom_reference_id',
  'opscom_internal_reference_id',
  'opscom_http_status',
  'opscom_error_code',
  'opscom_message',
  'opscom_attempts',
  'opscom_completed_at',
  'opscom_edits',
] as const;

interface ResultLine extends StoredRow {
  outcome: Outcome;
  attempts: number | null;
  http_status: number | null;
  error_code: number | null;
  message: string | null;
  note: string | null;
  reference_id: string | null;
  internal_reference_id: string | null;
  completed_at: string | null;
}

/** The file's lines, the header first; never more than a page of rows in memory. */
function* resultLines(
  document: BatchDocument,
  words: Words,
  { only, lastKnown }: ResultsOptions,
): Generator<string[]> {
  const columns = readMeta(document, 'columns') ?? [];
  const headers = columns.map(({ header }) => header);
  // Columns that the file does not have are no part of its lines: what they hold stands among the edits.
  const own = headers.length - (readMeta(document, 'addedColumns')?.length ?? 0);
  const ofFile = (cells: readonly string[]) => [...cells.slice(0, own), ...cells.slice(headers.length)];
  const { widest } = document.db.prepare('select max(json_array_length(cells)) as widest from row').get() as {
    widest: number | null;
  };
  const width = Math.max(headers.length, widest ?? 0);
  yield [...ofFile(padded(headers, width)), ...resultColumns];
  const older: Superseded =
    lastRun(document) === null ? new Map() : supersededRows(document, scopeFromNow('push'));
  const query = {
    columns: `${rowColumns}, ${outcomeSql} as outcome, o.attempts, o.http_status, o.error_code, o.message,
      o.note, o.reference_id, o.internal_reference_id, o.completed_at`,
    from: 'row r left join outcome o on o.row = r.number',
    key: ['r.number'],
  };
  for (const page of pagesOf<ResultLine>(document.db, query)) {
    const lines = page.filter(({ outcome }) => only === undefined || only.includes(outcome));
    const unchanged = lines.filter(({ skipped }) => leftOutReason(skipped) === 'unchanged');
    const known = unchanged.length === 0 ? undefined : lastKnown?.(unchanged.map(currentRow));
    for (const line of lines) {
      const later = older.get(line.number);
      const said = rowSaid(line, words);
      const at = known?.get(line.number);
      const since = at === undefined ? '' : words.book.lastKnownOn(new Date(at).toISOString());
      const superseded = later === undefined ? '' : words.push.superseded(later);
      const message = [said, since, superseded].filter((text) => text !== '').join(' ');
      const row = currentRow(line);
      yield [...ofFile(padded(row.read, width)), ...resultCells(line, row, message, headers)];
    }
  }
}

function resultCells(
  line: ResultLine,
  row: CurrentRow,
  message: string,
  headers: readonly string[],
): string[] {
  return [
    line.outcome,
    withoutFormula(line.reference_id ?? ''),
    withoutFormula(line.internal_reference_id ?? ''),
    String(line.http_status ?? ''),
    String(line.error_code ?? ''),
    withoutFormula(message),
    String(line.attempts ?? 0),
    line.completed_at ?? '',
    editsText(row, headers),
  ];
}

/** `Plate: abc → ABC`, one after the other. */
function editsText({ read, edits }: CurrentRow, headers: readonly string[]): string {
  return Object.entries(edits ?? {})
    .filter(([column, after]) => (read[Number(column) - 1] ?? '') !== after)
    .map(([column, after]) => {
      const header = trimmed(headers[Number(column) - 1] ?? '') || column;
      return `${header}: ${read[Number(column) - 1] ?? ''} → ${after}`;
    })
    .join('; ');
}

function padded(cells: readonly string[], width: number): string[] {
  return Array.from({ length: width }, (_, index) => cells[index] ?? '');
}

/** What the controller sent must not become a formula in a spreadsheet. */
function withoutFormula(text: string): string {
  return /^[=+\-@]/.test(text) ? `'${text}` : text;
}
