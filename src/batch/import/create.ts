import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { type CheckSettings, type DateOrder, dateOrderProof, rowChecker } from '../../permit/check.ts';
import type { FieldName } from '../../permit/field.ts';
import { type ColumnMatch, isSendable, mappingOf, matchHeaders } from '../../permit/mapping.ts';
import type { OperationName } from '../../permit/operation.ts';
import { operationRules } from '../../permit/operation-rules.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { settingsFor } from '../../permit/utc-column.ts';
import { applyDuplicates, type DuplicateChoice } from '../check/duplicates.ts';
import { recheckRows } from '../check/recheck.ts';
import { ReferenceIndex } from '../check/reference-index.ts';
import { keepReferences } from '../check/references.ts';
import { noCounts, recount, writeCounts } from '../file/counts.ts';
import { sqliteFailure } from '../file/database.ts';
import type { BatchDocument } from '../file/document.ts';
import { freeBatchPath } from '../file/free-path.ts';
import { type Meta, writeMeta } from '../file/meta.ts';
import { createDocument, openDocument, reopenDocument } from '../file/open-document.ts';
import type { ReadFailure, ReadingOptions } from '../reading/reading-options.ts';
import type { RowBlock } from '../reading/row-blocks.ts';
import { isSystemError, reasonOf } from '../reading/source-file.ts';
import { openTable, type Table } from '../reading/table.ts';
import { recordRead } from '../trail/record.ts';
import { type BlockCheck, checkBlock } from './block-check.ts';
import { EarlyFlush } from './early-flush.ts';
import type { MappingMemory } from './mapping-memory.ts';
import { type Storage, storageFor } from './row-store.ts';

/** A person's word on what the column with this header stands for; null leaves it out. */
export interface HeaderMap {
  readonly header: string;
  readonly field: FieldName | null;
}

export interface CreateOptions {
  /** The file to read. */
  readonly source: string;
  /** Where the batch file goes; made where missing. */
  readonly folder: string;
  readonly reading: ReadingOptions;
  /** What is to be done with the permits; an update without it. */
  readonly operation?: OperationName;
  readonly maps: readonly HeaderMap[];
  /** What a person had said for a file with the same headers; `maps` win over it. */
  readonly recall?: MappingMemory['recall'];
  readonly settings: Omit<CheckSettings, 'now'>;
  readonly duplicates: DuplicateChoice;
  /** Makes a batch even when no column is known to hold the reference IDs, for a person to say which one does. */
  readonly referenceOptional?: boolean;
  /** Who opened the file, for the audit trail. */
  readonly by: string;
  readonly appVersion: string;
  readonly now: () => Date;
  readonly onProgress?: (progress: CreateProgress) => void;
  readonly signal?: AbortSignal;
  /** Bytes read at once. */
  readonly blockSize?: number;
}

export interface CreateProgress {
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
  readonly preview: { readonly headers: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

/** Bytes of a row of permits, about, and how many rows room is made for at most: only to spare growing. */
const usualRowLength = 85;
const mostExpected = 1 << 21;

/** How many of the first rows progress shows while the rest is read. */
const previewRows = 50;

/**
 * Reads a file, checks its rows and stores both in a new batch file. Where the file cannot be read, or the signal
 * aborts, no batch is left behind. A header that is not the first record with text is refused until
 * `reading.headerRow` confirms it.
 */
export async function createBatch(options: CreateOptions): Promise<Result<BatchDocument, ReadFailure>> {
  const source = resolve(options.source);
  const size = await stat(source).then(
    (found) => found.size,
    () => 0,
  );
  const storage = storageFor(size);
  try {
    return await createWith(storage, source, options);
  } finally {
    storage.leave();
  }
}

async function createWith(
  storage: Storage,
  source: string,
  options: CreateOptions,
): Promise<Result<BatchDocument, ReadFailure>> {
  const opened = await openTable(
    source,
    {
      ...options.reading,
      mappedHeaders: options.maps.map(({ header }) => header),
      ...(options.blockSize === undefined ? {} : { blockSize: options.blockSize }),
    },
    options.signal,
  );
  if (!opened.ok) return opened;
  const table = opened.value;
  try {
    if (table.headerProposed) return fail('header-not-first', { path: source, row: table.headerRow });
    const columns = chosenColumns(table.headers, options);
    if (!columns.ok) return columns;
    return await store(storage, table, columns.value, options);
  } finally {
    await table.close();
  }
}

/** The columns' matches with what a person laid down on top. A map wins over any header's own meaning. */
function chosenColumns(
  headers: readonly string[],
  { maps, recall, referenceOptional = false, operation = 'update' }: CreateOptions,
): Result<ColumnMatch[], ReadFailure> {
  const rules = operationRules[operation];
  const columns = withRemembered(matchHeaders(headers, rules), recall?.(headers, operation) ?? null);
  const taken = new Map<FieldName, string>();
  for (const { header, field } of maps) {
    const index = headers.indexOf(header.trim());
    const found = columns[index];
    if (!found) return fail('map-header-unknown', { header });
    if (field !== null) {
      if (!rules.fields.includes(field)) {
        return fail('map-field-unknown', { field, fields: rules.fields.join(', ') });
      }
      if (taken.has(field)) return fail('map-field-twice', { field, header });
      taken.set(field, header);
      for (const [at, column] of columns.entries()) {
        if (column.field === field) columns[at] = { ...column, field: null, certainty: null, proposal: null };
      }
    }
    columns[index] = { header: found.header, field, certainty: 'chosen', proposal: null };
  }
  if (!referenceOptional && !isSendable(columns, rules)) {
    const proposal = columns.find((column) => column.proposal === 'referenceId');
    return fail('no-reference-column', {
      headers: headers.map((header) => `“${header}”`).join(', '),
      ...(proposal ? { proposal: proposal.header } : {}),
    });
  }
  return ok(columns);
}

/** The columns as a person had said for a file with these headers, where that differs from what the headers say. */
function withRemembered(
  columns: readonly ColumnMatch[],
  fields: readonly (FieldName | null)[] | null,
): ColumnMatch[] {
  if (fields === null) return [...columns];
  return columns.map((column, at) => {
    const field = fields[at] ?? null;
    if (field === column.field) return { ...column, proposal: null };
    return { header: column.header, field, certainty: 'remembered', proposal: null };
  });
}

/** Says which columns stand for what they do only because a person had said so. */
function rememberedNote(columns: readonly ColumnMatch[]): Meta<'notes'> {
  const remembered = columns.filter(({ certainty }) => certainty === 'remembered');
  if (remembered.length === 0) return [];
  const headers = remembered.map(({ header }) => `“${header}”`).join(', ');
  return [{ code: 'mapping-remembered', facts: { headers } }];
}

async function store(
  storage: Storage,
  table: Table,
  columns: readonly ColumnMatch[],
  options: CreateOptions,
): Promise<Result<BatchDocument, ReadFailure>> {
  const { folder } = options;
  let partial: string | null = null;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = freeBatchPath(folder, basename(table.path, extname(table.path)));
    partial = `${path}.partial`;
    rmSync(partial, { force: true });
    createDocument(partial).close();
    const loaded = await load(storage, partial, table, columns, options);
    if (!loaded.ok) {
      remove(partial);
      return loaded;
    }
    finish(partial, table, columns, options, loaded.value);
    sync(partial);
    renameSync(partial, path);
    const batch = openDocument(path);
    if (!batch.ok) return fail('store-failed', { path, reason: batch.failure.code });
    keepReferences(batch.value, loaded.value.references);
    return batch;
  } catch (cause) {
    if (partial) remove(partial);
    if (isStoreError(cause)) return fail('store-failed', { path: folder, reason: reasonOf(cause) });
    throw cause;
  }
}

/** What reading, checking and storing the rows has gathered. */
interface Loaded extends Pick<BlockCheck, 'references' | 'duplicates' | 'counts' | 'proofs'> {
  readonly settings: CheckSettings;
  readonly firstRows: readonly (readonly string[])[];
  readonly rowsDigest: string;
}

/** Reads, checks and stores all rows. */
async function load(
  storage: Storage,
  partial: string,
  table: Table,
  columns: readonly ColumnMatch[],
  options: CreateOptions,
): Promise<Result<Loaded, ReadFailure>> {
  const { signal } = options;
  const rules = operationRules[options.operation ?? 'update'];
  const mapping = mappingOf(columns);
  const settings: CheckSettings = { ...options.settings, now: options.now().getTime() };
  const checked = settingsFor(columns, settings);
  const gathered: BlockCheck = {
    check: rowChecker(mapping, columns.length, checked, rules),
    key: mapping.indexOf(rules.key),
    references: new ReferenceIndex(Math.min(mostExpected, Math.round(table.size / usualRowLength))),
    duplicates: [],
    counts: noCounts(),
    dateColumns: mapping.flatMap((field, at) =>
      field === 'endDate' || field === 'startDate' ? [at + 1] : [],
    ),
    proofs: new Set<DateOrder>(),
    proof: dateOrderProof,
  };
  const firstRows: (readonly string[])[] = [];
  const target = await storage.open(partial);
  const flush = new EarlyFlush(partial);
  let stored = false;
  try {
    for await (const block of table.rows(signal)) {
      if (signal?.aborted) return fail('cancelled');
      keepFirst(firstRows, block);
      await target.add(checkBlock(block, gathered));
      flush.reached(block.bytes);
      options.onProgress?.({
        rows: gathered.counts.rows,
        bytes: block.bytes,
        totalBytes: table.size,
        preview: { headers: table.headers, rows: firstRows },
      });
    }
    // Asked first: a file that was not read to its end looks like one that has changed.
    if (signal?.aborted) return fail('cancelled');
    const finished = await table.finished();
    if (!finished.ok) return finished;
    if (signal?.aborted) return fail('cancelled');
    const rowsDigest = await target.end();
    stored = true;
    return ok({ ...gathered, settings, firstRows, rowsDigest });
  } finally {
    if (!stored) await target.abandon();
    await flush.end();
  }
}

/** Writes what belongs to the batch as a whole, and finds out what only all rows together tell. */
function finish(
  partial: string,
  table: Table,
  columns: readonly ColumnMatch[],
  options: CreateOptions,
  { settings, counts, duplicates, proofs, firstRows, rowsDigest }: Loaded,
): void {
  const document = reopenDocument(partial);
  const { db } = document;
  try {
    db.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -16000; begin;');
    const proved = settings.dateOrder ?? onlyOne(proofs);
    writeMeta(document, 'source', {
      path: table.path,
      name: basename(table.path),
      size: table.size,
      modifiedAt: table.modifiedAt.toISOString(),
      sha256: table.sha256,
      format: table.format,
      encoding: table.encoding,
      delimiter: table.delimiter,
      quote: table.quote,
      escape: table.escape,
      sheet: table.sheet,
      sheets: [...table.sheets],
      headerRow: table.headerRow,
    });
    writeMeta(document, 'columns', [...columns]);
    writeMeta(document, 'settings', {
      operation: options.operation ?? 'update',
      zone: settings.zone,
      endDate: settings.endDate,
      dayEnd: settings.dayEnd,
      dateOrder: proved,
      duplicates: options.duplicates,
      checkedAt: settings.now,
    });
    const at = new Date(settings.now).toISOString();
    writeMeta(document, 'created', { at, by: options.by, appVersion: options.appVersion });
    writeMeta(document, 'notes', [...table.notes, ...rememberedNote(columns)]);
    writeMeta(document, 'rowsDigest', rowsDigest);
    writeMeta(document, 'samples', samplesOf(firstRows, columns.length));
    writeCounts(document, counts);
    const reordered = proved !== settings.dateOrder;
    if (reordered) recheckRows(document, 'end-date-format');
    if (reordered && options.operation === 'create') recheckRows(document, 'start-date-format');
    if (duplicates.length > 0) applyDuplicates(document, options.duplicates, duplicates);
    if (reordered || duplicates.length > 0) recount(document);
    recordRead(document, new Date(settings.now));
    db.exec('commit; pragma synchronous = full; pragma journal_mode = wal;');
  } finally {
    document.close();
  }
}

function onlyOne(proofs: ReadonlySet<DateOrder>): DateOrder | null {
  const [proof] = proofs;
  return proofs.size === 1 && proof ? proof : null;
}

function keepFirst(first: (readonly string[])[], block: RowBlock): void {
  for (let at = 0; first.length < previewRows && at < block.rows.length; at++) {
    const row = block.rows[at];
    if (row) first.push(row);
  }
}

function samplesOf(rows: readonly (readonly string[])[], columns: number): string[][] {
  return Array.from({ length: columns }, (_, at) => {
    const values = rows.map((row) => (row[at] ?? '').trim()).filter((value) => value !== '');
    return [...new Set(values)].slice(0, 3).map((value) => value.slice(0, 200));
  });
}

function remove(partial: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${partial}${suffix}`, { force: true });
}

/** The batch is on disk before anybody hears of it. */
function sync(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

function isStoreError(cause: unknown): boolean {
  return isSystemError(cause) || sqliteFailure(cause) !== null;
}
