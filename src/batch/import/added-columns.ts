import { fieldOf } from '../../permit/column-role.ts';
import type { FieldName } from '../../permit/field.ts';
import type { ColumnMatch } from '../../permit/mapping.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import type { RowBlock } from '../reading/row-blocks.ts';
import type { Table } from '../reading/table.ts';

/** A field that no column holds, and the one value that all rows get for it. */
export interface AddedField {
  readonly field: FieldName;
  readonly value: string;
}

/** What a column is called that no file has. */
const addedHeaders: Readonly<Record<FieldName, string>> = {
  referenceId: 'Reference ID',
  endDate: 'End Date',
  plate: 'Plate',
  amount: 'Amount',
  currency: 'Currency',
  permitNo: 'Permit Number',
  zone: 'Zone',
  startDate: 'Start Date',
};

/** The columns with one more for each of the fields, behind the file's own; fails where a column holds one already. */
export function withAddedColumns(
  columns: readonly ColumnMatch[],
  fields: readonly AddedField[],
): Result<readonly ColumnMatch[], 'set-field-held'> {
  for (const { field } of fields) {
    const at = columns.findIndex((column) => column.field !== null && fieldOf(column.field) === field);
    if (at >= 0) return fail('set-field-held', { field, header: columns[at]?.header ?? '', column: at + 1 });
  }
  const added = fields.map(
    ({ field }): ColumnMatch => ({ header: addedHeaders[field], field, certainty: 'chosen', proposal: null }),
  );
  return ok([...columns, ...added]);
}

/** The table with blank cells for columns that were added, in rows that have all of the file's own. */
export function widened(table: Table, columns: readonly ColumnMatch[]): Table {
  const width = table.headers.length;
  const blanks = columns.slice(width).map(() => '');
  if (blanks.length === 0) return table;
  const wider = (cells: readonly string[]): readonly string[] =>
    cells.length < width ? cells : [...cells.slice(0, width), ...blanks, ...cells.slice(width)];
  return Object.create(table, {
    headers: { value: columns.map(({ header }) => header) },
    rows: {
      value: async function* (signal?: AbortSignal): AsyncGenerator<RowBlock> {
        for await (const block of table.rows(signal)) yield { ...block, rows: block.rows.map(wider) };
      },
    },
  }) as Table;
}
