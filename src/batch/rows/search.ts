import type { BatchDocument } from '../file/document.ts';
import { readMeta, rulesOf } from '../file/meta.ts';
import { containing } from './cell-sql.ts';

/** Whether what tells a row's permit, as read or as edited, holds this text, whatever its case. */
export function hasReference(document: BatchDocument, text: string): boolean {
  const { key } = rulesOf(document);
  const columns = readMeta(document, 'columns') ?? [];
  const reference = columns.findIndex(({ field }) => field === key);
  if (reference < 0) return false;
  const { sql, patternOf } = containing(text);
  const pattern = patternOf(text);
  const found = document.db
    .prepare(
      // The place is written out: bound, it would come as 0.0, which is no place in an array.
      `select 1 from row where cells ->> ${reference} ${sql}
       or (edits is not null and json_extract(edits, ?) ${sql}) limit 1`,
    )
    .get(pattern, `$."${reference + 1}"`, pattern);
  return found !== undefined;
}
