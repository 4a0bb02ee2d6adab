import type { Issue } from '../../../permit/issue.ts';
import { fail, ok, type Result } from '../../../permit/result.ts';
import { valueChanger } from '../../../permit/value-change.ts';
import type { CurrentRow } from '../../file/current-row.ts';
import type { BatchDocument } from '../../file/document.ts';
import { chosenReason } from '../../file/left-out.ts';
import { confirmChange } from '../confirm-change.ts';
import type { CellChange } from '../row-changes.ts';
import { isInShape } from '../row-shape.ts';
import type { BulkChange, ColumnChange } from './bulk-change.ts';
import { fillingDown } from './fill-down.ts';
import { patternReplacer } from './pattern.ts';

/** Why a bulk change cannot be made at all. */
export type BulkFailure = 'pattern-wrong' | 'pattern-slow';

/** A row that may be changed, and what checking says about it. */
export interface CheckedRow {
  readonly row: CurrentRow;
  readonly issues: readonly Issue[];
}

/** What becomes of each of a page's rows, which ascend from page to page; nothing where a row stays as it is. */
export type RowPlanner = (rows: readonly CheckedRow[]) => Result<readonly CellChange[][], BulkFailure>;

export function rowPlanner(document: BatchDocument, change: BulkChange): Result<RowPlanner, BulkFailure> {
  switch (change.kind) {
    case 'leave-out':
      return ok(
        eachRow(({ row }) => (chosenReason(row.skipped) === '' ? [leaveOut(row, change.reason)] : [])),
      );
    case 'bring-back':
      return ok(eachRow(({ row }) => (chosenReason(row.skipped) === '' ? [] : [leaveOut(row, '')])));
    case 'keep':
      return ok(
        eachRow(({ row, issues }) =>
          issues
            .filter(({ code }) => code === change.code)
            .map(({ column, code }) => confirmChange(row, column ?? 0, code)),
        ),
      );
    case 'column':
      return columnPlanner(document, change.column, change.change);
  }
}

function eachRow(plan: (row: CheckedRow) => CellChange[]): RowPlanner {
  return (rows) => ok(rows.map(plan));
}

function leaveOut({ number }: CurrentRow, value: string): CellChange {
  return { row: number, column: 0, value, kind: 'leave-out' };
}

function columnPlanner(
  document: BatchDocument,
  column: number,
  change: ColumnChange,
): Result<RowPlanner, BulkFailure> {
  const values = newValues(document, column, change);
  if (!values.ok) return values;
  return ok((rows) => {
    const now = values.value(rows.map(({ row }) => row));
    if (!now.ok) return now;
    return ok(
      rows.map((checked, at): CellChange[] => {
        // A file holds no half of a surrogate pair: it becomes U+FFFD, of which checking tells.
        const value = (now.value[at] ?? '').replace(/\p{Surrogate}/gu, '\ufffd');
        const stays = value === (checked.row.cells[column - 1] ?? '') || !isInShape(checked.issues);
        return stays ? [] : [{ row: checked.row.number, column, value, kind: 'edit' }];
      }),
    );
  });
}

/** What stands in the column after the change, row by row. */
function newValues(
  document: BatchDocument,
  column: number,
  change: ColumnChange,
): Result<(rows: readonly CurrentRow[]) => Result<string[], BulkFailure>, BulkFailure> {
  const cellsOf = (rows: readonly CurrentRow[], at: number) => rows.map(({ cells }) => cells[at - 1] ?? '');
  switch (change.action) {
    case 'copy':
      return ok((rows) => ok(cellsOf(rows, change.from)));
    case 'fill-down': {
      const fill = fillingDown(document, column);
      return ok((rows) => ok(fill(rows)));
    }
    case 'replace-pattern': {
      const replace = patternReplacer(change.pattern, change.replacement, change.matchCase);
      if (!replace.ok) return fail(replace.failure.code, replace.failure.facts);
      return ok((rows) => replace.value(cellsOf(rows, column)));
    }
    default: {
      const changed = valueChanger(change);
      return ok((rows) => ok(cellsOf(rows, column).map(changed)));
    }
  }
}
