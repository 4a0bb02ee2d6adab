import type { Result } from '../../permit/result.ts';
import type { BatchDocument } from '../file/document.ts';
import { changeFound, type EditFailure, type Editor } from './edit.ts';
import { type ChangeContext, type ChangePage, rowChanges } from './row-changes.ts';
import { runAtOnce, type SlicedStep } from './sliced-step.ts';

/** A block of cells and what they are to hold. */
export interface CellBlock {
  /** Row numbers, each once. */
  readonly rows: readonly number[];
  /** Columns, each once, counted from 1. */
  readonly columns: readonly number[];
  /**
   * A line for each row, in it a value for each column; or one line for all rows, one value for all columns. Null leaves
   * a cell as it is.
   */
  readonly values: readonly (readonly (string | null)[])[];
}

/** Looked up and checked at once: about as many cells as make a page of other steps. */
const pageCells = 4_000;

/**
 * Sets many cells as one step that undo takes back as one. Cells that hold the value already stay out of it, and so do
 * rows that the controller has accepted or is about to get. Throws where the values do not fit the block.
 */
export function setCells(
  document: BatchDocument,
  block: CellBlock,
  editor: Editor,
): Result<null, EditFailure> {
  return runAtOnce(setCellsEach(document, block, editor));
}

/** The same, pausing; `writer` as in `changeFound`. */
export function* setCellsEach(
  document: BatchDocument,
  block: CellBlock,
  editor: Editor,
  writer = document,
): SlicedStep<EditFailure> {
  const { rows, columns, values } = block;
  const fits =
    (values.length === 1 || values.length === rows.length) &&
    values.every((line) => line.length === 1 || line.length === columns.length);
  if (!fits) throw new Error('As many values as the block has cells are needed.');
  return yield* changeFound(document, (context) => blockPages(context, block), editor, rows.length, writer);
}

function* blockPages(context: ChangeContext, { rows, columns, values }: CellBlock): Generator<ChangePage> {
  const size = Math.max(1, Math.floor(pageCells / columns.length));
  for (let from = 0; from < rows.length; from += size) {
    const wanted = rows.slice(from, from + size).flatMap((row, at) => {
      const line = (values.length === 1 ? values[0] : values[from + at]) ?? [];
      return columns.flatMap((column, index) => {
        const value = line.length === 1 ? line[0] : line[index];
        if (value === undefined || value === null) return [];
        // A file holds no half of a surrogate pair: it becomes U+FFFD, of which checking tells.
        return { row, column, value: value.replace(/\p{Surrogate}/gu, '\ufffd'), kind: 'edit' as const };
      });
    });
    const page = rowChanges(context, wanted);
    if (!page.ok) {
      yield page;
      return;
    }
    const { changes, marked, locked } = page.value;
    const changed = changes
      .filter(({ row }) => !locked.has(row.number))
      .map((one) => ({
        ...one,
        changes: one.changes.filter(({ column, value }) => (one.row.cells[column - 1] ?? '') !== value),
      }))
      .filter((one) => one.changes.length > 0);
    yield { ok: true, value: { changes: changed, marked, locked: new Set() } };
  }
}
