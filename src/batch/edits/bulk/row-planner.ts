import { fail, ok, type Result } from '../../../permit/result.ts';
import { valueChanger } from '../../../permit/value-change.ts';
import type { CurrentRow } from '../../file/current-row.ts';
import type { BatchDocument } from '../../file/document.ts';
import { chosenReason } from '../../file/left-out.ts';
import { confirmations } from '../confirm-change.ts';
import type { CheckedRow, RowPlanner } from '../many-rows.ts';
import { type CellChange, cellEdit, type PlanFailure } from '../row-changes.ts';
import { isInShape } from '../row-shape.ts';
import type { BulkChange, ColumnChange } from './bulk-change.ts';
import { fillingDown } from './fill-down.ts';
import { patternReplacer } from './pattern.ts';

export function rowPlanner(document: BatchDocument, change: BulkChange): Result<RowPlanner, PlanFailure> {
  switch (change.kind) {
    case 'leave-out':
      return ok(
        eachRow(({ row }) => (chosenReason(row.skipped) === '' ? [leaveOut(row, change.reason)] : [])),
      );
    case 'bring-back':
      return ok(eachRow(({ row }) => (chosenReason(row.skipped) === '' ? [] : [leaveOut(row, '')])));
    case 'keep':
      return ok(eachRow((checked) => confirmations(checked, change.code)));
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
): Result<RowPlanner, PlanFailure> {
  const values = newValues(document, column, change);
  if (!values.ok) return values;
  return ok((rows) => {
    const now = values.value(rows.map(({ row }) => row));
    if (!now.ok) return now;
    return ok(
      rows.map(({ row, issues }, at) =>
        isInShape(issues) ? [cellEdit(row.number, column, now.value[at] ?? '')] : [],
      ),
    );
  });
}

/** What stands in the column after the change, row by row. */
function newValues(
  document: BatchDocument,
  column: number,
  change: ColumnChange,
): Result<(rows: readonly CurrentRow[]) => Result<string[], PlanFailure>, PlanFailure> {
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
