import type Database from 'libsql';

/** The rows of one block as they go into the batch file, prepared so that the database has the least to do. */
export interface StoredBlock {
  readonly inserts: readonly RowInsert[];
  /** JSON arrays of row numbers, by the state that differs from the insert's. */
  readonly states: readonly { readonly state: number; readonly rows: string }[];
  /** JSON array of the numbers of rows whose quotes are odd; null where there are none. */
  readonly unbalanced: string | null;
  readonly issues: readonly IssueInsert[];
}

/** Rows with consecutive numbers and one state. */
export interface RowInsert {
  readonly first: number;
  readonly state: number;
  readonly cells: CellsText;
}

/**
 * The rows' cells: a JSON array of their arrays, or, where every line of a text without quotes is a row, the lines
 * themselves with their delimiter's code, to be made JSON of where they are stored.
 */
export type CellsText = string | { readonly lines: Uint8Array; readonly delimiter: number };

/** Issues that differ only in their row; `rows` is a JSON array of row numbers. */
export interface IssueInsert {
  readonly column: number;
  readonly code: string;
  readonly repair: number;
  readonly rows: string;
}

export interface Storing {
  add(block: StoredBlock): void;
  /** Ends the transaction and closes the file. */
  end(): void;
}

/**
 * Stores blocks in an empty batch file, in one transaction. One statement takes a whole block, as json_each hands
 * SQLite the rows without a call for each of them.
 *
 * The function also runs in a thread that gets it as text (row-store.ts), so it uses nothing but its arguments and
 * what every thread has.
 */
export function storing(open: typeof Database, path: string): Storing {
  const db = new open(path);
  // Until it is whole, the file has another name and is worth nothing: it needs no journal and no syncing.
  db.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -16000;');
  db.exec('begin');
  const insertRows = db.prepare(
    'insert into row (number, cells, state) select ? + key, value, ? from json_each(cast(? as text))',
  );
  const setState = db.prepare('update row set state = ? where number in (select value from json_each(?))');
  const setReading = db.prepare('update row set reading = 1 where number in (select value from json_each(?))');
  const insertIssues = db.prepare(
    'insert into issue (row, column, code, repair) select value, ?, ?, ? from json_each(?)',
  );
  let room = new Uint8Array(0);

  /** Lines as a JSON array of arrays of their cells; every byte beyond ASCII is passed on as it is. */
  function jsonOf(lines: Uint8Array, delimiter: number): Buffer {
    const most = lines.length * 6 + 16;
    if (room.length < most) room = new Uint8Array(most);
    const out = room;
    let end = 0;
    out[end++] = 91;
    out[end++] = 91;
    out[end++] = 34;
    for (let at = 0; at < lines.length; at++) {
      const byte = lines[at] as number;
      if (byte === delimiter) {
        out[end++] = 34;
        out[end++] = 44;
        out[end++] = 34;
      } else if (byte >= 32 && byte !== 34 && byte !== 92) {
        out[end++] = byte;
      } else if (byte === 10 || byte === 13) {
        if (byte === 13 && lines[at + 1] === 10) at++;
        if (at === lines.length - 1) break;
        out[end++] = 34;
        out[end++] = 93;
        out[end++] = 44;
        out[end++] = 91;
        out[end++] = 34;
      } else if (byte === 34 || byte === 92) {
        out[end++] = 92;
        out[end++] = byte;
      } else {
        const digits = '0123456789abcdef';
        for (const code of [92, 117, 48, 48]) out[end++] = code;
        out[end++] = digits.charCodeAt(byte >> 4);
        out[end++] = digits.charCodeAt(byte & 15);
      }
    }
    out[end++] = 34;
    out[end++] = 93;
    out[end++] = 93;
    return Buffer.from(out.buffer, 0, end);
  }

  return {
    add({ inserts, states, unbalanced, issues }) {
      for (const { first, state, cells } of inserts) {
        insertRows.run(first, state, typeof cells === 'string' ? cells : jsonOf(cells.lines, cells.delimiter));
      }
      for (const { state, rows } of states) setState.run(state, rows);
      if (unbalanced !== null) setReading.run(unbalanced);
      for (const { column, code, repair, rows } of issues) insertIssues.run(column, code, repair, rows);
    },
    end() {
      db.exec('create index issue_code on issue (code, row)');
      db.exec('commit');
      db.close();
    },
  };
}
