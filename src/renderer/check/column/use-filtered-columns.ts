import { useMemo } from 'react';
import type { ColumnMatch } from '../../../permit/mapping.ts';
import type { RowFilter } from '../../shell/navigation.tsx';
import { columnOfIssue } from '../bulk/issue-column.ts';

/** The columns, counted from 1, for whose values only some rows are shown. */
export function useFilteredColumns(filter: RowFilter, columns: readonly ColumnMatch[]): readonly number[] {
  const { values, textColumn, text, code } = filter;
  return useMemo(
    () => [
      ...values.map(({ column }) => column),
      ...(textColumn !== null && text !== '' ? [textColumn] : []),
      ...(code === null ? [] : [columnOfIssue(code, columns) ?? 0]),
    ],
    [values, textColumn, text, code, columns],
  );
}
