import { mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { repairAll } from '../batch/edits/repair.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { readMeta } from '../batch/file/meta.ts';
import { personHere } from '../batch/file/person.ts';
import type { HeaderMap } from '../batch/import/chosen-columns.ts';
import { createBatch } from '../batch/import/create.ts';
import type { ReadFailure, ReadingOptions } from '../batch/reading/reading-options.ts';
import type { BookFailure } from '../book/book.ts';
import { addList } from '../book/lists.ts';
import type { Connection } from '../connections/connection.ts';
import { removeLeftover, workName } from '../disk/work-name.ts';
import { fail, ok, type Result } from '../permit/result.ts';
import { listedFacts } from './listed-facts.ts';
import type { UntoldOperation } from './results-operation.ts';

export interface ListRequest {
  readonly file: string;
  readonly connection: Connection;
  readonly reading: ReadingOptions;
  readonly maps: readonly HeaderMap[];
  /** What a person says of rows of results that do not tell what was done to their permits; null: nobody said it yet. */
  readonly rowsWere: UntoldOperation | null;
  /** Somebody can be asked it: then such rows are never taken for updates unsaid. */
  readonly canAsk: boolean;
  readonly appVersion: string;
  readonly signal: AbortSignal;
}

/** What a list told: rows that say something of a permit, and those that were passed over. */
export interface ImportedList {
  readonly rows: number;
  readonly permits: number;
  /** Of the rows: those of results that tell of a deletion. */
  readonly deletions: number;
  /** Of the rows: those of results that may have been updates or deletions, and count as updates since nobody said it. */
  readonly untold: number;
  /** Rows of results that no controller accepted, or of practice. */
  readonly notAccepted: number;
  /** Rows without a sound reference ID or anything known beside it, and those of a permit of which the list says two things. */
  readonly unclear: number;
  /** Of the list, in epoch milliseconds; of results each row has its own. */
  readonly at: number;
}

/** `rows-untold`: rows of results may have been updates or deletions, and somebody has to say it. */
export type ImportFailure = ReadFailure | BookFailure | 'nothing-known' | 'rows-untold';

/**
 * Takes what a list says of a connection's permits into the book: results of this product, an older export, anything with
 * reference IDs. It is known as of the list's date, so that it overrides nothing newer.
 */
export async function importKnown(
  dataFolder: string,
  request: ListRequest,
): Promise<Result<ImportedList, ImportFailure>> {
  const folder = join(dataFolder, 'book');
  const work = join(folder, workName());
  try {
    mkdirSync(work, { recursive: true, mode: 0o700 });
    const read = await readList(work, request);
    if (!read.ok) return read;
    const document = read.value;
    try {
      return take(dataFolder, document, request);
    } finally {
      document.close();
    }
  } finally {
    removeLeftover(work);
  }
}

/** A list is read, checked and repaired as a file to be pushed would be. */
async function readList(
  folder: string,
  { file, connection, reading, maps, appVersion, signal }: ListRequest,
): Promise<Result<BatchDocument, ReadFailure>> {
  const { zone, endDate, dayEnd, plateForm } = connection;
  const made = await createBatch({
    source: file,
    folder,
    reading,
    maps,
    settings: { zone, endDate, dayEnd, plateForm, dateOrder: null },
    duplicates: 'all',
    by: personHere(),
    appVersion,
    now: () => new Date(),
    signal,
  });
  if (!made.ok) return made;
  const repaired = repairAll(made.value, {}, { who: personHere(), now: () => new Date() });
  if (!repaired.ok) throw new Error(`A list could not be repaired: ${repaired.failure.code}`);
  return made;
}

function take(
  dataFolder: string,
  document: BatchDocument,
  { file, connection, rowsWere, canAsk }: ListRequest,
): Result<ImportedList, ImportFailure> {
  const source = readMeta(document, 'source');
  if (source === null) throw new Error('The list has no source.');
  const at = Math.min(Date.now(), Date.parse(source.modifiedAt));
  const told = listedFacts(dataFolder, document, { connection, at, rowsWere });
  const name = basename(resolve(file));
  if (told.untold > 0 && (canAsk || told.doubted > 0))
    return fail('rows-untold', { file: name, rows: told.untold });
  if (told.facts.length === 0) return fail('nothing-known', { file: name });
  const added = addList(dataFolder, {
    name,
    sha256: source.sha256,
    at: Date.now(),
    facts: told.facts,
  });
  if (!added.ok) return added;
  const { facts, untold, notAccepted, unclear } = told;
  const permits = new Set(facts.map(({ reference }) => reference)).size;
  const deletions = facts.filter(({ operation }) => operation === 'delete').length;
  return ok({ rows: facts.length, permits, deletions, untold, notAccepted, unclear, at });
}
