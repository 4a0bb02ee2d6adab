import type { createHash } from 'node:crypto';
import type { DatabaseSync } from '@photostructure/sqlite';
import type { jsonWriter } from './json-writer.ts';

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
 * The rows' cells: a JSON array of their arrays, as a string or in UTF-8; or, where every line of a text is a row and
 * every delimiter ends a cell, the text in UTF-8 and its delimiter's code, to be made that JSON where there is time.
 */
export type CellsText = string | Uint8Array | PlainText;

export interface PlainText {
  readonly lines: Uint8Array;
  readonly delimiter: number;
}

/** Issues that differ only in their row; `rows` is a JSON array of row numbers. */
export interface IssueInsert {
  readonly column: number;
  readonly code: string;
  readonly repair: number;
  readonly rows: string;
}

export interface Storing {
  add(block: StoredBlock): void;
  /** Ends the transaction, closes the file and answers the digest of all rows (see rows-digest.ts). */
  end(): string;
  /** Closes the file, which is then worth nothing. */
  abandon(): void;
}

/** What `storing` works with. */
export interface StoringTools {
  readonly DatabaseSync: typeof DatabaseSync;
  readonly createHash: typeof createHash;
  readonly jsonWriter: typeof jsonWriter;
}

/**
 * Stores blocks in an empty batch file, in one transaction. One statement takes a whole block, as json_each hands
 * SQLite the rows without a call for each of them.
 *
 * The function also runs in a thread that is given it as text (row-store.ts): it may use nothing but its arguments
 * and what every thread of Node has.
 */
export function storing(tools: StoringTools, path: string): Storing {
  const db = new tools.DatabaseSync(path, { defensive: false });
  // Until it is whole, the file has another name and is worth nothing: it needs no journal and no syncing.
  db.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -16000; begin;');
  const insertRows = db.prepare(
    'insert into row (number, cells, state) select ? + key, value, ? from json_each(cast(? as text))',
  );
  const setState = db.prepare('update row set state = ? where number in (select value from json_each(?))');
  const setReading = db.prepare(
    'update row set reading = 1 where number in (select value from json_each(?))',
  );
  const insertIssues = db.prepare(
    'insert into issue (row, column, code, repair) select value, ?, ?, ? from json_each(?)',
  );
  const digest = tools.createHash('sha256');
  const runs: [number, number][] = [];
  let odd = '';
  const jsonOf = tools.jsonWriter();

  return {
    add({ inserts, states, unbalanced, issues }) {
      for (const { first, state, cells } of inserts) {
        const json =
          typeof cells === 'string' || cells instanceof Uint8Array
            ? cells
            : jsonOf(cells.lines, cells.delimiter);
        const { changes } = insertRows.run(first, state, json);
        // json_each hands a row's cells on to the letter, so what stands between the outer brackets is what is stored.
        digest.update(typeof json === 'string' ? json.slice(1, -1) : json.subarray(1, -1)).update(',');
        const run = runs.at(-1);
        if (run && run[1] === first - 1) run[1] += changes;
        else runs.push([first, first + changes - 1]);
      }
      for (const { state, rows } of states) setState.run(state, rows);
      if (unbalanced !== null) {
        setReading.run(unbalanced);
        odd += `${odd && ','}${unbalanced.slice(1, -1)}`;
      }
      for (const { column, code, repair, rows } of issues) insertIssues.run(column, code, repair, rows);
    },
    end() {
      db.exec('commit');
      db.close();
      return digest.update(JSON.stringify(runs)).update(`[${odd}]`).digest('hex');
    },
    abandon: () => db.close(),
  };
}
