import { assertNever } from '../../permit/result.ts';
import type { Words } from '../../words/words.ts';
import type { RowCount } from './row-source.ts';

/** How many rows are shown, or how far they are looked for. */
export function countText({ check }: Words['window'], count: RowCount | null, filtered: boolean): string {
  if (count === null) return '';
  switch (count.kind) {
    case 'counted':
      return filtered ? check.showing(count.total) : '';
    case 'counting':
      return check.counting(count.soFar);
    case 'searching':
      return check.searching;
    case 'sorting':
      return check.sorting;
    default:
      return assertNever(count);
  }
}
