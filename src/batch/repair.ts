import type { Issue, IssueCode } from '../permit/issue.ts';
import { fail, ok, type Result } from '../permit/result.ts';
import { pageSize, rowsNumbered } from './current-row.ts';
import type { BatchDocument } from './document.ts';
import { type ChangePage, changeFound, type EditFailure, type Editor } from './edit.ts';
import { checkerOf } from './recheck.ts';
import type { CellChange, ChangeContext, RowChange } from './row-changes.ts';

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
  return changeFound(document, () => [ok([{ row, issues, changes: [change] }])], editor);
}

/**
 * Applies all repairs that the wish means as one step; rows that the controller has accepted are left alone.
 */
export function repairAll(
  document: BatchDocument,
  wish: RepairWish,
  editor: Editor,
): Result<null, EditFailure> {
  return changeFound(document, (context) => repairPages(context, wish), editor);
}

function* repairPages(
  { document, checker }: ChangeContext,
  { code, unsafeToo = false }: RepairWish,
): Generator<ChangePage> {
  const page = document.db.prepare(
    `select group_concat(row) as rows, max(row) as last from (
       select distinct row from issue where row > ? and repair >= ? ${code === undefined ? '' : 'and code = ?'}
       order by row limit ${pageSize}
     )`,
  );
  const locked = document.db.prepare(
    `select row from outcome where row between ? and ? and status in ('accepted', 'sending')`,
  );
  const means = (issue: Issue): boolean =>
    (code === undefined || issue.code === code) && (unsafeToo || issue.repair?.safe === true);
  for (let last = 0; ; ) {
    const found = page.get(last, unsafeToo ? 1 : 2, ...(code === undefined ? [] : [code])) as {
      rows: string | null;
      last: number;
    };
    if (found.rows === null) return;
    const sent = locked.all(last, found.last) as { row: number }[];
    const leave = new Set(sent.map(({ row }) => row));
    const changes: RowChange[] = [];
    for (const row of rowsNumbered(document, JSON.parse(`[${found.rows}]`) as number[])) {
      if (leave.has(row.number)) continue;
      const issues = checker.check(row.cells, row.reading);
      const repairs = issues
        .filter(means)
        .flatMap(({ column, repair }): CellChange[] =>
          column === null || repair === null
            ? []
            : [{ row: row.number, column, value: repair.value, kind: repair.kind }],
        );
      if (repairs.length > 0) changes.push({ row, issues, changes: repairs });
    }
    last = found.last;
    yield ok(changes);
  }
}
