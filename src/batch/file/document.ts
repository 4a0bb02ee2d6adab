import type { Database } from './database.ts';

/** One batch: the SQLite file that holds everything known about one file of permit updates. */
export interface BatchDocument {
  /** Absolute path of the batch file. */
  readonly path: string;
  readonly db: Database;
  close(): void;
}
