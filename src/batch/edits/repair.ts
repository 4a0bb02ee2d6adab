import type { Issue, IssueCode } from '../../permit/issue.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { checkerOf } from '../check/recheck.ts';
import { type Counts, readCounts } from '../file/counts.ts';
import { pageSize, type RowCondition, rowsNumbered } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { changeFound, type EditFailure, type Editor, worthAThread } from './edit.ts';
import {
  type CellChange,
  type ChangeContext,
  type ChangePage,
  type RowChange,
  rowChanges,
} from './row-changes.ts';
import { askRows } from './step-rows.ts';

export interface RepairWish {
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
  const repair = issues.find((issue) => issue.column === column)?.repair;
  if (!repair) return fail('no-repair', { row: number, column });
  const change: CellChange = { row: number, column, value: repair.value, kind: repair.kind };
  return changeFound(document, (context) => [rowChanges(context, [change])], editor);
}

/**
 * Applies all repairs that the wish means as one step; rows that the controller has accepted are left alone. Of
 * `threadFrom` repairs or more a thread does the writing.
 */
export function repairAll(
  document: BatchDocument,
  wish: RepairWish,
  editor: Editor,
  threadFrom = worthAThread,
): Result<null, EditFailure> {
  const { issues } = readCounts(document);
  const size = Object.entries(issues)
    .filter(([code]) => wish.code === undefined || code === wish.code)
    .reduce((sum, [, { count, safe }]) => sum + (wish.unsafeToo ? count : safe), 0);
  return changeFound(document, (context) => repairPages(context, wish), editor, size >= threadFrom);
}

function* repairPages(context: ChangeContext, wish: RepairWish): Generator<ChangePage> {
  const { document, checker, look } = context;
  const rowsAfter = rowsMeant(wish, context.counts);
  const ask = (last: number) => askRows(document.db, rowsAfter(last), look);
  for (let next = ask(0); ; ) {
    const { rows, marked, locked } = next();
    const last = rows.at(-1);
    if (!last) return;
    // What comes next is found while these are checked; no row of it is among these.
    next = ask(last.number);
    const changes: RowChange[] = [];
    for (const row of rows) {
      if (locked.has(row.number)) continue;
      const issues = checker.check(row.cells, row.reading);
      const repairs = repairsOf(row.number, issues, wish);
      if (repairs.length > 0) changes.push({ row, issues, changes: repairs });
    }
    yield ok({ changes, marked, locked: none });
  }
}

const none: ReadonlySet<number> = new Set();

/** From such a part of all rows on, checking the others for nothing costs less than looking up which they are. */
const nearlyAll = 0.9;

/** Answers which rows after a row are the next page of those that may have what the wish means. */
function rowsMeant(
  { code, unsafeToo }: RepairWish,
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

function repairsOf(row: number, issues: readonly Issue[], { code, unsafeToo }: RepairWish): CellChange[] {
  const repairs: CellChange[] = [];
  for (const { column, code: found, repair } of issues) {
    if (repair === null || column === null) continue;
    if (code !== undefined && found !== code) continue;
    if (unsafeToo || repair.safe) repairs.push({ row, column, value: repair.value, kind: repair.kind });
  }
  return repairs;
}
