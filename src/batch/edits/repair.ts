import type { Issue, IssueCode } from '../../permit/issue.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { checkerOf } from '../check/recheck.ts';
import { type Counts, readCounts } from '../file/counts.ts';
import { type CurrentRow, pageSize, type RowCondition, rowsNumbered } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { confirmChange } from './confirm-change.ts';
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

export interface RepairRequest {
  /** Only issues of this code; without it all. */
  readonly code?: IssueCode;
  /** Also repairs of which a person has to say that they mean what is meant. */
  readonly unsafeToo?: boolean;
}

/** Applies the repair that is proposed for one cell, safe or not: a person has seen it. */
export function repairIssue(
  document: BatchDocument,
  { row: number, column }: { row: number; column: number },
  editor: Editor,
): Result<null, EditFailure> {
  const [row] = rowsNumbered(document, [number]);
  if (!row) return fail('row-missing', { row: number });
  const issues = checkerOf(document).check(row.cells, row.reading);
  const issue = issues.find((found) => (found.column ?? 0) === column);
  const change = issue && repairChange(row, issue);
  if (!change) return fail('no-repair', { row: number, column });
  return runAtOnce(changeFound(document, (context) => [rowChanges(context, [change])], editor));
}

/** Applies all repairs that are asked for as one step; rows that the controller has accepted are left alone. */
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
  const { issues } = readCounts(document);
  const total = Object.entries(issues)
    .filter(([code]) => request.code === undefined || code === request.code)
    .reduce((sum, [, { count, safe }]) => sum + (request.unsafeToo ? count : safe), 0);
  return changeFound(document, (context) => repairPages(context, request), editor, total, writer);
}

function* repairPages(context: ChangeContext, request: RepairRequest): Generator<ChangePage> {
  const { document, checker, hindrances } = context;
  const rowsAfter = requestedRows(request, context.counts);
  for (let last = 0; ; ) {
    const { rows, marked, locked } = fetchRows(document.db, rowsAfter(last), hindrances);
    const changes: RowChange[] = [];
    for (const row of rows) {
      if (locked.has(row.number)) continue;
      const issues = checker.check(row.cells, row.reading);
      const repairs = repairsOf(row, issues, request);
      if (repairs.length > 0) changes.push({ row, issues, changes: repairs });
    }
    yield ok({ changes, marked, locked: none });
    const end = rows.at(-1);
    if (!end) return;
    last = end.number;
  }
}

const none: ReadonlySet<number> = new Set();

/** From such a part of all rows on, checking the others for nothing costs less than looking up which they are. */
const nearlyAll = 0.9;

/** Answers which rows after a row are the next page of those that may have a repair that is asked for. */
function requestedRows(
  { code, unsafeToo }: RepairRequest,
  { rows, issues }: Counts,
): (last: number) => RowCondition {
  const { count, safe } = (code === undefined ? undefined : issues[code]) ?? { count: 0, safe: 0 };
  if ((unsafeToo ? count : safe) >= rows * nearlyAll) {
    return (last) => ({ sql: 'number > ?', values: [last], limit: pageSize });
  }
  // Looking an issue's repair up takes long, and is for nothing where each has one.
  const repair = code !== undefined && !unsafeToo && count === safe ? 0 : unsafeToo ? 1 : 2;
  const sql = `number in (
    select distinct row from issue where row > ? ${repair === 0 ? '' : `and repair >= ${repair}`}
    ${code === undefined ? '' : 'and code = ?'} order by row limit ${pageSize}
  )`;
  return (last) => ({ sql, values: code === undefined ? [last] : [last, code] });
}

function repairsOf(row: CurrentRow, issues: readonly Issue[], request: RepairRequest): CellChange[] {
  const { code, unsafeToo } = request;
  return issues.flatMap((issue) => {
    if (!issue.repair || (code !== undefined && issue.code !== code)) return [];
    return unsafeToo || issue.repair.safe ? (repairChange(row, issue) ?? []) : [];
  });
}

/** What an issue's repair changes; that of missing cells is a word on the row: they are blank. */
function repairChange(row: CurrentRow, { column, code, repair }: Issue): CellChange | null {
  if (!repair) return null;
  if (column === null) return confirmChange(row, 0, code);
  return { row: row.number, column, value: repair.value, kind: repair.kind };
}
