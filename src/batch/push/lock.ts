import { chmodSync } from 'node:fs';
import Database from 'libsql';

/** A claim on a batch that no second process, nor a second run in this one, gets at the same time. */
export interface PushLock {
  release(): void;
}

/**
 * Claims a batch for a push; null when another has it. The claim is SQLite's exclusive lock on an empty file beside
 * the batch: the operating system drops it with the process that held it, however that one died, so a dead holder
 * never blocks. The file stays, for removing it would let two processes lock two files of the same name.
 */
export function claimBatch(batchPath: string): PushLock | null {
  const path = `${batchPath}.lock`;
  const db = new Database(path, { timeout: 0 });
  try {
    chmodSync(path, 0o600);
    db.exec('begin exclusive');
  } catch (cause) {
    db.close();
    if ((cause as { code?: string }).code === 'SQLITE_BUSY') return null;
    throw cause;
  }
  return {
    release: () => {
      db.exec('rollback');
      db.close();
    },
  };
}

/** Whether a push of this batch is going on somewhere at this moment. */
export function isBeingPushed(batchPath: string): boolean {
  const lock = claimBatch(batchPath);
  lock?.release();
  return lock === null;
}
