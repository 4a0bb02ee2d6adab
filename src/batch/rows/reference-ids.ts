import { trimmed } from '../../permit/cell.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta } from '../file/meta.ts';
import { pagesOf } from '../file/pages.ts';

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
