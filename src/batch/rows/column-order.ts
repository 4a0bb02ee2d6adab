import type { Database } from '../file/database.ts';
import { listed, parseNumbers } from '../file/number-list.ts';

/** What rows are sorted by in a column, as SQL over `row r`: the cell as it is now; its case does not count. */
export function sortKey(column: number): string {
  const at = Math.trunc(column);
  return `coalesce(case when r.edits is not null then r.edits ->> '$."${at}"' end, r.cells ->> ${at - 1}, '') collate nocase`;
}

/** All rows' numbers, ascending by the column's sort key, then by number. Takes about a second for a million rows. */
export function columnOrder(db: Database, column: number): Int32Array {
  const query = `select r.number from row r order by ${sortKey(column)}, r.number`;
  const { list } = db.prepare(listed(query)).get() as { list: string | null };
  return parseNumbers(list ?? '');
}
