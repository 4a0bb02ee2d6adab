import { plateKey } from '../../permit/same-value.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta, rulesOf } from '../file/meta.ts';
import { containing } from './cell-sql.ts';

/**
 * Whether a row holds this text in what tells its permit or in its plate, as read or as edited: whatever the case, and of
 * a plate whatever spaces and dashes.
 */
export function holdsPermit(document: BatchDocument, text: string): boolean {
  const { key } = rulesOf(document);
  const columns = readMeta(document, 'columns') ?? [];
  const columnOf = (wanted: string) => columns.findIndex(({ field }) => field === wanted);
  return (
    holds(document, columnOf(key), text, (value) => value) ||
    holds(
      document,
      columnOf('plate'),
      plateKey(text),
      (value) => `replace(replace(${value}, ' ', ''), '-', '')`,
    )
  );
}

function holds(
  { db }: BatchDocument,
  column: number,
  text: string,
  compared: (value: string) => string,
): boolean {
  if (column < 0 || text === '') return false;
  const { sql, patternOf } = containing(text);
  const pattern = patternOf(text);
  // The place is written out: bound, it would come as 0.0, which is no place in an array.
  const edited = `edits ->> '$."${column + 1}"'`;
  const found = db
    .prepare(
      `select 1 from row where ${compared(`cells ->> ${column}`)} ${sql}
       or (edits is not null and ${compared(edited)} ${sql}) limit 1`,
    )
    .get(pattern, pattern);
  return found !== undefined;
}
