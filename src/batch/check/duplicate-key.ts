import { trimmed } from '../../permit/cell.ts';
import { type Issue, shiftedCodes } from '../../permit/issue.ts';
import { chosenReason } from '../file/left-out.ts';

interface KeyRow {
  readonly cells: readonly string[];
  readonly skipped: number;
}

/**
 * What a row counts as when duplicates are looked for: its key, trimmed; blank where there is no column of keys, its
 * cells are shifted, the key is missing or unsound, or the row is left out on purpose. `column` is the key's, counted
 * from 1.
 */
export function keyHeld({ cells, skipped }: KeyRow, issues: readonly Issue[], column: number): string {
  if (column === 0 || chosenReason(skipped) !== '') return '';
  for (const { column: found, code } of issues) {
    if (shiftedCodes.has(code) || found === column) return '';
  }
  return trimmed(cells[column - 1] ?? '');
}
