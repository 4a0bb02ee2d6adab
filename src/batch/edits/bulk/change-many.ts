import { ok, type Result } from '../../../permit/result.ts';
import { checkerOf } from '../../check/recheck.ts';
import { readCounts } from '../../file/counts.ts';
import { amongRows } from '../../file/current-row.ts';
import type { BatchDocument } from '../../file/document.ts';
import { changeFound, type EditFailure, type Editor, hindrancesOf } from '../edit.ts';
import { fetchRows } from '../fetched-rows.ts';
import type { ChangeContext, ChangePage, RowChange } from '../row-changes.ts';
import { isInShape } from '../row-shape.ts';
import { runAtOnce, type SlicedStep } from '../sliced-step.ts';
import type { BulkRequest } from './bulk-change.ts';
import { type BulkFailure, rowPlanner } from './row-planner.ts';
import { scopePages } from './scope.ts';

/** A page of a scope's rows, and what becomes of them. */
interface PlannedPage {
  readonly rows: number;
  readonly locked: number;
  readonly shapeless: number;
  readonly changes: readonly RowChange[];
  readonly marked: ReadonlySet<number>;
}

type Planning = Pick<ChangeContext, 'document' | 'checker' | 'hindrances'>;

/** Makes a bulk change as one step that undo takes back as one. */
export function changeMany(
  document: BatchDocument,
  request: BulkRequest,
  editor: Editor,
): Result<null, EditFailure> {
  return runAtOnce(changeEach(document, request, editor));
}

/** The same, pausing; `writer` as in `changeFound`. Rows that the controller has accepted are left alone. */
export function changeEach(
  document: BatchDocument,
  request: BulkRequest,
  editor: Editor,
  writer = document,
): SlicedStep<EditFailure> {
  const total = 'rows' in request.scope ? request.scope.rows.length : readCounts(document).rows;
  const pages = function* (context: ChangeContext): Generator<ChangePage> {
    for (const page of plannedPages(context, request)) {
      if (!page.ok) yield page;
      else yield ok({ changes: page.value.changes, marked: page.value.marked, locked: new Set<number>() });
    }
  };
  return changeFound(document, pages, editor, total, writer);
}

/** What a bulk change would do, before it does it. */
export interface BulkPreview {
  /** The rows of the scope. */
  readonly rows: number;
  /** How many of them would change. */
  readonly changing: number;
  /** How many stay as they are because the controller has them. */
  readonly locked: number;
  /** How many a change of a column passes over, since their cells may stand in other columns. */
  readonly shapeless: number;
  /** The first changes. */
  readonly examples: readonly { readonly row: number; readonly before: string; readonly after: string }[];
}

const mostExamples = 5;

/** Looks at what a bulk change would do, and changes nothing; pauses after each page of rows. */
export function* previewEach(
  document: BatchDocument,
  request: BulkRequest,
): Generator<void, Result<BulkPreview, BulkFailure>, void> {
  const planning = { document, checker: checkerOf(document), hindrances: hindrancesOf(document) };
  const found = { rows: 0, changing: 0, locked: 0, shapeless: 0 };
  const examples: BulkPreview['examples'][number][] = [];
  for (const page of plannedPages(planning, request)) {
    if (!page.ok) return page;
    const { rows, changes, locked, shapeless } = page.value;
    found.rows += rows;
    found.changing += changes.length;
    found.locked += locked;
    found.shapeless += shapeless;
    for (const { row, changes: own } of changes) {
      if (examples.length >= mostExamples) break;
      const [first] = own;
      if (!first) continue;
      const before = row.cells[first.column - 1] ?? '';
      examples.push({ row: row.number, before, after: first.kind === 'edit' ? first.value : before });
    }
    yield;
  }
  return ok({ ...found, examples });
}

function* plannedPages(
  { document, checker, hindrances }: Planning,
  { scope, change }: BulkRequest,
): Generator<Result<PlannedPage, BulkFailure>> {
  const planner = rowPlanner(document, change);
  if (!planner.ok) {
    yield planner;
    return;
  }
  for (const numbers of scopePages(document, scope)) {
    const { rows, marked, locked } = fetchRows(document.db, amongRows('number', numbers), hindrances);
    const free = rows
      .filter(({ number }) => !locked.has(number))
      .map((row) => ({ row, issues: checker.check(row.cells, row.reading) }));
    const planned = planner.value(free);
    if (!planned.ok) {
      yield planned;
      return;
    }
    yield ok({
      rows: rows.length,
      locked: locked.size,
      shapeless: change.kind === 'column' ? free.filter(({ issues }) => !isInShape(issues)).length : 0,
      changes: free.flatMap((row, at) => {
        const changes = planned.value[at] ?? [];
        return changes.length === 0 ? [] : [{ ...row, changes }];
      }),
      marked,
    });
  }
}
