import { fieldOf } from '../../permit/column-role.ts';
import type { FieldName } from '../../permit/field.ts';
import { type Issue, shapelessCodes } from '../../permit/issue.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta } from '../file/meta.ts';

/** Whether a row's cells stand where its headers say: to change a cell of another row would call it mended. */
export function isInShape(issues: readonly Issue[]): boolean {
  return !issues.some(({ column, code }) => column === null && shapelessCodes.has(code));
}

/** A column that no file has, counted from 1, and the value that all rows get in it. */
export interface AddedColumn {
  /** Null once another column stands for it. */
  readonly field: FieldName | null;
  readonly column: number;
  readonly value: string;
}

export interface AddedValue extends AddedColumn {
  readonly field: FieldName;
}

/** The last columns, which were added. */
export function addedColumns(document: BatchDocument): readonly AddedColumn[] {
  const added = readMeta(document, 'addedColumns') ?? [];
  const columns = readMeta(document, 'columns') ?? [];
  const own = columns.length - added.length;
  return columns.slice(own).map(({ field }, at) => ({
    field: field === null ? null : fieldOf(field),
    column: own + at + 1,
    value: added[at]?.value ?? '',
  }));
}

/** Those that still stand for a field. */
export function addedValues(document: BatchDocument): readonly AddedValue[] {
  return addedColumns(document).flatMap((one) => {
    const { field } = one;
    return field === null ? [] : [{ ...one, field }];
  });
}
