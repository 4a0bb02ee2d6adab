import { ok, type Result } from '../../../permit/result.ts';
import { checkerOf } from '../../check/recheck.ts';
import { readCounts } from '../../file/counts.ts';
import type { BatchDocument } from '../../file/document.ts';
import { type EditFailure, type Editor, hindrancesOf } from '../edit.ts';
import { fetchedAmong } from '../fetched-rows.ts';
import { changeManyRows, type ManyRows, plannedPages } from '../many-rows.ts';
import type { PlanFailure } from '../row-changes.ts';
import { isInShape } from '../row-shape.ts';
import { runAtOnce, type SlicedStep } from '../sliced-step.ts';
import type { BulkRequest } from './bulk-change.ts';
import { rowPlanner } from './row-planner.ts';
import { scopePages } from './scope.ts';

/** Makes a bulk change as one step that undo takes back as one. */
export function changeMany(
  document: BatchDocument,
  request: BulkRequest,
  editor: Editor,
): Result<null, EditFailure> {
  return runAtOnce(changeEach(document, request, editor));
}

/** The same, pausing; `writer` as in `changeFound`. */
export function* changeEach(
  document: BatchDocument,
  request: BulkRequest,
  editor: Editor,
  writer = document,
): SlicedStep<EditFailure> {
  const many = requestedRows(writer, request);
  return many.ok ? yield* changeManyRows(document, many.value, editor, writer) : many;
}

function requestedRows(
  document: BatchDocument,
  { scope, change }: BulkRequest,
): Result<ManyRows, PlanFailure> {
  const plan = rowPlanner(document, change);
  if (!plan.ok) return plan;
  return ok({
    pages: (look) => fetchedAmong(look, scopePages(document, scope)),
    plan: plan.value,
    total: 'rows' in scope ? scope.rows.length : readCounts(document).rows,
  });
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
): Generator<void, Result<BulkPreview, PlanFailure>, void> {
  const many = requestedRows(document, request);
  if (!many.ok) return many;
  const look = { document, checker: checkerOf(document), hindrances: hindrancesOf(document) };
  const found = { rows: 0, changing: 0, locked: 0, shapeless: 0 };
  const examples: BulkPreview['examples'][number][] = [];
  for (const page of plannedPages(look, many.value)) {
    if (!page.ok) return page;
    const { rows, free, changes, locked } = page.value;
    found.rows += rows;
    found.changing += changes.length;
    found.locked += locked.size;
    if (request.change.kind === 'column') {
      found.shapeless += free.filter(({ issues }) => !isInShape(issues)).length;
    }
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
