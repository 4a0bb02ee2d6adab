import { type ConfirmableCode, isConfirmable } from '../../permit/issue.ts';
import { ok, type Result } from '../../permit/result.ts';
import { readCounts } from '../file/counts.ts';
import { rowsWithIssue } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { chosenReason } from '../file/left-out.ts';
import { changeAtIssue } from './change-at-issue.ts';
import { confirmations, confirmChange } from './confirm-change.ts';
import type { EditFailure, Editor } from './edit.ts';
import { fetchedAfter } from './fetched-rows.ts';
import { changeManyRows } from './many-rows.ts';
import { runAtOnce, type SlicedStep } from './sliced-step.ts';

/** Which issues a person says are meant so. */
export interface ConfirmRequest {
  readonly code: ConfirmableCode;
  /** Only cells with this value, trimmed; without it all. */
  readonly value?: string;
}

/** Keeps one cell as it is, or the row where `column` is 0: its doubt is confirmed, and holds until the cell is edited. */
export function confirmIssue(
  document: BatchDocument,
  cell: { readonly row: number; readonly column: number },
  editor: Editor,
): Result<null, EditFailure> {
  return changeAtIssue(
    document,
    cell,
    (row, { code }) => (isConfirmable(code) ? confirmChange(row, cell.column, code) : null),
    'no-doubt',
    editor,
  );
}

/** Keeps all cells with such an issue as they are, as one step; rows that are left out on purpose stay as they are. */
export function confirmAll(
  document: BatchDocument,
  request: ConfirmRequest,
  editor: Editor,
): Result<null, EditFailure> {
  return runAtOnce(confirmEach(document, request, editor));
}

/** The same, pausing; `writer` as in `changeFound`. */
export function confirmEach(
  document: BatchDocument,
  { code, value }: ConfirmRequest,
  editor: Editor,
  writer = document,
): SlicedStep<EditFailure> {
  return changeManyRows(
    document,
    {
      pages: (look) => fetchedAfter(look, rowsWithIssue('code = ?', [code])),
      plan: (checked) =>
        ok(
          checked.map((one) => (chosenReason(one.row.skipped) === '' ? confirmations(one, code, value) : [])),
        ),
      total: readCounts(document).issues[code]?.count ?? 0,
    },
    editor,
    writer,
  );
}
