import type { Issue } from '../../permit/issue.ts';
import { ok, type Result } from '../../permit/result.ts';
import { isOfCell } from '../file/changed-row.ts';
import type { CurrentRow } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { changeFound, type EditFailure, type Editor } from './edit.ts';
import type { FetchedRows } from './fetched-rows.ts';
import type { CellChange, ChangeContext, PageChange, PlanFailure, RowChange } from './row-changes.ts';
import type { SlicedStep } from './sliced-step.ts';

/** A row that may be changed, and what checking says about it. */
export interface CheckedRow {
  readonly row: CurrentRow;
  readonly issues: readonly Issue[];
}

/** What becomes of each of a page's rows, which ascend from page to page; nothing where a row stays as it is. */
export type RowPlanner = (
  rows: readonly CheckedRow[],
) => Result<readonly (readonly CellChange[])[], PlanFailure>;

/** What looking rows up takes. */
export type RowLook = Pick<ChangeContext, 'document' | 'checker' | 'hindrances'>;

/** A change of many rows: which rows, and what becomes of them. */
export interface ManyRows {
  /** The rows in order, a page at a time; a page may be empty, while they are still being found. */
  readonly pages: (look: RowLook) => Iterable<FetchedRows>;
  readonly plan: RowPlanner;
  /** How many rows there are, for the progress. */
  readonly total: number;
}

/** A page of rows, those of them that may be changed, and what becomes of these. */
export interface PlannedPage extends PageChange {
  readonly rows: number;
  readonly free: readonly CheckedRow[];
}

/**
 * Changes many rows as one step that undo takes back as one, pausing after each page of rows. Each row is checked again.
 * Rows that the controller has accepted, or is about to get, stay as they are, and so do cells that hold the value
 * already; without any change there is no step. `writer` as in `changeFound`.
 */
export function changeManyRows(
  document: BatchDocument,
  many: ManyRows,
  editor: Editor,
  writer = document,
): SlicedStep<EditFailure> {
  return changeFound(document, (context) => plannedPages(context, many), editor, many.total, writer);
}

/** Looks rows up, and what is to become of them; changes nothing. */
export function* plannedPages(
  look: RowLook,
  { pages, plan }: ManyRows,
): Generator<Result<PlannedPage, PlanFailure>> {
  const { check } = look.checker;
  for (const { rows, marked, locked } of pages(look)) {
    const free: CheckedRow[] = [];
    for (const row of rows) {
      if (!locked.has(row.number)) free.push({ row, issues: check(row.cells, row.reading) });
    }
    const planned = plan(free);
    if (!planned.ok) {
      yield planned;
      return;
    }
    const changes: RowChange[] = [];
    for (const [at, { row, issues }] of free.entries()) {
      const wanted = planned.value[at]?.filter((change) => !holds(row, change)) ?? [];
      if (wanted.length > 0) changes.push({ row, issues, changes: wanted });
    }
    yield ok({ rows: rows.length, free, changes, marked, locked });
  }
}

function holds({ cells }: CurrentRow, change: CellChange): boolean {
  return isOfCell(change) && (cells[change.column - 1] ?? '') === change.value;
}
