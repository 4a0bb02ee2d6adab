import { chmodSync, existsSync } from 'node:fs';
import { isHeld } from '../../disk/retry-held.ts';
import { type Failure, fail, ok, type Result } from '../../permit/result.ts';
import { type Database, openDatabase, sqliteFailure } from './database.ts';
import type { BatchDocument } from './document.ts';
import { checkMeta } from './meta.ts';
import { newSalt } from './new-salt.ts';
import { unreadableTable } from './readable.ts';
import { applicationId, issueIndex, migrations, schemaVersion, tablesOf } from './schema.ts';
import { hasOurSchema } from './schema-check.ts';
import { inTransaction } from './transaction.ts';

export type OpenFailure =
  | 'batch-missing'
  | 'batch-foreign'
  | 'batch-newer'
  | 'batch-altered'
  | 'batch-in-use'
  | 'batch-unreadable';

/** Makes a new, empty batch file, readable by its owner only. `path` must not exist yet. */
export function createDocument(path: string): BatchDocument {
  const db = openDatabase(path);
  chmodSync(path, 0o600);
  db.exec('pragma journal_mode = wal; pragma synchronous = full;');
  db.exec(`pragma application_id = ${applicationId}; pragma user_version = ${schemaVersion};`);
  db.exec(tablesOf(schemaVersion));
  db.exec(issueIndex);
  giveSalt(db);
  return { path, db, close: () => db.close() };
}

/** Opens a file that `createDocument` made a moment ago and that is not yet all that a batch file must be. */
export function reopenDocument(path: string): BatchDocument {
  const db = openDatabase(path, { defensive: false });
  return { path, db, close: () => db.close() };
}

/**
 * Opens a batch file; says why it cannot when it is gone, damaged, no batch file, of a newer version, or not as this
 * product makes them. The file may come from anybody: nothing in it is run or trusted. One of an earlier version is
 * brought up to date; its trail begins with the next thing that happens to it.
 */
export function openDocument(path: string): Result<BatchDocument, OpenFailure> {
  if (!existsSync(path)) return fail('batch-missing', { path });
  let db: Database | undefined;
  try {
    // Another process may be writing it at this moment: wait for its turn to end instead of calling it unreadable.
    db = openDatabase(path, { timeout: 5_000 });
    db.exec('pragma trusted_schema = off; pragma cell_size_check = on; pragma synchronous = full;');
    const refusal = refusalOf(db, path);
    if (refusal !== null) {
      db.close();
      return refusal;
    }
    migrate(db);
  } catch (cause) {
    db?.close();
    // SQLite says no more than that it could not open or lock it, and has waited already.
    if (sqliteFailure(cause) === 'busy' || isHeld(path)) return fail('batch-in-use', { path });
    return { ok: false, failure: unreadable(path, cause) };
  }
  const opened = db;
  return ok({ path, db: opened, close: () => opened.close() });
}

/**
 * The failure behind what a query threw, if the batch file is damaged; null for a bug. Damage may show only when the
 * page that holds it is read.
 */
export function damageOf(path: string, cause: unknown): Failure<'batch-unreadable'> | null {
  const failure = sqliteFailure(cause);
  const damaged = failure === 'corrupt' || failure === 'not-a-database' || failure === 'io';
  return damaged ? unreadable(path, cause) : null;
}

function refusalOf(db: Database, path: string) {
  if (pragma(db, 'application_id') !== applicationId) return fail('batch-foreign', { path });
  const version = pragma(db, 'user_version');
  if (version > schemaVersion) return fail('batch-newer', { path, version });
  if (!hasOurSchema(db, version)) return fail('batch-altered', { path });
  if (unreadableTable(db, 'meta') !== null) throw new Error('meta');
  checkMeta(db);
  return null;
}

function unreadable(path: string, cause: unknown): Failure<'batch-unreadable'> {
  return {
    code: 'batch-unreadable',
    facts: { path, reason: cause instanceof Error ? cause.message : String(cause) },
  };
}

/** Whether a batch could not be written for what its disk or folder is (full, read-only, gone), and not by a bug. */
export function cannotBeWritten(cause: unknown): cause is Error {
  const failure = sqliteFailure(cause);
  return failure !== null && failure !== 'other';
}

/** Another process may be doing the same: the version counts that is found once the file is ours. */
function migrate(db: Database): void {
  if (pragma(db, 'user_version') === schemaVersion) return;
  inTransaction(db, () => {
    for (let version = pragma(db, 'user_version'); version < schemaVersion; version++) {
      db.exec(`${migrations[version - 1] ?? ''}; pragma user_version = ${version + 1};`);
      if (version === 1) giveSalt(db);
    }
  });
}

function giveSalt(db: Database): void {
  db.prepare("insert into meta (key, value) values ('salt', ?)").run(JSON.stringify(newSalt()));
}

function pragma(db: Database, name: string): number {
  const row = db.prepare(`pragma ${name}`).get() as Record<string, number> | undefined;
  return row?.[name] ?? 0;
}
