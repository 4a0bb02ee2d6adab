import type { IssueCode } from '../../permit/issue.ts';
import type { CurrentRow } from '../file/current-row.ts';
import type { CellChange } from './row-changes.ts';

/** The change that confirms one more issue of a cell; column 0 is the whole row. */
export function confirmChange({ number, reading }: CurrentRow, column: number, code: IssueCode): CellChange {
  const codes = new Set(reading.confirmed?.[column]).add(code);
  return { row: number, column, value: JSON.stringify([...codes]), kind: 'confirm' };
}
