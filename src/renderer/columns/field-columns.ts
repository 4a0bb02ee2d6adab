import type { FieldName } from '../../permit/field.ts';
import type { ColumnMatch } from '../../permit/mapping.ts';
import type { OperationRules } from '../../permit/operation.ts';

/** A field seen from the permit: the column it has (from 0), or those that only look like it. */
export interface FieldColumn {
  readonly field: FieldName;
  readonly column: number | null;
  readonly certainty: ColumnMatch['certainty'];
  /** Columns (from 0) that are proposed for it; empty once it has one. */
  readonly proposals: readonly number[];
}

export function fieldColumns(
  columns: readonly ColumnMatch[],
  { fields }: OperationRules,
): readonly FieldColumn[] {
  return fields.map((field) => {
    const at = columns.findIndex((column) => column.field === field);
    const proposals = columns.flatMap((column, index) =>
      at < 0 && column.field === null && column.proposal === field ? [index] : [],
    );
    return { field, column: at < 0 ? null : at, certainty: columns[at]?.certainty ?? null, proposals };
  });
}

/** The field of every column after `field` was given `column` (from 0; null: none). */
export function fieldsAfter(
  columns: readonly ColumnMatch[],
  field: FieldName,
  column: number | null,
): (FieldName | null)[] {
  return columns.map((one, index) => {
    if (index === column) return field;
    return one.field === field ? null : one.field;
  });
}
