import { type Issue, shiftedCodes } from '../../permit/issue.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta } from '../file/meta.ts';

/** Whether a row's cells stand where its headers say: to change a cell of another row would call it mended. */
export function isInShape(issues: readonly Issue[]): boolean {
  return !issues.some(
    ({ column, code }) => column === null && (code === 'quote-unbalanced' || shiftedCodes.has(code)),
  );
}

/** A column that no file has, counted from 1, and the value that all rows get in it. */
interface AddedValue {
  readonly column: number;
  readonly value: string;
}

export function addedValues(document: BatchDocument): readonly AddedValue[] {
  const added = readMeta(document, 'addedColumns') ?? [];
  const first = (readMeta(document, 'columns') ?? []).length - added.length + 1;
  return added.map(({ value }, at) => ({ column: first + at, value }));
}
