import { type ConfirmableCode, isConfirmable } from '../../permit/issue.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { checkerOf } from '../check/recheck.ts';
import { readCounts } from '../file/counts.ts';
import { pageSize, rowsNumbered } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { confirmChange } from './confirm-change.ts';
import { changeFound, type EditFailure, type Editor } from './edit.ts';
import { fetchRows } from './fetched-rows.ts';
import { type ChangeContext, type ChangePage, type RowChange, rowChanges } from './row-changes.ts';
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
  { row: number, column }: { readonly row: number; readonly column: number },
  editor: Editor,
): Result<null, EditFailure> {
  const [row] = rowsNumbered(document, [number]);
  if (!row) return fail('row-missing', { row: number });
  const issues = checkerOf(document).check(row.cells, row.reading);
  const issue = issues.find((found) => (found.column ?? 0) === column);
  if (!issue || !isConfirmable(issue.code)) return fail('no-doubt', { row: number, column });
  const change = confirmChange(row, column, issue.code);
  return runAtOnce(changeFound(document, (context) => [rowChanges(context, [change])], editor));
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
  request: ConfirmRequest,
  editor: Editor,
  writer = document,
): SlicedStep<EditFailure> {
  const total = readCounts(document).issues[request.code]?.count ?? 0;
  return changeFound(document, (context) => confirmPages(context, request), editor, total, writer);
}

function* confirmPages(context: ChangeContext, { code, value }: ConfirmRequest): Generator<ChangePage> {
  const { document, checker, hindrances } = context;
  const sql = `number in (select distinct row from issue where row > ? and code = ? order by row limit ${pageSize})`;
  for (let last = 0; ; ) {
    const { rows, marked, locked } = fetchRows(document.db, { sql, values: [last, code] }, hindrances);
    const changes: RowChange[] = [];
    for (const row of rows) {
      if (locked.has(row.number)) continue;
      const issues = checker.check(row.cells, row.reading);
      const confirmed = issues
        .filter((issue) => issue.code === code && (value === undefined || issue.value === value))
        .map(({ column }) => confirmChange(row, column ?? 0, code));
      if (confirmed.length > 0) changes.push({ row, issues, changes: confirmed });
    }
    yield ok({ changes, marked, locked: new Set() });
    const end = rows.at(-1);
    if (!end) return;
    last = end.number;
  }
}
