import { chmodSync, existsSync } from 'node:fs';
import { fail, ok, type Result } from '../../permit/result.ts';
import { type Database, openDatabase, sqliteFailure } from './database.ts';

/** A claim on a batch that no second process, nor a second run in this one, gets at the same time. */
export interface PushLock {
  release(): void;
}

/**
 * Claims a batch for a push; fails when another has it, or where nothing can be written beside it. The claim is SQLite's exclusive lock on an empty file beside
 * the batch: the operating system drops it with the process that held it, however that one died, so a dead holder
 * never blocks. The file stays, for removing it would let two processes lock two files of the same name.
 */
export function claimBatch(batchPath: string): Result<PushLock, 'batch-busy' | 'batch-unwritable'> {
  const path = `${batchPath}.lock`;
  let db: Database | undefined;
  try {
    const isNew = !existsSync(path);
    db = openDatabase(path, { timeout: 0 });
    if (isNew) chmodSync(path, 0o600);
    db.exec('begin exclusive');
  } catch (cause) {
    db?.close();
    if (sqliteFailure(cause) === 'busy') return fail('batch-busy', { path: batchPath });
    const reason = cause instanceof Error ? cause.message : String(cause);
    return fail('batch-unwritable', { path: batchPath, reason });
  }
  const claim = db;
  return ok({
    release: () => {
      claim.exec('rollback');
      claim.close();
    },
  });
}

/** Whether a push of this batch is going on somewhere at this moment. */
export function isBeingPushed(batchPath: string): boolean {
  const lock = claimBatch(batchPath);
  if (!lock.ok) return lock.failure.code === 'batch-busy';
  lock.value.release();
  return false;
}
