import type { ConfirmableCode, IssueCode } from '../../permit/issue.ts';
import type { CurrentRow } from '../file/current-row.ts';
import type { CheckedRow } from './many-rows.ts';
import type { CellChange } from './row-changes.ts';

/** The change that confirms one more issue of a cell; column 0 is the whole row. */
export function confirmChange({ number, reading }: CurrentRow, column: number, code: IssueCode): CellChange {
  const codes = new Set(reading.confirmed?.[column]).add(code);
  return { row: number, column, value: JSON.stringify([...codes]), kind: 'confirm' };
}

/** The changes that confirm what checking doubts of a row with this code, all of it or where it is of one value. */
export function confirmations(
  { row, issues }: CheckedRow,
  code: ConfirmableCode,
  value?: string,
): CellChange[] {
  return issues
    .filter((issue) => issue.code === code && (value === undefined || issue.value === value))
    .map(({ column }) => confirmChange(row, column ?? 0, code));
}
