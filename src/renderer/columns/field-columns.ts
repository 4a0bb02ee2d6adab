import type { BatchSummary } from '../../bridge/batch.ts';
import { type ColumnRole, clockRole, dateFields, isDateField } from '../../permit/column-role.ts';
import type { FieldName } from '../../permit/field.ts';
import type { ColumnMatch } from '../../permit/mapping.ts';
import type { OperationRules } from '../../permit/operation.ts';

/** A field seen from the permit: the column it has (from 0), or those that only look like it. */
export interface FieldColumn {
  readonly field: FieldName;
  readonly column: number | null;
  /** The column (from 0) that has its time of day; null where it has none. */
  readonly clock: number | null;
  readonly certainty: ColumnMatch['certainty'];
  /** The value that all rows were given, where no column of the file holds it. */
  readonly sameForAll: string | null;
  /** It has a column of its own that the file has not, filled in row by row. */
  readonly lookedUp: boolean;
  /** Columns (from 0) that are proposed for it; empty once it has one. */
  readonly proposals: readonly number[];
}

export function fieldColumns(
  columns: readonly ColumnMatch[],
  { fields }: OperationRules,
  added: BatchSummary['added'] = [],
): readonly FieldColumn[] {
  return fields.map((field) => {
    const at = columns.findIndex((column) => column.field === field);
    const given = added.find((one) => one.field === field)?.value;
    const proposals = columns.flatMap((column, index) =>
      at < 0 && column.field === null && column.proposal === field ? [index] : [],
    );
    const clock = isDateField(field) ? columns.findIndex((column) => column.field === clockRole(field)) : -1;
    return {
      field,
      column: at < 0 ? null : at,
      clock: clock < 0 ? null : clock,
      certainty: columns[at]?.certainty ?? null,
      sameForAll: given || null,
      lookedUp: given === '',
      proposals,
    };
  });
}

const clocks = new Map<ColumnRole, ColumnRole>(dateFields.map((field) => [field, clockRole(field)]));

/** What every column stands for after `field` was given `column` (from 0; null: none, nor its time of day). */
export function fieldsAfter(
  columns: readonly ColumnMatch[],
  field: ColumnRole,
  column: number | null,
): (ColumnRole | null)[] {
  return columns.map((one, index) => {
    if (index === column) return field;
    const isGone = one.field === field || (column === null && clocks.get(field) === one.field);
    return isGone ? null : one.field;
  });
}
