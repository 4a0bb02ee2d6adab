import type { IssueCode } from '../permit/issue.ts';
import { fail, type Result } from '../permit/result.ts';
import type { BatchDocument } from './document.ts';
import { changeCells, type EditFailure, type Editor } from './edit.ts';
import { checkerOf, currentRow, rowColumns, type StoredRow } from './recheck.ts';
import type { CellChange } from './row-changes.ts';

export interface RepairWish {
  /** Only issues of this code; without it all. */
  readonly code?: IssueCode;
  /** Also repairs of which a person has to say that they mean what is meant. */
  readonly unsafeToo?: boolean;
}

const pageSize = 5_000;

/** Applies the repair that is proposed for one cell, safe or not: a person has seen it. */
export function repairIssue(
  document: BatchDocument,
  { row, column }: { row: number; column: number },
  editor: Editor,
): Result<null, EditFailure> {
  const stored = document.db.prepare(`select ${rowColumns} from row where number = ?`).get(row) as
    | StoredRow
    | undefined;
  if (!stored) return fail('row-missing', { row });
  const current = currentRow(stored);
  const issue = checkerOf(document)
    .check(current.cells, current.reading)
    .find((found) => found.column === column && found.repair !== null);
  if (!issue?.repair) return fail('no-repair', { row, column });
  return changeCells(
    document,
    [[{ row, column, value: issue.repair.value, kind: issue.repair.kind }]],
    editor,
  );
}

/**
 * Applies all repairs that the wish means as one step; rows that the controller has accepted are left alone.
 */
export function repairAll(
  document: BatchDocument,
  wish: RepairWish,
  editor: Editor,
): Result<null, EditFailure> {
  return changeCells(document, repairPages(document, wish), editor);
}

function* repairPages(document: BatchDocument, { code, unsafeToo }: RepairWish): Generator<CellChange[]> {
  const { check } = checkerOf(document);
  const rows = document.db.prepare(
    `select ${rowColumns} from row
     where number > ? and number in (
       select row from issue where row > ? and repair >= ? and (? is null or code = ?) order by row limit ${pageSize}
     ) and not exists (select 1 from outcome o where o.row = number and o.status in ('accepted', 'sending'))
     order by number`,
  );
  const least = unsafeToo ? 1 : 2;
  for (let last = 0; ; ) {
    const end = document.db
      .prepare(
        `select max(row) as row from (
           select row from issue where row > ? and repair >= ? and (? is null or code = ?) order by row limit ${pageSize}
         )`,
      )
      .get(last, least, code ?? null, code ?? null) as { row: number | null };
    if (end.row === null) return;
    const changes: CellChange[] = [];
    for (const stored of rows.all(last, last, least, code ?? null, code ?? null) as StoredRow[]) {
      const row = currentRow(stored);
      for (const issue of check(row.cells, row.reading)) {
        const { column, repair } = issue;
        if (column === null || repair === null || (code !== undefined && issue.code !== code)) continue;
        if (!repair.safe && !unsafeToo) continue;
        changes.push({ row: row.number, column, value: repair.value, kind: repair.kind });
      }
    }
    last = end.row;
    if (changes.length > 0) yield changes;
  }
}
