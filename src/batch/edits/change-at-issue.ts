import type { Issue } from '../../permit/issue.ts';
import { fail, type Result } from '../../permit/result.ts';
import { checkerOf } from '../check/recheck.ts';
import { type CurrentRow, rowsNumbered } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { changeFound, type EditFailure, type Editor } from './edit.ts';
import { type CellChange, rowChanges } from './row-changes.ts';
import { runAtOnce } from './sliced-step.ts';

/** Changes what one issue is about, as a step; column 0 is the whole row. `failure`: there is nothing to change. */
export function changeAtIssue(
  document: BatchDocument,
  { row: number, column }: { readonly row: number; readonly column: number },
  change: (row: CurrentRow, issue: Issue) => CellChange | null,
  failure: EditFailure,
  editor: Editor,
): Result<null, EditFailure> {
  const [row] = rowsNumbered(document, [number]);
  if (!row) return fail('row-missing', { row: number });
  const issues = checkerOf(document).check(row.cells, row.reading);
  const issue = issues.find((found) => (found.column ?? 0) === column);
  const wanted = issue && change(row, issue);
  if (!wanted) return fail(failure, { row: number, column });
  return runAtOnce(changeFound(document, (context) => [rowChanges(context, [wanted])], editor));
}
