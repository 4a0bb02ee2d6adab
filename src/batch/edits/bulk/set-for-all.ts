import { fieldOf } from '../../../permit/column-role.ts';
import type { FieldName } from '../../../permit/field.ts';
import type { BatchDocument } from '../../file/document.ts';
import { readMeta } from '../../file/meta.ts';
import type { Editor } from '../edit.ts';
import { changeMany } from './change-many.ts';

/** Gives a field's column the value in every row whose cells stand where its headers say, as a step of the trail. */
export function setForAll(
  document: BatchDocument,
  { field, value }: { readonly field: FieldName; readonly value: string },
  editor: Editor,
): void {
  const columns = readMeta(document, 'columns') ?? [];
  const column = columns.findIndex((one) => one.field !== null && fieldOf(one.field) === field) + 1;
  const change = { kind: 'column', column, change: { action: 'set', value } } as const;
  const done = changeMany(document, { scope: { filter: {} }, change }, editor);
  if (!done.ok) throw new Error(`A value could not be set: ${done.failure.code}`);
}
