import { worthOwnStatement } from '../check/issue-writes.ts';
import type { ChangedRow } from '../file/changed-row.ts';
import { amongRows } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';

/**
 * Rows by what is stored of them, so that one statement writes all that get the same. With a statement a
 * row, 100,000 repairs of one kind in the file that `npm run bench -- rows` makes take 0.73 s of processor time to write
 * alone; grouped, all of the repair, its reading and checking too, takes 0.84 s.
 */
export class WrittenRows {
  readonly #groups = new Map<string, WrittenAlike>();
  #last: WrittenAlike | null = null;

  add({ edits, confirmed, skipped }: ChangedRow, state: number, row: number): void {
    const last = this.#last;
    // They come in runs, and most need no key to be made.
    if (
      last?.edits !== edits ||
      last.confirmed !== confirmed ||
      last.state !== state ||
      last.skipped !== skipped
    ) {
      const key = `${state}${skipped}${confirmed}${edits}`;
      this.#last = this.#groups.get(key) ?? { edits, confirmed, skipped, state, rows: [] };
      this.#groups.set(key, this.#last);
    }
    this.#last?.rows.push(row);
  }

  groups(): Iterable<WrittenAlike> {
    return this.#groups.values();
  }
}

interface WrittenAlike extends Pick<ChangedRow, 'edits' | 'confirmed' | 'skipped'> {
  readonly state: number;
  readonly rows: number[];
}

export function writeRows({ db }: BatchDocument, written: WrittenRows): void {
  const single: Record<string, readonly [number, string | null, string | null, number]> = {};
  for (const { edits, confirmed, skipped, state, rows } of written.groups()) {
    if (rows.length < worthOwnStatement) {
      for (const row of rows) single[row] = [state, edits, confirmed, skipped];
      continue;
    }
    const among = amongRows('number', rows);
    db.prepare(`update row set edits = ?, confirmed = ?, skipped = ?, state = ? where ${among.sql}`).run(
      edits,
      confirmed,
      skipped,
      state,
      ...among.values,
    );
  }
  db.prepare(
    `update row set state = e.value ->> 0, edits = e.value ->> 1, confirmed = e.value ->> 2,
       skipped = e.value ->> 3 from json_each(?) e where row.number = cast(e.key as integer)`,
  ).run(JSON.stringify(single));
}
