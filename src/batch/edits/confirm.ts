import { type ConfirmableCode, isConfirmable } from '../../permit/issue.ts';
import type { Result } from '../../permit/result.ts';
import { readCounts } from '../file/counts.ts';
import { rowsWithIssue } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { changeAtIssue, changeByRule, type RowRule } from './change-by-rule.ts';
import { confirmChange } from './confirm-change.ts';
import type { EditFailure, Editor } from './edit.ts';
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

/** Keeps all cells with such an issue as they are, as one step. */
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
  const confirmations: RowRule = {
    rows: rowsWithIssue('code = ?', [code]),
    change: (row, issues) =>
      issues
        .filter((issue) => issue.code === code && (value === undefined || issue.value === value))
        .map(({ column }) => confirmChange(row, column ?? 0, code)),
    total: readCounts(document).issues[code]?.count ?? 0,
  };
  return changeByRule(document, confirmations, editor, writer);
}
