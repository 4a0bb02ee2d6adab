import type { Issue, IssueCode } from '../../permit/issue.ts';
import { ok, type Result } from '../../permit/result.ts';
import { type Counts, readCounts } from '../file/counts.ts';
import { type CurrentRow, type RowsAfter, rowsWhere, rowsWithIssue } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { chosenReason } from '../file/left-out.ts';
import { changeAtIssue } from './change-at-issue.ts';
import { confirmChange } from './confirm-change.ts';
import type { EditFailure, Editor } from './edit.ts';
import { fetchedAfter } from './fetched-rows.ts';
import { type CheckedRow, changeManyRows } from './many-rows.ts';
import type { CellChange } from './row-changes.ts';
import { runAtOnce, type SlicedStep } from './sliced-step.ts';

export interface RepairRequest {
  /** Only issues of this code; without it all. */
  readonly code?: IssueCode;
  /** Also repairs of which a person has to say that they mean what is meant. */
  readonly unsafeToo?: boolean;
}

/** Applies the repair that is proposed for one cell, safe or not: a person has seen it. */
export function repairIssue(
  document: BatchDocument,
  cell: { readonly row: number; readonly column: number },
  editor: Editor,
): Result<null, EditFailure> {
  return changeAtIssue(document, cell, repairChange, 'no-repair', editor);
}

/** Applies all repairs that are asked for as one step; rows that are left out on purpose stay as they are. */
export function repairAll(
  document: BatchDocument,
  request: RepairRequest,
  editor: Editor,
): Result<null, EditFailure> {
  return runAtOnce(repairEach(document, request, editor));
}

/** The same, pausing; `writer` as in `changeFound`. */
export function repairEach(
  document: BatchDocument,
  request: RepairRequest,
  editor: Editor,
  writer = document,
): SlicedStep<EditFailure> {
  const counts = readCounts(document);
  const total = Object.entries(counts.issues)
    .filter(([code]) => request.code === undefined || code === request.code)
    .reduce((sum, [, { count, safe }]) => sum + (request.unsafeToo ? count : safe), 0);
  const rows = requestedRows(request, counts);
  return changeManyRows(
    document,
    {
      pages: (look) => fetchedAfter(look, rows),
      plan: (checked) => ok(checked.map((one) => repairsOf(one, request))),
      total,
    },
    editor,
    writer,
  );
}

/** From such a part of all rows on, checking the others for nothing costs less than looking up which they are. */
const nearlyAll = 0.9;

/** The rows that may have a repair that is asked for. */
function requestedRows({ code, unsafeToo }: RepairRequest, { rows, issues }: Counts): RowsAfter {
  const { count, safe } = (code === undefined ? undefined : issues[code]) ?? { count: 0, safe: 0 };
  if ((unsafeToo ? count : safe) >= rows * nearlyAll) return rowsWhere('true', []);
  // Looking an issue's repair up takes long, and is for nothing where each has one.
  const repair = code !== undefined && !unsafeToo && count === safe ? 0 : unsafeToo ? 1 : 2;
  const repairable = repair === 0 ? 'true' : `repair >= ${repair}`;
  return code === undefined
    ? rowsWithIssue(repairable, [])
    : rowsWithIssue(`${repairable} and code = ?`, [code]);
}

function repairsOf({ row, issues }: CheckedRow, { code, unsafeToo }: RepairRequest): CellChange[] {
  if (chosenReason(row.skipped) !== '') return [];
  const changes: CellChange[] = [];
  for (const issue of issues) {
    if (!issue.repair || (code !== undefined && issue.code !== code)) continue;
    const change = unsafeToo || issue.repair.safe ? repairChange(row, issue) : null;
    if (change) changes.push(change);
  }
  return changes;
}

/** What an issue's repair changes; that of missing cells is a word on the row: they are blank. */
function repairChange(row: CurrentRow, { column, code, repair }: Issue): CellChange | null {
  if (!repair) return null;
  if (column === null) return confirmChange(row, 0, code);
  return { row: row.number, column, value: repair.value, kind: repair.kind };
}
