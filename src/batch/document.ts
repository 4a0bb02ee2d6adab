import { chmodSync, existsSync } from 'node:fs';
import Database from 'libsql';
import { fail, ok, type Result } from '../permit/result.ts';
import { applicationId, schemaVersion, tables } from './schema.ts';

export type OpenFailure = 'batch-missing' | 'batch-foreign' | 'batch-newer' | 'batch-unreadable';

/** One batch: the SQLite file that holds everything known about one file of permit updates. */
export interface BatchDocument {
  /** Absolute path of the batch file. */
  readonly path: string;
  readonly db: Database.Database;
  close(): void;
}

/** Makes a new, empty batch file, readable by its owner only. `path` must not exist yet. */
export function createDocument(path: string): BatchDocument {
  const db = new Database(path);
  chmodSync(path, 0o600);
  db.exec('pragma journal_mode = wal; pragma synchronous = full;');
  db.exec(`pragma application_id = ${applicationId}; pragma user_version = ${schemaVersion};`);
  db.exec(tables);
  return { path, db, close: () => db.close() };
}

/** Opens a batch file; says why it cannot when it is gone, no batch file, or of a newer version. */
export function openDocument(path: string): Result<BatchDocument, OpenFailure> {
  if (!existsSync(path)) return fail('batch-missing', { path });
  let db: Database.Database;
  try {
    // Another process may be writing it at this moment: wait for its turn to end instead of calling it unreadable.
    db = new Database(path, { timeout: 5_000 });
    const id = pragma(db, 'application_id');
    if (id !== applicationId) {
      db.close();
      return fail('batch-foreign', { path });
    }
    const version = pragma(db, 'user_version');
    if (version > schemaVersion) {
      db.close();
      return fail('batch-newer', { path, version });
    }
    db.exec('pragma synchronous = full;');
  } catch (cause) {
    return fail('batch-unreadable', { path, reason: cause instanceof Error ? cause.message : String(cause) });
  }
  return ok({ path, db, close: () => db.close() });
}

function pragma(db: Database.Database, name: string): number {
  const row = db.prepare(`pragma ${name}`).get() as Record<string, number> | undefined;
  return row?.[name] ?? 0;
}
