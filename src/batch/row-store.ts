import { createHash } from 'node:crypto';
import type { Database } from 'libsql';

/** The rows of one block as they go into the batch file, prepared so that the database has the least to do. */
export interface StoredBlock {
  readonly inserts: readonly RowInsert[];
  /** JSON arrays of row numbers, by the state that differs from the insert's. */
  readonly states: readonly { readonly state: number; readonly rows: string }[];
  /** JSON array of the numbers of rows whose quotes are odd; null where there are none. */
  readonly unbalanced: string | null;
  readonly issues: readonly IssueInsert[];
}

/** Rows with consecutive numbers; `cells` is a JSON array of their cells' arrays. */
export interface RowInsert {
  readonly first: number;
  readonly state: number;
  readonly cells: string;
}

/** Issues that differ only in their row; `rows` is a JSON array of row numbers. */
export interface IssueInsert {
  readonly column: number;
  readonly code: string;
  readonly repair: number;
  readonly rows: string;
}

/** Writes blocks into an empty batch file, in one transaction. */
export interface RowStore {
  add(block: StoredBlock): void;
  /** The digest of all rows that went in (see rows-digest.ts); asked for once, after the last block. */
  digest(): string;
}

/**
 * A store over the tables of schema.ts. One statement takes a whole block, as json_each hands SQLite the rows without
 * a call for each of them.
 */
export function rowStore(db: Database): RowStore {
  const insertRows = db.prepare(
    'insert into row (number, cells, state) select ? + key, value, ? from json_each(?)',
  );
  const setState = db.prepare('update row set state = ? where number in (select value from json_each(?))');
  const setReading = db.prepare(
    'update row set reading = 1 where number in (select value from json_each(?))',
  );
  const insertIssues = db.prepare(
    'insert into issue (row, column, code, repair) select value, ?, ?, ? from json_each(?)',
  );
  const hash = createHash('sha256');
  const runs: [number, number][] = [];
  let odd = '';
  return {
    add({ inserts, states, unbalanced, issues }) {
      for (const { first, state, cells } of inserts) {
        const { changes } = insertRows.run(first, state, cells);
        // json_each hands a row's cells on to the letter, so the text between the outer brackets is what is stored.
        hash.update(`${cells.slice(1, -1)},`);
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
    digest: () => hash.update(JSON.stringify(runs)).update(`[${odd}]`).digest('hex'),
  };
}
