import type { BatchDocument } from '../file/document.ts';
import { listed, parseNumbers } from '../file/number-list.ts';
import { orderThread } from './order-thread.ts';

/**
 * The orders in which a batch's rows can be shown: all rows, ascending by the present cells of a column (case aside),
 * then by number. Sorting a million rows takes seconds, so an order is kept, and edits move their rows within it.
 */
interface Orders {
  readonly kept: Map<number, Int32Array>;
  readonly finding: Map<number, Finding>;
  /** By column: rows that were edited while its order is being found in a thread, which may not have seen that. */
  readonly missed: Map<number, Set<number>>;
  /** The last edit that they know of. */
  mark: string;
}

interface Finding {
  /** Settled once the order is kept, or cannot be had from the thread. */
  readonly done: Promise<void>;
  /** Has it found before the others of its thread. */
  hurry(): void;
}

const orders = new WeakMap<BatchDocument, Orders>();

/** Up to so many are kept: 4 MB each for a million rows. The one asked for longest ago goes first. */
export const mostOrders = 8;

/** An edit of more cells of a column makes its order be found anew. */
export const mostMoved = 50;

/** A column's order, found here and now where it is not kept. */
export function orderBy(document: BatchDocument, column: number): Int32Array {
  const known = ordersOf(document);
  const numbers = known.kept.get(column) ?? orderHere(document, column);
  keep(known, column, numbers);
  return numbers;
}

/** Finds a column's order in a thread, before others that are being found there, so that `orderBy` has it at once. */
export function findOrder(document: BatchDocument, column: number): Promise<void> {
  const found = findOrders(document, [column]);
  ordersOf(document).finding.get(column)?.hurry();
  return found;
}

/** Finds the orders of columns in a thread, one after the other; settled once no more will come. */
export async function findOrders(document: BatchDocument, columns: readonly number[]): Promise<void> {
  const known = ordersOf(document);
  const missing = columns.filter((column) => !known.kept.has(column) && !known.finding.has(column));
  if (missing.length > 0) startFinding(document, known, missing);
  await Promise.all(columns.map((column) => known.finding.get(column)?.done));
}

function startFinding(document: BatchDocument, known: Orders, columns: readonly number[]): void {
  const settle = new Map<number, () => void>();
  const end = (column: number): void => {
    known.finding.delete(column);
    known.missed.delete(column);
    settle.get(column)?.();
    settle.delete(column);
  };
  const thread = orderThread(
    document,
    columns,
    (column, numbers) => {
      const missed = known.missed.get(column) ?? new Set();
      if (missed.size <= mostMoved && orders.get(document) === known && document.db.isOpen) {
        for (const row of missed) move(document, numbers, column, row);
        keep(known, column, numbers);
      }
      end(column);
    },
    () => {
      for (const column of [...settle.keys()]) end(column);
    },
  );
  for (const column of columns) {
    known.missed.set(column, new Set());
    const done = new Promise<void>((resolve) => settle.set(column, resolve));
    known.finding.set(column, { done, hurry: () => thread.hurry(column) });
  }
}

/**
 * Keeps the orders in step with cells that were changed: rows by column, more than `mostMoved` where they were many.
 * To be called once the change is in the file.
 */
export function cellsChanged(document: BatchDocument, changed: ReadonlyMap<number, readonly number[]>): void {
  const known = orders.get(document);
  if (!known) return;
  for (const [column, rows] of changed) {
    const missed = known.missed.get(column);
    for (const row of rows) missed?.add(row);
    const numbers = known.kept.get(column);
    if (!numbers) continue;
    if (rows.length > mostMoved) known.kept.delete(column);
    else for (const row of rows) move(document, numbers, column, row);
  }
  known.mark = markOf(document);
}

/** The cell as it is now, as SQL over `row r`. */
function cellSql(column: number): string {
  const at = Math.trunc(column);
  return `coalesce(case when r.edits is not null then r.edits ->> '$."${at}"' end, r.cells ->> ${at - 1}, '')`;
}

function orderHere({ db }: BatchDocument, column: number): Int32Array {
  const query = `select r.number from row r order by ${cellSql(column)} collate nocase, r.number`;
  const { list } = db.prepare(listed(query)).get() as { list: string | null };
  return parseNumbers(list ?? '');
}

function ordersOf(document: BatchDocument): Orders {
  const mark = markOf(document);
  const known = orders.get(document);
  if (known?.mark === mark) return known;
  const made: Orders = { kept: new Map(), finding: new Map(), missed: new Map(), mark };
  orders.set(document, made);
  return made;
}

/** Changes with every step of edits, whoever makes it. */
export function markOf({ db }: BatchDocument): string {
  const last = db.prepare('select id, undone from edit order by id desc limit 1').get() as
    | { id: number; undone: number }
    | undefined;
  return last ? `${last.id} ${last.undone}` : '';
}

function keep({ kept }: Orders, column: number, numbers: Int32Array): void {
  kept.delete(column);
  kept.set(column, numbers);
  for (const [oldest] of kept) {
    if (kept.size <= mostOrders) return;
    kept.delete(oldest);
  }
}

/** Puts a row where its cell belongs now. All others stand in order. */
function move({ db }: BatchDocument, numbers: Int32Array, column: number, row: number): void {
  const cell = cellSql(column);
  const { value } = db.prepare(`select ${cell} as value from row r where r.number = ?`).get(row) as {
    value: string;
  };
  const compare = db.prepare(
    `select ${cell} < ?2 collate nocase as less, ${cell} = ?2 collate nocase as same from row r where r.number = ?1`,
  );
  const before = (other: number): boolean => {
    const { less, same } = compare.get(other, value) as { less: number; same: number };
    return less === 1 || (same === 1 && other < row);
  };
  const from = numbers.indexOf(row);
  numbers.copyWithin(from, from + 1);
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(numbers[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  numbers.copyWithin(low + 1, low, numbers.length - 1);
  numbers[low] = row;
}
