import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { trimmed } from '../permit/cell.ts';
import { fail, ok, type Result } from '../permit/result.ts';
import type { BatchDocument } from './document.ts';
import { type Meta, readMeta } from './meta.ts';
import { type Outcome, outcomeSql } from './tally.ts';

export type ResultsFailure =
  | 'results-folder-missing'
  | 'results-folder-read-only'
  | 'results-disk-full'
  | 'results-not-written';

export interface ResultsOptions {
  /** Where to; without it `NAME.results.csv` beside the source. Never overwritten: `-2`, `-3` … is added instead. */
  readonly out?: string;
  /** Only rows of these outcomes; without it all. */
  readonly only?: readonly Outcome[];
}

const pageSize = 1_000;

/** Writes the results CSV and answers its path. It appears whole or not at all. */
export function writeResults(
  document: BatchDocument,
  options: ResultsOptions = {},
): Result<string, ResultsFailure> {
  const out = options.out === undefined ? besideSource(document) : resolve(options.out);
  const temporary = join(dirname(out), `.${basename(out)}.${process.pid}-${Date.now()}.part`);
  try {
    const file = openSync(temporary, 'wx');
    try {
      for (const text of resultsText(document, options.only ?? null)) writeAll(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return ok(placed(temporary, out));
  } catch (cause) {
    return failureOf(cause, out);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Where the results of a batch go unless told otherwise: `NAME.results.csv` in the source's folder. */
export function besideSource(document: BatchDocument): string {
  const { path } = sourceOf(document);
  return join(dirname(path), resultsName(path));
}

export function resultsName(sourcePath: string): string {
  return `${basename(sourcePath, extname(sourcePath))}.results.csv`;
}

function sourceOf(document: BatchDocument): Meta<'source'> {
  const source = readMeta(document, 'source');
  if (!source) throw new Error('The batch has no source');
  return source;
}

/** Gives the finished file its name without ever replacing another's. */
function placed(temporary: string, wanted: string): string {
  const extension = extname(wanted);
  const stem = wanted.slice(0, wanted.length - extension.length);
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${stem}-${n}${extension}`;
    if (claimName(temporary, name)) {
      syncFolder(dirname(name));
      return name;
    }
  }
}

/** A hard link fails where the name is taken, so nothing is ever replaced; where links are unknown, a name is reserved first. */
function claimName(temporary: string, name: string): boolean {
  try {
    linkSync(temporary, name);
    return true;
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'EEXIST') return false;
    if (
      code !== 'EPERM' &&
      code !== 'ENOTSUP' &&
      code !== 'EOPNOTSUPP' &&
      code !== 'ENOSYS' &&
      code !== 'EMLINK'
    )
      throw cause;
  }
  try {
    closeSync(openSync(name, 'wx'));
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw cause;
  }
  renameSync(temporary, name);
  return true;
}

/** Makes the new name survive a power loss; Windows has no such call and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } catch {
    // Some network file systems cannot; the file itself is synced.
  } finally {
    closeSync(handle);
  }
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

function failureOf(cause: unknown, out: string): Result<never, ResultsFailure> {
  const facts = {
    path: out,
    folder: dirname(out),
    reason: cause instanceof Error ? cause.message : String(cause),
  };
  switch (codeOf(cause)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return fail('results-folder-missing', facts);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return fail('results-folder-read-only', facts);
    case 'ENOSPC':
    case 'EDQUOT':
      return fail('results-disk-full', facts);
    case undefined:
      throw cause;
    default:
      return fail('results-not-written', facts);
  }
}

function codeOf(cause: unknown): string | undefined {
  const code = (cause as { code?: unknown }).code;
  return typeof code === 'string' ? code : undefined;
}

/** The columns that follow the source's own. */
export const resultColumns = [
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

interface ResultLine {
  number: number;
  cells: string;
  edits: string | null;
  outcome: Outcome;
  attempts: number | null;
  http_status: number | null;
  error_code: number | null;
  message: string | null;
  reference_id: string | null;
  internal_reference_id: string | null;
  completed_at: string | null;
}

/** The file's text, page by page: never more than a thousand rows in memory. */
function* resultsText(document: BatchDocument, only: readonly Outcome[] | null): Generator<string> {
  const columns = readMeta(document, 'columns') ?? [];
  const headers = columns.map(({ header }) => header);
  const { widest } = document.db.prepare('select max(json_array_length(cells)) as widest from row').get() as {
    widest: number | null;
  };
  const width = Math.max(headers.length, widest ?? 0);
  yield `\uFEFF${csvLine([...padded(headers, width), ...resultColumns])}`;
  const page = document.db.prepare(
    `select r.number, r.cells, r.edits, ${outcomeSql} as outcome, o.attempts, o.http_status, o.error_code, o.message,
       o.reference_id, o.internal_reference_id, o.completed_at
     from row r left join outcome o on o.row = r.number where r.number > ? order by r.number limit ${pageSize}`,
  );
  for (let last = 0; ; ) {
    const lines = page.all(last) as ResultLine[];
    yield lines
      .filter(({ outcome }) => only === null || only.includes(outcome))
      .map((line) => csvLine(resultCells(line, headers, width)))
      .join('');
    if (lines.length < pageSize) return;
    last = lines.at(-1)?.number ?? last;
  }
}

function resultCells(line: ResultLine, headers: readonly string[], width: number): string[] {
  const cells = JSON.parse(line.cells) as string[];
  return [
    ...padded(cells, width),
    line.outcome,
    unformulated(line.reference_id ?? ''),
    unformulated(line.internal_reference_id ?? ''),
    String(line.http_status ?? ''),
    String(line.error_code ?? ''),
    unformulated(line.message ?? ''),
    String(line.attempts ?? 0),
    line.completed_at ?? '',
    editsText(line, cells, headers),
  ];
}

/** `Plate: abc → ABC`, one after the other. */
function editsText(line: ResultLine, cells: readonly string[], headers: readonly string[]): string {
  if (line.edits === null) return '';
  return Object.entries(JSON.parse(line.edits) as Record<string, string>)
    .filter(([column, after]) => (cells[Number(column) - 1] ?? '') !== after)
    .map(([column, after]) => {
      const header = trimmed(headers[Number(column) - 1] ?? '') || column;
      return `${header}: ${cells[Number(column) - 1] ?? ''} → ${after}`;
    })
    .join('; ');
}

function padded(cells: readonly string[], width: number): string[] {
  return Array.from({ length: width }, (_, index) => cells[index] ?? '');
}

/** What the controller sent must not become a formula in a spreadsheet. */
function unformulated(text: string): string {
  return /^[=+\-@]/.test(text) ? `'${text}` : text;
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Quoted also where white space at an end could get lost. */
function csvCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
