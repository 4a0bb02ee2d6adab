import { DatabaseSync } from '@photostructure/sqlite';

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

/** A connection to a SQLite file, as far as the batch's steps need one. */
export interface Database {
  readonly isOpen: boolean;
  readonly isTransaction: boolean;
  prepare(sql: string): Statement;
  exec(sql: string): void;
  close(): void;
}

interface OpenOptions {
  /** How long a lock of another connection is waited for, in milliseconds. */
  readonly timeout?: number;
  /** Without it SQL can spoil the file, and do without a journal: for files that are worth nothing until they are whole. */
  readonly defensive?: boolean;
  /** For who only reads: a file that is gone is not made anew. */
  readonly readOnly?: boolean;
}

/** Opens a SQLite file, or makes it. Throws what `sqliteFailure` tells. */
export function openDatabase(
  path: string,
  { timeout = 0, defensive = true, readOnly = false }: OpenOptions = {},
): Database {
  return new DatabaseSync(path, { timeout, defensive, readOnly });
}

/** SQLite's primary result codes that the product tells apart (https://sqlite.org/rescode.html). */
const resultCodes = {
  5: 'busy',
  6: 'busy',
  8: 'readonly',
  10: 'io',
  11: 'corrupt',
  13: 'full',
  14: 'cannot-open',
  26: 'not-a-database',
} as const;

export type SqliteFailure = (typeof resultCodes)[keyof typeof resultCodes] | 'other';

/** Damage that shows in what a query answers and that SQLite has not noticed; told as SQLite tells damage. */
export class DamagedAnswer extends Error {
  readonly errcode = 11;
}

/** What SQLite says went wrong; null for what is no failure of SQLite's. */
export function sqliteFailure(cause: unknown): SqliteFailure | null {
  // The driver does not hand out a whole number that a JavaScript number cannot hold, and the product writes none.
  if (cause instanceof RangeError && 'code' in cause && cause.code === 'ERR_OUT_OF_RANGE') return 'corrupt';
  if (!(cause instanceof Error) || !('errcode' in cause) || typeof cause.errcode !== 'number') return null;
  // The lowest byte is the primary code, what is above it says more.
  const primary = cause.errcode & 0xff;
  return primary in resultCodes ? resultCodes[primary as keyof typeof resultCodes] : 'other';
}
