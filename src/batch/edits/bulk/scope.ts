import { pageSize } from '../../file/current-row.ts';
import type { BatchDocument } from '../../file/document.ts';
import type { RowConditions } from '../../rows/row-filter.ts';
import { rowFinding } from '../../rows/row-finding.ts';

/** The rows that a bulk change is about: those that a person selected, or those that pass the filter they look through. */
export type RowScope =
  /** Their numbers ascend; those that the batch does not have are passed over. */
  { readonly rows: readonly number[] } | { readonly filter: RowConditions };

/**
 * The numbers of the rows of a scope, ascending, a page at a time. All of them are found before the first page is handed
 * out, since what is done to the rows may change which pass; until then the pages are empty.
 */
export function* scopePages(document: BatchDocument, scope: RowScope): Generator<readonly number[]> {
  let numbers: ArrayLike<number> & { slice(from: number, to: number): Iterable<number> };
  if ('rows' in scope) numbers = scope.rows;
  else {
    const finding = rowFinding(document, scope.filter);
    while (!finding.whole) {
      finding.goOn();
      yield [];
    }
    numbers = finding.numbers;
  }
  for (let at = 0; at < numbers.length; at += pageSize) yield [...numbers.slice(at, at + pageSize)];
}
