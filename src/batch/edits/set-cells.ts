import { fail, ok, type Result } from '../../permit/result.ts';
import type { BatchDocument } from '../file/document.ts';
import type { EditFailure, Editor } from './edit.ts';
import { fetchedAmong } from './fetched-rows.ts';
import { changeManyRows } from './many-rows.ts';
import { type CellChange, cellEdit } from './row-changes.ts';
import { isInShape } from './row-shape.ts';
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
  const missing = firstMissing(document, rows);
  if (missing !== null) return fail('row-missing', { row: missing });
  const lines = new Map(rows.map((row, at) => [row, (values.length === 1 ? values[0] : values[at]) ?? []]));
  const ascending = [...rows].sort((one, other) => one - other);
  return yield* changeManyRows(
    document,
    {
      pages: (look) => fetchedAmong(look, pagesOf(ascending, columns.length)),
      plan: (checked) =>
        ok(
          checked.map(({ row: { number }, issues }) => {
            // A block over many rows must not call those mended whose cells may stand in other columns.
            const isPassedOver = rows.length > 1 && !isInShape(issues);
            return isPassedOver ? [] : editsOf(number, columns, lines.get(number) ?? []);
          }),
        ),
      total: rows.length,
    },
    editor,
    writer,
  );
}

function firstMissing({ db }: BatchDocument, rows: readonly number[]): number | null {
  const missing = db
    .prepare('select value as row from json_each(?) where value not in (select number from row) limit 1')
    .get(JSON.stringify(rows)) as { row: number } | undefined;
  return missing?.row ?? null;
}

function* pagesOf(rows: readonly number[], columns: number): Generator<readonly number[]> {
  const size = Math.max(1, Math.floor(pageCells / columns));
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}

function editsOf(row: number, columns: readonly number[], line: readonly (string | null)[]): CellChange[] {
  return columns.flatMap((column, at) => {
    const value = line.length === 1 ? line[0] : line[at];
    return value === undefined || value === null ? [] : [cellEdit(row, column, value)];
  });
}
