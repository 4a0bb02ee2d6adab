import type { BatchDocument } from '../../batch/file/document.ts';
import { readMeta } from '../../batch/file/meta.ts';
import type { BatchRow, WasKnown } from '../../bridge/rows.ts';
import { checkedConnection } from '../../jobs/checked-connection.ts';
import { changesInRows } from '../../jobs/known-changes.ts';
import { fieldOf } from '../../permit/column-role.ts';

/** Rows with what was last known, at the connection that the batch is checked for, of the values that they would change. */
export function withKnown<Row extends Omit<BatchRow, 'was'>>(
  folder: string,
  document: BatchDocument,
  rows: readonly Row[],
): (Row & Pick<BatchRow, 'was'>)[] {
  const connection = checkedConnection(folder, document);
  const changes = connection && changesInRows(folder, document, connection, rows);
  const columns = readMeta(document, 'columns') ?? [];
  return rows.map((row) => {
    const cells = changes?.get(row.number)?.cells ?? [];
    const was = cells.map(({ field, known: { value, at, batch } }): WasKnown => {
      const column = columns.findIndex((one) => one.field !== null && fieldOf(one.field) === field) + 1;
      return { column, value, at, batch };
    });
    return { ...row, was };
  });
}
