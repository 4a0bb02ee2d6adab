import { createHash } from 'node:crypto';
import { type Database, openDatabase, type Statement } from '../file/database.ts';

/** Rows as they go into the batch file, prepared so that the database has the least to do. */
export interface RowBatch {
  readonly inserts: readonly RowInsert[];
  /** JSON arrays of row numbers, by the state that differs from the insert's. */
  readonly states: readonly { readonly state: number; readonly rows: string }[];
  /** JSON array of the numbers of rows whose quotes are odd; null where there are none. */
  readonly unbalanced: string | null;
  /** JSON of what the file says of rows besides their cells, by row number, without the outer braces; null where it says nothing. */
  readonly marks: string | null;
  readonly issues: readonly IssueInsert[];
}

/** Rows with consecutive numbers and one state. */
export interface RowInsert {
  readonly first: number;
  readonly state: number;
  /** A JSON array of the rows' arrays of cells. */
  readonly cells: string;
}

/** Issues that differ only in their row; `rows` is a JSON array of row numbers. */
export interface IssueInsert {
  readonly column: number;
  readonly code: string;
  readonly repair: number;
  readonly rows: string;
}

/**
 * Writes rows into an empty batch file, in one transaction. One statement takes all rows of a batch, as json_each hands
 * them to SQLite without a call for each. Throws what `sqliteFailure` tells; the file is then worth nothing.
 */
export class RowWriter {
  readonly #db: Database;
  readonly #insertRows: Statement;
  readonly #setState: Statement;
  readonly #setUnbalanced: Statement;
  readonly #setMarks: Statement;
  readonly #insertIssues: Statement;
  readonly #digest = createHash('sha256');
  /** The first and last numbers of the runs of rows so far. */
  readonly #runs: [number, number][] = [];
  #unbalanced = '';
  #marks = '';

  constructor(path: string) {
    this.#db = openDatabase(path, { defensive: false });
    // Until it is whole, the file has another name and is worth nothing: it needs no journal and no syncing.
    this.#db.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -16000; begin;');
    this.#insertRows = this.#db.prepare(
      'insert into row (number, cells, state) select ? + key, value, ? from json_each(cast(? as text))',
    );
    this.#setState = this.#db.prepare(
      'update row set state = ? where number in (select value from json_each(?))',
    );
    this.#setUnbalanced = this.#db.prepare(
      'update row set reading = 1 where number in (select value from json_each(?))',
    );
    this.#setMarks = this.#db.prepare(
      'update row set marks = e.value from json_each(?) e where row.number = cast(e.key as integer)',
    );
    this.#insertIssues = this.#db.prepare(
      'insert into issue (row, column, code, repair) select value, ?, ?, ? from json_each(?)',
    );
  }

  add({ inserts, states, unbalanced, marks, issues }: RowBatch): void {
    for (const { first, state, cells } of inserts) {
      // Once for the database and the digest; a text would be encoded for each.
      const utf8 = Buffer.from(cells);
      const { changes } = this.#insertRows.run(first, state, utf8);
      // json_each hands a row's cells on to the letter, so what stands between the outer brackets is what is stored.
      this.#digest.update(utf8.subarray(1, -1)).update(',');
      const run = this.#runs.at(-1);
      if (run && run[1] === first - 1) run[1] += changes;
      else this.#runs.push([first, first + changes - 1]);
    }
    for (const { state, rows } of states) this.#setState.run(state, rows);
    if (unbalanced !== null) {
      this.#setUnbalanced.run(unbalanced);
      this.#unbalanced += `${this.#unbalanced && ','}${unbalanced.slice(1, -1)}`;
    }
    if (marks !== null) {
      this.#setMarks.run(`{${marks}}`);
      this.#marks += `${this.#marks && ','}${marks}`;
    }
    for (const { column, code, repair, rows } of issues) this.#insertIssues.run(column, code, repair, rows);
  }

  /** Commits, closes the file and answers the digest of all rows (see trail/rows-digest.ts). */
  end(): string {
    this.#db.exec('commit');
    this.#db.close();
    this.#digest.update(JSON.stringify(this.#runs)).update(`[${this.#unbalanced}]`);
    if (this.#marks !== '') this.#digest.update(`{${this.#marks}}`);
    return this.#digest.digest('hex');
  }

  /** Closes the file, which is then worth nothing. */
  abandon(): void {
    if (this.#db.isOpen) this.#db.close();
  }
}
