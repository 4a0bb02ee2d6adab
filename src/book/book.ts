import { chmodSync, existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DamagedAnswer, type Database, openDatabase, sqliteFailure } from '../batch/file/database.ts';
import { damageOf, openDocument } from '../batch/file/open-document.ts';
import { inTransaction } from '../batch/file/transaction.ts';
import { batchFiles } from '../batch/library/history.ts';
import { removeLeftover } from '../disk/work-name.ts';
import { fail, ok, type Result } from '../permit/result.ts';
import { removeSource } from './facts.ts';
import { type Forgotten, readForgotten, UnreadableForgotten } from './forgotten.ts';
import { knownFileNames } from './known-files.ts';
import { bookId, bookTables, bookVersion } from './schema.ts';
import { takeBatch } from './take-batch.ts';
import { takeFile } from './take-file.ts';

/** The permit book of a data folder, open. */
export interface Book {
  readonly dataFolder: string;
  readonly db: Database;
}

export type BookFailure = 'book-unusable';

/** The book's file in a data folder. */
export function bookPath(dataFolder: string): string {
  return join(dataFolder, 'permits.book');
}

/**
 * Works with the book once all that the batches tell is in it. One that is missing, damaged or of another version is
 * made anew; where it cannot be written the failure says why, and whoever asked goes on without it.
 */
export function withBook<Value>(
  dataFolder: string,
  work: (book: Book) => Value,
  update: (book: Book) => void = catchUp,
): Result<Value, BookFailure> {
  // biome-ignore lint/correctness/useYield: this work does not pause.
  const once = function* (book: Book): Generator<never, Value, void> {
    return work(book);
  };
  const steps = withBookPausing(dataFolder, once, update);
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

/**
 * Works with the book as it stands, without a look at the batches: for many short looks, where it was brought up to date a
 * moment ago. Null where there is none, or it cannot be used.
 */
export function withBookAsIs<Value>(dataFolder: string, work: (book: Book) => Value): Value | null {
  if (!existsSync(bookPath(dataFolder))) return null;
  let db: Database | null = null;
  try {
    db = openDatabase(bookPath(dataFolder), { readOnly: true });
    const isOurs = pragma(db, 'application_id') === bookId && pragma(db, 'user_version') === bookVersion;
    return isOurs ? work({ dataFolder, db }) : null;
  } catch (cause) {
    // Whoever brings it up to date next makes a damaged one anew.
    if (sqliteFailure(cause) === null) throw cause;
    return null;
  } finally {
    if (db?.isOpen) db.close();
  }
}

/** Another one whenever the book was written; null where there is none. */
export function bookState(dataFolder: string): string | null {
  const states = [bookPath(dataFolder), `${bookPath(dataFolder)}-wal`].map((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    // Whoever opens the book makes a log, which is empty until something is written.
    return found && found.size > 0 ? `${found.ino} ${found.size} ${found.mtimeMs}` : null;
  });
  return states[0] === null ? null : states.join(' ');
}

/** Brings the book up to date with all batches. Nothing depends on it: where it cannot be, its next use tries again. */
export function updateBook(dataFolder: string): void {
  withBook(dataFolder, () => null);
}

/**
 * The same a batch at a time, pausing after each: the accepted rows of a push that was cut off are known once the app has
 * started. Within a batch it does not pause, for what is forgotten or removed meanwhile must not come back.
 */
export function* updateBookPausing(dataFolder: string): Generator<void, void, void> {
  for (const path of batchFiles(dataFolder).sort()) {
    withBook(
      dataFolder,
      () => null,
      ({ db }) => takeFrom(db, path, readForgotten(dataFolder)),
    );
    yield;
  }
}

/** The same for work that pauses in between; `update` brings the book up to date first. */
export function* withBookPausing<Pause, Value>(
  dataFolder: string,
  work: (book: Book) => Generator<Pause, Value, void>,
  update: (book: Book) => void = catchUp,
): Generator<Pause, Result<Value, BookFailure>, void> {
  for (let tries = 0; ; tries++) {
    let db: Database | null = null;
    try {
      db = openBook(dataFolder);
      const book = { dataFolder, db };
      update(book);
      return ok(yield* work(book));
    } catch (cause) {
      // Rows that do not ascend are a batch's: no book is made anew for them.
      if (cause instanceof DamagedAnswer) throw cause;
      const failure = sqliteFailure(cause);
      const damaged = failure === 'corrupt' || failure === 'not-a-database';
      if (failure === null && !isSystemError(cause) && !(cause instanceof UnreadableForgotten)) throw cause;
      if (!damaged || tries > 0) {
        return fail('book-unusable', { path: bookPath(dataFolder), reason: reasonOf(cause) });
      }
    } finally {
      if (db?.isOpen) db.close();
    }
    // Nothing is lost with it: it is made of the batches.
    removeBook(dataFolder);
  }
}

function openBook(dataFolder: string): Database {
  const path = bookPath(dataFolder);
  const isNew = !existsSync(path);
  const db = openDatabase(path, { timeout: 10_000 });
  try {
    if (isNew) chmodSync(path, 0o600);
    db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma trusted_schema = off;');
    db.exec('pragma cache_size = -64000; pragma temp_store = memory; pragma secure_delete = on;');
    inTransaction(db, () => {
      if (pragma(db, 'application_id') === bookId && pragma(db, 'user_version') === bookVersion) return;
      clear(db);
      db.exec(`${bookTables} pragma application_id = ${bookId}; pragma user_version = ${bookVersion};`);
    });
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}

/** Another version's tables. */
function clear(db: Database): void {
  const tables = db
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
    .all() as { name: string }[];
  for (const { name } of tables) db.exec(`drop table "${name.replaceAll('"', '""')}"`);
}

/**
 * Takes what the batches, and the files of what was imported or kept, tell and the book has not yet, and lets go of what
 * came from those that are gone. A batch that cannot be opened tells nothing at this moment, and keeps what it told.
 */
function catchUp({ dataFolder, db }: Book): void {
  const forgotten = readForgotten(dataFolder);
  const batches = batchFiles(dataFolder).sort();
  const names = new Set(batches.map((path) => basename(path)));
  const files = knownFileNames(dataFolder, names);
  const there = new Set([...names, ...files]);
  const sources = db.prepare('select id, name from source').all() as { id: number; name: string }[];
  for (const { id, name } of sources) if (!there.has(name)) removeSource(db, id);
  for (const path of batches) takeFrom(db, path, forgotten);
  for (const name of files) takeFile(db, dataFolder, name, forgotten);
}

/** Of a book that was brought up to date a moment ago: all is to be taken only where it was damaged and made anew. */
export function catchUpIfNew(book: Book): void {
  if (book.db.prepare('select 1 from source limit 1').get() === undefined) catchUp(book);
}

function takeFrom(db: Database, path: string, forgotten: Forgotten): void {
  const opened = openDocument(path);
  if (!opened.ok) return;
  try {
    takeBatch(db, opened.value, basename(path), forgotten);
  } catch (cause) {
    // Of two files one is damaged: the book is made anew, but a batch that is must not keep others out of it.
    const damaged = cause instanceof SyntaxError || damageOf(path, cause) !== null;
    if (!damaged || !isWhole(db)) throw cause;
  } finally {
    opened.value.close();
  }
}

function isWhole(db: Database): boolean {
  const { quick_check: found } = db.prepare('pragma quick_check(1)').get() as { quick_check: string };
  return found === 'ok';
}

function removeBook(dataFolder: string): void {
  for (const suffix of ['', '-wal', '-shm']) removeLeftover(`${bookPath(dataFolder)}${suffix}`);
}

function isSystemError(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string';
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function pragma(db: Database, name: string): number {
  const row = db.prepare(`pragma ${name}`).get() as Record<string, number> | undefined;
  return row?.[name] ?? 0;
}
