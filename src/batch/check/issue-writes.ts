import type { Issue } from '../../permit/issue.ts';
import { repairNumber } from '../file/counts.ts';
import { amongRows } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';

/** Gathers items under a key, so that one statement can write all rows that get the same. */
export function addTo<Key, Item>(groups: Map<Key, Item[]>, key: Key, item: Item): void {
  const known = groups.get(key);
  if (known) known.push(item);
  else groups.set(key, [item]);
}

/** A statement pays from so many rows on that get the same. */
export const worthOwnStatement = 16;

/** Writes what checking says about rows; `flush` hands over what was gathered, a few statements for thousands of rows, which ascend. */
export interface IssueWrites {
  /** Takes away at once all that is written about these rows, whose numbers ascend. */
  forget(rows: readonly number[]): void;
  add(row: number, issue: Issue): void;
  /** Takes away the issue of one cell, or of the row (column null). */
  remove(row: number, column: number | null): void;
  flush(): void;
}

interface Group {
  readonly issue: Issue;
  readonly repair: number;
  readonly rows: number[];
}

export function issueWrites({ db }: BatchDocument): IssueWrites {
  const added = new Map<string, Group>();
  let last: Group | null = null;
  const removed = new Map<number, number[]>();
  // A cell's new issue takes the place of the one it had, a mark of a duplicate too.
  const insert = `insert into issue (row, column, code, repair) select value, ?, ?, ? from json_each(?) where true
     on conflict (row, column) do update set code = excluded.code, repair = excluded.repair, other = null`;
  return {
    forget(rows) {
      const among = amongRows('row', rows);
      db.prepare(`delete from issue where ${among.sql}`).run(...among.values);
    },
    add(row, issue) {
      const { column, code } = issue;
      const repair = repairNumber(issue);
      // They come in runs, and most need no key to be made.
      if (last?.issue.code !== code || last.issue.column !== column || last.repair !== repair) {
        const key = `${column} ${code} ${repair}`;
        last = added.get(key) ?? { issue, repair, rows: [] };
        added.set(key, last);
      }
      last.rows.push(row);
    },
    remove: (row, column) => addTo(removed, column ?? 0, row),
    flush() {
      for (const [column, rows] of removed) {
        const among = amongRows('row', rows);
        db.prepare(`delete from issue where column = ? and ${among.sql}`).run(column, ...among.values);
      }
      for (const { issue, repair, rows } of added.values()) {
        db.prepare(insert).run(issue.column ?? 0, issue.code, repair, JSON.stringify(rows));
      }
      added.clear();
      last = null;
      removed.clear();
    },
  };
}
