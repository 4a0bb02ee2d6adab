import { trimmed } from '../../permit/cell.ts';
import { fail, ok } from '../../permit/result.ts';
import { type DuplicateDecision, decisionOf, keyHeld } from '../check/duplicate-key.ts';
import { indexesOf } from '../check/indexes.ts';
import { checkerOf } from '../check/recheck.ts';
import { pageSize, rowsNumbered } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { lockedAmong } from '../rows/unchangeable.ts';
import type { EditFailure, Editor } from './edit.ts';
import { fetchedAmong } from './fetched-rows.ts';
import { type CheckedRow, changeManyRows } from './many-rows.ts';
import type { CellChange } from './row-changes.ts';
import type { SlicedStep } from './sliced-step.ts';

/** Which rows of one reference ID are sent; the others of them are left out. */
export interface GroupDecision {
  /** One of them. */
  readonly row: number;
  /** How many there were when somebody looked at them. */
  readonly rows: number;
  readonly send: readonly number[] | 'all';
}

type DecideFailure = EditFailure | 'duplicates-changed';

/**
 * Decides among the rows of one reference ID, as one step that undo takes back. One row that is sent needs nothing more;
 * of several it is written down that each is sent beside the others. A decision holds while those rows have that ID: one
 * more is a duplicate again. Rows that the controller has, or is about to get, cannot be decided otherwise.
 */
export function* decideDuplicates(
  document: BatchDocument,
  { row, rows, send }: GroupDecision,
  editor: Editor,
  writer = document,
): SlicedStep<DecideFailure> {
  const group = groupWith(document, row);
  const sent = new Set(send === 'all' ? group : send);
  const isOther = group.length !== rows || [...sent].some((number) => !group.includes(number));
  if (group.length < 2 || isOther) return fail('duplicates-changed');
  const column = checkerOf(document).key + 1;
  const wanted = (number: number): DuplicateDecision =>
    !sent.has(number) ? 'left-out' : sent.size > 1 ? 'sent-too' : null;
  const stuck = stuckRow(document, group, column, wanted);
  if (stuck !== undefined) return fail('row-locked', { row: stuck });
  return yield* changeManyRows(
    document,
    {
      pages: (look) => fetchedAmong(look, pagesOf(group)),
      plan: (checked) => ok(checked.map((one) => changesTo(one, column, wanted(one.row.number)))),
      total: group.length,
    },
    editor,
    writer,
  );
}

/** The rows that have the reference ID of this one, in order; hashes that are alike are not enough. */
function groupWith(document: BatchDocument, row: number): number[] {
  const { check, key } = checkerOf(document);
  const [one] = rowsNumbered(document, [row]);
  const text = one ? keyHeld(one, check(one.cells, one.reading), key + 1) : '';
  if (text === '') return [];
  const found = indexesOf(document)
    .references.rows(text)
    .sort((a, b) => a - b);
  const group: number[] = [];
  for (const page of pagesOf(found)) {
    for (const { number, cells } of rowsNumbered(document, page)) {
      if (trimmed(cells[key] ?? '') === text) group.push(number);
    }
  }
  return group;
}

/** The first row that would have to change and cannot. A row that was sent is as good as decided to be sent alone. */
function stuckRow(
  document: BatchDocument,
  group: readonly number[],
  column: number,
  wanted: (number: number) => DuplicateDecision,
): number | undefined {
  const locked = lockedAmong(document, group);
  for (const page of pagesOf(locked)) {
    for (const row of rowsNumbered(document, page)) {
      const to = wanted(row.number);
      if (to !== null && to !== decisionOf(row, column)) return row.number;
    }
  }
  return undefined;
}

function changesTo({ row }: CheckedRow, column: number, to: DuplicateDecision): CellChange[] {
  const { number, reading } = row;
  const is = decisionOf(row, column);
  const changes: CellChange[] = [];
  if (is === to) return changes;
  if ((is === 'left-out') !== (to === 'left-out')) {
    const value = to === 'left-out' ? 'duplicate-by-hand' : '';
    changes.push({ row: number, column: 0, value, kind: 'leave-out' });
  }
  const codes = reading.confirmed?.[column] ?? [];
  const others = codes.filter((code) => code !== 'reference-duplicate');
  const then = to === 'sent-too' ? [...others, 'reference-duplicate' as const] : others;
  if (then.length !== codes.length) {
    changes.push({ row: number, column, value: JSON.stringify(then), kind: 'confirm' });
  }
  return changes;
}

function* pagesOf(numbers: readonly number[]): Generator<readonly number[]> {
  for (let from = 0; from < numbers.length; from += pageSize) yield numbers.slice(from, from + pageSize);
}
