/** A statement, as far as the batch's steps need one. */
export interface Statement {
  run(...parameters: readonly unknown[]): {
    readonly changes: number;
    readonly lastInsertRowid: number | bigint;
  };
  /** The first line of what it finds; undefined where there is none. */
  get(...parameters: readonly unknown[]): unknown;
  all(...parameters: readonly unknown[]): unknown[];
  iterate(...parameters: readonly unknown[]): IterableIterator<unknown>;
}

/** A connection to a batch file: libsql's own, or one in a thread (thread-database.ts). */
export interface Database {
  readonly open: boolean;
  readonly inTransaction: boolean;
  prepare(sql: string): Statement;
  exec(sql: string): unknown;
  close(): unknown;
}

/** A connection that goes on with its work while others do theirs. */
export interface DatabaseAside extends Database {
  /** Runs a statement once it comes to it; what goes wrong is thrown by a later call that waits. */
  runLater(sql: string, parameters: readonly unknown[]): void;
  /** Asks now; whoever calls for the answer waits for it. */
  getLater(sql: string, parameters: readonly unknown[]): () => unknown;
}

function isAside(db: Database): db is DatabaseAside {
  return 'runLater' in db;
}

/** Runs a statement, or leaves it to a connection that works on its own. */
export function write(db: Database, sql: string, ...parameters: readonly unknown[]): void {
  if (isAside(db)) db.runLater(sql, parameters);
  else db.prepare(sql).run(...parameters);
}

/** Asks for a line that will be needed: found at once where the connection works on its own, else when it is called for. */
export function ahead(db: Database, sql: string, parameters: readonly unknown[]): () => unknown {
  return isAside(db) ? db.getLater(sql, parameters) : () => db.prepare(sql).get(...parameters);
}
