import { basename } from 'node:path';
import { batchFiles } from '../batch/library/history.ts';
import type { Result } from '../permit/result.ts';
import { type Book, type BookFailure, withBook } from './book.ts';
import type { BookConnection } from './fact.ts';
import { findConnectionId } from './facts.ts';
import { addForgotten } from './forgotten.ts';
import { type KnownPermit, knownPermits } from './known.ts';
import { knownFileNames } from './known-files.ts';

/** How much is known of a connection's permits. */
export interface BookStatus {
  readonly permits: number;
  /** Accepted rows that they are known from, and of how many batches, those included that are gone but for this. */
  readonly rows: number;
  readonly batches: number;
  /** Rows of lists that were imported, and of how many lists. */
  readonly importedRows: number;
  readonly files: number;
  /** Files of what was imported or kept that cannot be read: what they say is not known. */
  readonly unreadable: number;
  /** When the oldest and the newest were accepted, in epoch milliseconds; null where nothing is known. */
  readonly oldest: number | null;
  readonly newest: number | null;
}

export function bookStatus({ db, dataFolder }: Book, connection: BookConnection): BookStatus {
  const isImported = `s.kind = 'imported'`;
  const counts = db
    .prepare(
      `select count(distinct f.reference) as permits, count(iif(${isImported}, null, 1)) as rows,
         count(distinct iif(${isImported}, null, f.source)) as batches,
         count(iif(${isImported}, 1, null)) as importedRows,
         count(distinct iif(${isImported}, f.source, null)) as files,
         min(f.at) as oldest, max(f.at) as newest
       from fact f join source s on s.id = f.source where f.connection = ?`,
    )
    .get(findConnectionId(db, connection)) as Omit<BookStatus, 'unreadable'>;
  const isTaken = db.prepare('select 1 from source where name = ?');
  const batches = new Set(batchFiles(dataFolder).map((path) => basename(path)));
  const unreadable = knownFileNames(dataFolder, batches).filter(
    (name) => isTaken.get(name) === undefined,
  ).length;
  return { ...counts, unreadable };
}

/** Whether anything is known of a connection's permits. */
export function knowsPermits({ db }: Book, connection: BookConnection): boolean {
  const id = findConnectionId(db, connection);
  return db.prepare('select 1 from fact where connection = ? limit 1').get(id) !== undefined;
}

/** Permits that are looked up with one statement. */
const lookedUpAtOnce = 1_000;

/** All that is known of a connection's permits, in the order of their reference IDs. */
export function* allKnown(book: Book, connection: BookConnection): Generator<KnownPermit> {
  const page = book.db.prepare(
    'select distinct reference from fact where connection = ? and reference > ? order by reference limit ?',
  );
  const id = findConnectionId(book.db, connection);
  for (let last = ''; ; ) {
    const references = (page.all(id, last, lookedUpAtOnce) as { reference: string }[]).map(
      ({ reference }) => reference,
    );
    const known = knownPermits(book, connection, references);
    for (const reference of references) {
      const permit = known.get(reference);
      if (permit) yield permit;
    }
    const end = references.at(-1);
    if (end === undefined || references.length < lookedUpAtOnce) return;
    last = end;
  }
}

/**
 * Forgets what is known of one permit of a connection, or of all (`reference` null), for good: a book that is made anew
 * has it no more either. Answers of how many permits something was known. What is accepted later counts again.
 */
export function forgetPermits(
  dataFolder: string,
  connection: BookConnection,
  reference: string | null,
  now: Date,
): Result<number, BookFailure> {
  return withBook(dataFolder, (book) => {
    const { db } = book;
    const id = findConnectionId(db, connection);
    const which = reference === null ? [id] : [id, reference];
    const where = `connection = ?${reference === null ? '' : ' and reference = ?'}`;
    const { permits } = db
      .prepare(`select count(distinct reference) as permits from fact where ${where}`)
      .get(...which) as { permits: number };
    // First on disk as forgotten: the book could be made anew at any moment.
    addForgotten(dataFolder, connection, reference, now.getTime());
    db.prepare(`delete from fact where ${where}`).run(...which);
    return permits;
  });
}
