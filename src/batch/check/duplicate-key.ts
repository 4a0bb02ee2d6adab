import { trimmed } from '../../permit/cell.ts';
import type { Issue } from '../../permit/issue.ts';

/**
 * What a row counts as when duplicates are looked for: its key, trimmed; blank where its cells are shifted, or the key
 * is missing or unsound. `column` is the key's, counted from 1.
 */
export function keyHeld(cells: readonly string[], issues: readonly Issue[], column: number): string {
  for (const { column: found, code } of issues) {
    if (code === 'too-many-cells' || code === 'too-few-cells' || code === 'not-a-permit' || found === column)
      return '';
  }
  return trimmed(cells[column - 1] ?? '');
}
