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
