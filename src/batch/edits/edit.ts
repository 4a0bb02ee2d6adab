import { fail, ok, type Result } from '../../permit/result.ts';
import { changesOf, forgetIndexes, type StepIndexes, stepIndexes } from '../check/indexes.ts';
import { issueWrites } from '../check/issue-writes.ts';
import { checkerOf } from '../check/recheck.ts';
import { readCounts, writeCounts } from '../file/counts.ts';
import type { BatchDocument } from '../file/document.ts';
import { inPausingTransaction } from '../file/transaction.ts';
import { cellsChanged } from '../rows/row-order.ts';
import { ensureTrail, recordStep, recordUndoOrRedo } from '../trail/record.ts';
import { applyChoice } from './apply-choice.ts';
import { keepChangedRows } from './changed-rows.ts';
import type { RowHindrances } from './fetched-rows.ts';
import { remarkDuplicates } from './remark-duplicates.ts';
import { remarkPlates } from './remark-plates.ts';
import {
  type CellChange,
  type ChangeContext,
  type ChangeFailure,
  type ChangePage,
  cellEdit,
  changeRows,
  manyTouched,
  rowChanges,
} from './row-changes.ts';
import { addedValues } from './row-shape.ts';
import { runAtOnce, type SlicedStep, type StepProgress } from './sliced-step.ts';
import { beginStep, logChanges, type Step } from './step-log.ts';
import { choiceOfLine, type Direction, markTurned, nextStep, stepPages } from './undo-redo.ts';

export type EditFailure = ChangeFailure | 'no-repair' | 'no-doubt' | 'nothing-to-undo' | 'nothing-to-redo';

/** Who changes a batch, and when. */
export interface Editor {
  readonly who: string;
  readonly now: () => Date;
}

/** Changes one cell and checks its row again, with the rows that had or now have the same reference ID. */
export function editCell(
  document: BatchDocument,
  { row, column, value }: { row: number; column: number; value: string },
  editor: Editor,
): Result<null, EditFailure> {
  const edit = cellEdit(row, column, value);
  const pages = function* (context: ChangeContext): Generator<ChangePage> {
    const page = rowChanges(context, [edit]);
    // Leaving a cell as it is must not make a step, nor end what could be done again.
    const same =
      page.ok && page.value.changes.every(({ row: { cells } }) => (cells[column - 1] ?? '') === edit.value);
    if (!same) yield page;
  };
  return runAtOnce(changeFound(document, pages, editor));
}

/** Makes changes, given in pages of about a thousand, as one step that undo takes back as one. */
export function changeCells(
  document: BatchDocument,
  pages: Iterable<readonly CellChange[]>,
  editor: Editor,
): Result<null, EditFailure> {
  return runAtOnce(changeCellsEach(document, pages, editor, 1));
}

/** The same, pausing; `total` is how many rows there are. */
export function changeCellsEach(
  document: BatchDocument,
  pages: Iterable<readonly CellChange[]>,
  editor: Editor,
  total: number,
): SlicedStep<EditFailure> {
  const found = function* (context: ChangeContext): Generator<ChangePage> {
    for (const page of pages) yield rowChanges(context, page);
  };
  return changeFound(document, found, editor, total);
}

/**
 * The same for rows that were looked up and checked already. Without a change there is no step. `writer` is the
 * connection that changes the batch: another one than the document's, where that is to be read meanwhile.
 */
export function changeFound(
  document: BatchDocument,
  pages: (context: ChangeContext) => Iterable<ChangePage>,
  { who, now }: Editor,
  total = 1,
  writer = document,
): SlicedStep<EditFailure> {
  const at = now();
  return changing(document, writer, at, false, function* (context) {
    let step: Step | null = null;
    let done = 0;
    for (const page of pages(context)) {
      if (!page.ok) return page;
      const made = changeRows(context, page.value);
      if (!made.ok) return made;
      if (made.value.length > 0) {
        step ??= beginStep(writer, who, at);
        logChanges(writer, step, made.value);
      }
      done += page.value.changes.length;
      yield { done, total };
    }
    if (step) {
      const { number, digest } = step;
      return ok({ total, record: () => recordStep(writer, number, digest.end(), at) });
    }
    return ok({ total, record: () => {} });
  });
}

/** Takes the last step back. */
export function undo(document: BatchDocument): Result<null, EditFailure> {
  return runAtOnce(undoOrRedo(document, 'undo'));
}

/** Does the step again that was taken back last. */
export function redo(document: BatchDocument): Result<null, EditFailure> {
  return runAtOnce(undoOrRedo(document, 'redo'));
}

/** The same, pausing; `writer` as in `changeFound`. */
export function* undoOrRedo(
  document: BatchDocument,
  direction: Direction,
  writer = document,
): SlicedStep<EditFailure> {
  const now = new Date();
  const next = nextStep(writer, direction);
  const choice = next && choiceOfLine(writer, next.first, direction);
  if (choice) {
    return yield* applyChoice(document, choice, writer, () => {
      markTurned(writer.db, next.first, next.last, direction);
      recordUndoOrRedo(writer, direction, next.step, now);
    });
  }
  return yield* changing(document, writer, now, true, function* (context) {
    const found = nextStep(writer, direction);
    if (!found) return fail(`nothing-to-${direction}`);
    const total = found.last - found.first + 1;
    let done = 0;
    for (const page of stepPages(context, found, direction)) {
      const made = page.ok ? changeRows(context, page.value) : page;
      if (!made.ok) return made;
      done += made.value.length;
      yield { done, total };
    }
    return ok({ total, record: () => recordUndoOrRedo(writer, direction, found.step, now) });
  });
}

interface Worked {
  readonly total: number;
  /** Puts it on the trail. */
  record(): void;
}

/** All or nothing. `replays`: changes are those of a logged step. */
function* changing(
  document: BatchDocument,
  writer: BatchDocument,
  now: Date,
  replays: boolean,
  work: (context: ChangeContext) => Generator<StepProgress, Result<Worked, EditFailure>, void>,
): SlicedStep<EditFailure> {
  let kept = false;
  try {
    const result = yield* inPausingTransaction(writer.db, function* () {
      const before = changesOf(document);
      ensureTrail(writer, now);
      const indexes = stepIndexes(document, writer);
      const context = contextOf(writer, indexes, replays);
      const worked = yield* work(context);
      if (!worked.ok) return worked;
      const { total, record } = worked.value;
      for (const _ of remarkPlates(context)) yield { done: total, total };
      for (const _ of remarkDuplicates(context)) yield { done: total, total };
      writeCounts(writer, context.counts);
      record();
      return ok({ before, indexes, context });
    });
    if (!result.ok) return result;
    if (document.db.isOpen) {
      const { before, indexes, context } = result.value;
      const { changed, changedRows, touched } = context;
      indexes.keep();
      cellsChanged(document, changed);
      // Of so many all duplicates were found anew: which rows these were is not known.
      if (touched.size <= manyTouched) keepChangedRows(document, before, changedRows);
      kept = true;
    }
    return ok(null);
  } finally {
    if (!kept) forgetIndexes(document);
  }
}

/** What may stand against changing rows of a batch as it is now. */
export function hindrancesOf(document: BatchDocument): RowHindrances {
  const marked = readCounts(document).issues['reference-duplicate'] !== undefined;
  return {
    marks: marked ? checkerOf(document).key + 1 : null,
    sent: document.db.prepare('select 1 from outcome limit 1').get() !== undefined,
  };
}

function contextOf(document: BatchDocument, { indexes }: StepIndexes, replays: boolean): ChangeContext {
  const checker = checkerOf(document);
  const counts = readCounts(document);
  return {
    document,
    checker,
    hindrances: hindrancesOf(document),
    replays,
    // One that is blank gives a row nothing.
    added: replays ? [] : addedValues(document).filter(({ value }) => value !== ''),
    references: () => indexes().references,
    plates: () => indexes().plates,
    writes: issueWrites(document),
    counts,
    touched: new Set(),
    moved: new Set(),
    touchedPlates: new Set(),
    movedPlates: new Map(),
    changedRows: new Set(),
    changed: new Map(),
  };
}
