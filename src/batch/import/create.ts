import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { removeLeftover, workName } from '../../disk/work-name.ts';
import type { CheckSettings } from '../../permit/check.ts';
import { type ColumnMatch, isSendable } from '../../permit/mapping.ts';
import { operationRules } from '../../permit/operation-rules.ts';
import { type Failure, fail, ok, type Result } from '../../permit/result.ts';
import { keepIndexes } from '../check/indexes.ts';
import { sqliteFailure } from '../file/database.ts';
import type { BatchDocument } from '../file/document.ts';
import { createDocument, openDocument } from '../file/open-document.ts';
import { placeBatch } from '../file/place-batch.ts';
import { readsLikeData } from '../reading/header.ts';
import type { ReadFailure } from '../reading/reading-options.ts';
import type { RowBlock } from '../reading/row-blocks.ts';
import { isSystemError, reasonOf } from '../reading/source-file.ts';
import { openTable, type Table } from '../reading/table.ts';
import { type AddedField, widened, withAddedColumns } from './added-columns.ts';
import { BlockChecker } from './block-checker.ts';
import { chosenColumns } from './chosen-columns.ts';
import type { CreateOptions } from './create-options.ts';
import { finishBatch, type ReadRows } from './finish-batch.ts';
import { markDone } from './own-results.ts';
import { rowWriterFor } from './row-writer-thread.ts';

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
    // Names that no file wrote say nothing of what stands below them, so that nothing of another file is recalled.
    const { recall, ...choice } = options;
    const known = table.headerRow === 0 || recall === undefined ? choice : { ...choice, recall };
    const columns = chosenColumns(table.headers, known, table.sample);
    if (!columns.ok) return { ok: false, failure: withHints(columns.failure, table) };
    const refused = options.refuse?.(columns.value);
    if (refused?.ok === false) return refused;
    const added = [...(options.added ?? []), ...referenceAdded(columns.value, options)];
    const all = withAddedColumns(columns.value, added);
    if (!all.ok) return all;
    return await store(widened(table, all.value), all.value, { ...options, added });
  } finally {
    await table.close();
  }
}

/** The column for reference IDs that are to be looked up, where the file has none. */
function referenceAdded(columns: readonly ColumnMatch[], options: CreateOptions): AddedField[] {
  const rules = operationRules[options.operation ?? 'update'];
  const isWanted = options.addsReference && !isSendable(columns, rules);
  return isWanted ? [{ field: 'referenceId', value: '' }] : [];
}

/**
 * A sheet without reference IDs may be the wrong one: the refusal names all of them. Headers that read like a permit
 * may be none, and unknown ones may be so for how their letters were read.
 */
function withHints(
  failure: Failure<ReadFailure>,
  { sheets, headers, headerRow, encoding, notes }: Table,
): Failure<ReadFailure> {
  if (failure.code !== 'no-reference-column') return failure;
  const names = sheets.map((name) => `“${name}”`).join(', ');
  const facts = {
    ...failure.facts,
    ...(sheets.length > 1 && { sheets: names }),
    ...(notes.some(({ code }) => code === 'encoding-detected') && { encoding }),
    ...(headerRow > 0 && readsLikeData(headers) && { data: headerRow }),
  };
  return { code: failure.code, facts };
}

/** Makes the batch file: in a folder of its own until it is whole and on disk. */
async function store(
  table: Table,
  columns: readonly ColumnMatch[],
  options: CreateOptions,
): Promise<Result<BatchDocument, ReadFailure>> {
  const { folder } = options;
  const work = join(folder, workName());
  try {
    mkdirSync(work, { recursive: true, mode: 0o700 });
    const partial = join(work, 'batch');
    createDocument(partial).close();
    const read = await readRows(partial, table, columns, options);
    if (!read.ok) return read;
    await finishBatch(partial, table, columns, options, read.value);
    sync(partial);
    const path = placeBatch(partial, folder, basename(table.path, extname(table.path)));
    const batch = openDocument(path);
    if (!batch.ok) return fail('store-failed', { path, reason: batch.failure.code });
    const { references, plates } = read.value.checker;
    keepIndexes(batch.value, { references, plates });
    return batch;
  } catch (cause) {
    if (isSystemError(cause) || sqliteFailure(cause) !== null) {
      return fail('store-failed', { path: folder, reason: reasonOf(cause) });
    }
    throw cause;
  } finally {
    removeLeftover(work);
  }
}

/** Reads, checks and stores all rows. */
async function readRows(
  path: string,
  table: Table,
  columns: readonly ColumnMatch[],
  options: CreateOptions,
): Promise<Result<ReadRows, ReadFailure>> {
  const { signal } = options;
  const settings: CheckSettings = { ...options.settings, now: options.now().getTime() };
  const checker = new BlockChecker(
    columns,
    settings,
    operationRules[options.operation ?? 'update'],
    Math.min(mostExpected, Math.round(table.size / usualRowLength)),
  );
  const firstRows: (readonly string[])[] = [];
  const marked = markDone(columns, options.operation ?? 'update', options.findAccepted ?? (() => null));
  const writer = rowWriterFor(path, table.size);
  let isWritten = false;
  try {
    for await (const block of table.rows(signal)) {
      if (signal?.aborted) return fail('cancelled');
      keepFirst(firstRows, block);
      await writer.add(checker.check(marked(block)));
      options.onProgress?.({
        rows: checker.counts.rows,
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
    const rowsDigest = await writer.end();
    isWritten = true;
    return ok({ checker, settings, firstRows, rowsDigest });
  } finally {
    if (!isWritten) await writer.abandon();
  }
}

function keepFirst(first: (readonly string[])[], block: RowBlock): void {
  for (let at = 0; first.length < previewRows && at < block.rows.length; at++) {
    const row = block.rows[at];
    if (row) first.push(row);
  }
}

/** The batch is on disk before anybody hears of it. */
function sync(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}
