import { trimmed } from '../../permit/cell.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta, rulesOf } from '../file/meta.ts';
import { pagesOf } from '../file/pages.ts';
import { cellSql } from './cell-sql.ts';

/** The reference IDs of a batch as they are now, in file order, page by page; none without a reference column. */
export function* referenceIds(document: BatchDocument): Generator<string[]> {
  const column = (readMeta(document, 'columns') ?? []).findIndex(({ field }) => field === 'referenceId') + 1;
  if (column === 0) return;
  const columns = `number, coalesce(edits ->> '$."${column}"', cells ->> ${column - 1}, '') as id`;
  const query = { columns, from: 'row', key: ['number'], size: 10_000 };
  for (const lines of pagesOf<{ id: string }>(document.db, query)) {
    yield lines.map(({ id }) => trimmed(id)).filter((id) => id !== '');
  }
}

/** What tells the permits of these rows, as it is now, in the rows' order; none for a row without it. */
export function permitKeys(document: BatchDocument, rows: Int32Array): string[] {
  const { key } = rulesOf(document);
  const at = (readMeta(document, 'columns') ?? []).findIndex(({ field }) => field === key);
  if (at < 0) return [];
  const found = document.db
    .prepare(
      `select ${cellSql(at + 1)} as id from json_each(?) n join row r on r.number = n.value order by n.key`,
    )
    .all(JSON.stringify([...rows])) as { id: string }[];
  return found.map(({ id }) => trimmed(id)).filter((id) => id !== '');
}
