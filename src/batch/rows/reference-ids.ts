import { trimmed } from '../../permit/cell.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta } from '../file/meta.ts';

const pageSize = 10_000;

/** The reference IDs of a batch as they are now, in file order, page by page; none without a reference column. */
export function* referenceIds(document: BatchDocument): Generator<string[]> {
  const column = (readMeta(document, 'columns') ?? []).findIndex(({ field }) => field === 'referenceId') + 1;
  if (column === 0) return;
  const page = document.db.prepare(
    `select number, coalesce(edits ->> '$."${column}"', cells ->> ${column - 1}, '') as id
     from row where number > ? order by number limit ${pageSize}`,
  );
  for (let last = 0; ; ) {
    const lines = page.all(last) as { number: number; id: string }[];
    yield lines.map(({ id }) => trimmed(id)).filter((id) => id !== '');
    if (lines.length < pageSize) return;
    last = lines.at(-1)?.number ?? last;
  }
}
