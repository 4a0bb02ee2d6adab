import type { Issue } from '../../permit/issue.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { checkerOf } from '../check/recheck.ts';
import { type CurrentRow, type RowsAfter, rowsNumbered } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { chosenReason } from '../file/left-out.ts';
import { changeFound, type EditFailure, type Editor } from './edit.ts';
import { fetchRows } from './fetched-rows.ts';
import {
  type CellChange,
  type ChangeContext,
  type ChangePage,
  type RowChange,
  rowChanges,
} from './row-changes.ts';
import { runAtOnce, type SlicedStep } from './sliced-step.ts';

/** A change of many rows by one rule. */
export interface RowRule {
  readonly rows: RowsAfter;
  /** What becomes of a row's cells, with what checking says of it; empty where it stays as it is. */
  readonly change: (row: CurrentRow, issues: readonly Issue[]) => readonly CellChange[];
  /** How many rows are expected to change, for the progress. */
  readonly total: number;
}

/**
 * Changes many rows as one step that undo takes back as one, pausing after each page of rows. Each row is checked again.
 * Rows that the controller has accepted, or is about to get, or that are left out on purpose stay as they are, and so do cells that hold the value
 * already; without any change there is no step. `writer` as in `changeFound`.
 */
export function changeByRule(
  document: BatchDocument,
  rule: RowRule,
  editor: Editor,
  writer = document,
): SlicedStep<EditFailure> {
  return changeFound(document, (context) => changedPages(context, rule), editor, rule.total, writer);
}

function* changedPages(context: ChangeContext, { rows: rowsAfter, change }: RowRule): Generator<ChangePage> {
  const { document, checker, hindrances } = context;
  for (let last = 0; ; ) {
    const { rows, marked, locked } = fetchRows(document.db, rowsAfter(last), hindrances);
    const changes: RowChange[] = [];
    for (const row of rows) {
      if (locked.has(row.number) || chosenReason(row.skipped) !== '') continue;
      const issues = checker.check(row.cells, row.reading);
      const wanted = change(row, issues).filter((cell) => !holds(row, cell));
      if (wanted.length > 0) changes.push({ row, issues, changes: wanted });
    }
    yield ok({ changes, marked, locked: none });
    const end = rows.at(-1);
    if (!end) return;
    last = end.number;
  }
}

const none: ReadonlySet<number> = new Set();

function holds({ cells }: CurrentRow, { column, value, kind }: CellChange): boolean {
  return kind !== 'confirm' && (cells[column - 1] ?? '') === value;
}

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
