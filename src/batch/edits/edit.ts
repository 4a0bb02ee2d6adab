import { fail, ok, type Result } from '../../permit/result.ts';
import { issueWrites } from '../check/issue-writes.ts';
import { checkerOf } from '../check/recheck.ts';
import { forgetReferences, type StepReferences, stepReferences } from '../check/references.ts';
import { readCounts, writeCounts } from '../file/counts.ts';
import type { BatchDocument } from '../file/document.ts';
import { databaseInThread } from '../file/thread-database.ts';
import { cellsChanged } from '../rows/row-order.ts';
import { ensureTrail, recordStep, recordTurn } from '../trail/record.ts';
import { remarkDuplicates } from './remark-duplicates.ts';
import {
  type CellChange,
  type ChangeContext,
  type ChangeFailure,
  type ChangePage,
  changeRows,
  rowChanges,
} from './row-changes.ts';
import { beginStep, logChanges, type Step } from './step-log.ts';
import { stepToTurn, type Turn, turnPages, turnsMany } from './undo-redo.ts';

export type EditFailure = ChangeFailure | 'no-repair' | 'nothing-to-undo' | 'nothing-to-redo';

/** Who changes a batch, and when. */
export interface Editor {
  readonly who: string;
  readonly now: () => Date;
}

/** From so many changes on, a thread writes what is found out here. */
export const worthAThread = 50_000;

/** Changes one cell and checks its row again, with the rows that had or now have the same reference ID. */
export function editCell(
  document: BatchDocument,
  { row, column, value: wanted }: { row: number; column: number; value: string },
  editor: Editor,
): Result<null, EditFailure> {
  // A file holds no half of a surrogate pair: it becomes U+FFFD, of which checking tells.
  const value = wanted.replace(/\p{Surrogate}/gu, '\ufffd');
  const pages = function* (context: ChangeContext): Generator<ChangePage> {
    const page = rowChanges(context, [{ row, column, value, kind: 'edit' }]);
    // Leaving a cell as it is must not make a step, nor end what could be done again.
    const same =
      page.ok && page.value.changes.every(({ row: { cells } }) => (cells[column - 1] ?? '') === value);
    if (!same) yield page;
  };
  return changeFound(document, pages, editor);
}

/** Makes changes, given in pages of about a thousand, as one step that undo takes back as one. */
export function changeCells(
  document: BatchDocument,
  pages: Iterable<readonly CellChange[]>,
  editor: Editor,
): Result<null, EditFailure> {
  const found = function* (context: ChangeContext): Generator<ChangePage> {
    for (const page of pages) yield rowChanges(context, page);
  };
  return changeFound(document, found, editor);
}

/** The same for rows that were looked up and checked already. Without a change there is no step. */
export function changeFound(
  document: BatchDocument,
  pages: (context: ChangeContext) => Iterable<ChangePage>,
  { who, now }: Editor,
  inThread = false,
): Result<null, EditFailure> {
  const at = now();
  return changing(document, at, inThread, (context) => {
    let step: Step | null = null;
    for (const page of pages(context)) {
      if (!page.ok) return page;
      const made = changeRows(context, page.value);
      if (!made.ok) return made;
      if (made.value.length === 0) continue;
      step ??= beginStep(context.document, who, at);
      logChanges(context.document, step, made.value);
    }
    return ok(() => {
      if (step) recordStep(context.document, step.number, step.digest.end(), at);
    });
  });
}

/** Takes the last step back. */
export function undo(document: BatchDocument, threadFrom = worthAThread): Result<null, EditFailure> {
  return turn(document, 'undo', threadFrom);
}

/** Does the step again that was taken back last. */
export function redo(document: BatchDocument, threadFrom = worthAThread): Result<null, EditFailure> {
  return turn(document, 'redo', threadFrom);
}

function turn(document: BatchDocument, way: Turn, threadFrom: number): Result<null, EditFailure> {
  const now = new Date();
  return changing(document, now, turnsMany(document, way, threadFrom), (context) => {
    const found = stepToTurn(context.document, way);
    if (!found) return fail(`nothing-to-${way}`);
    for (const page of turnPages(context, found, way)) {
      const made = page.ok ? changeRows(context, page.value) : page;
      if (!made.ok) return made;
    }
    return ok(() => recordTurn(context.document, way, found.step, now));
  });
}

/** All or nothing: what fails leaves the batch as it was. `work` answers what is to be put on the trail about it. */
function changing(
  document: BatchDocument,
  now: Date,
  inThread: boolean,
  work: (context: ChangeContext) => Result<() => void, EditFailure>,
): Result<null, EditFailure> {
  const aside = inThread ? databaseInThread(document.path) : null;
  const db = aside ?? document.db;
  let changed: ChangeContext['changed'] | null = null;
  try {
    db.exec('begin immediate');
    const by = { ...document, db };
    const references = stepReferences(document, by);
    const context = contextOf(by, references);
    ensureTrail(context.document, now);
    const result = work(context);
    if (!result.ok) return result;
    remarkDuplicates(context);
    writeCounts(context.document, context.counts);
    result.value();
    db.exec('commit');
    changed = context.changed;
    references.keep();
    return ok(null);
  } finally {
    if (aside) aside.close();
    else if (db.isTransaction) db.exec('rollback');
    if (changed) {
      cellsChanged(document, changed);
    } else {
      forgetReferences(document);
    }
  }
}

function contextOf(document: BatchDocument, references: StepReferences): ChangeContext {
  const checker = checkerOf(document);
  const counts = readCounts(document);
  return {
    document,
    checker,
    look: {
      marks: counts.issues['reference-duplicate'] === undefined ? null : checker.key + 1,
      sent: document.db.prepare('select 1 from outcome limit 1').get() !== undefined,
    },
    references: references.index,
    writes: issueWrites(document),
    counts,
    touched: new Set(),
    moved: new Set(),
    changed: new Map(),
  };
}
