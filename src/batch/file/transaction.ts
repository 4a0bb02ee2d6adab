import type { Result } from '../../permit/result.ts';
import type { Database } from './database.ts';

/** Runs `work` so that all that it writes is on disk or nothing is; within the caller's transaction where there is one. */
export function inTransaction<Value>(db: Database, work: () => Value): Value {
  if (db.isTransaction) return work();
  db.exec('begin immediate');
  try {
    const value = work();
    db.exec('commit');
    return value;
  } catch (cause) {
    if (db.isTransaction) db.exec('rollback');
    throw cause;
  }
}

/** The same for work that pauses in between; what fails, or is left before its end, is taken back. */
export function* inPausingTransaction<Pause, Done extends Result<unknown>>(
  db: Database,
  work: () => Generator<Pause, Done, void>,
): Generator<Pause, Done, void> {
  db.exec('begin immediate');
  try {
    const result = yield* work();
    if (result.ok) db.exec('commit');
    return result;
  } finally {
    if (db.isTransaction) db.exec('rollback');
  }
}
