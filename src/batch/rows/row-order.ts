import { startWorker } from '../../disk/worker.ts';
import type { BatchDocument } from '../file/document.ts';
import { type ColumnSort, columnOrder, columnSort, comesBefore } from './column-order.ts';
import type { FoundOrder, OrderRequest } from './order-worker.ts';

/**
 * The orders in which a batch's rows can be shown: all rows, ascending by a column. SQLite sorts 100,000 rows of the file
 * that `npm run bench -- rows` makes in 0.09 s and a million in 0.95 s, so an order is found in a worker and kept, and an
 * edit moves its row within it: sorted anew after each, a person would wait that long for every cell that is edited.
 */
interface Orders {
  readonly kept: Map<number, KeptOrder>;
  /** By column: settled once a worker has found its order, or cannot. */
  readonly pending: Map<number, Promise<void>>;
  /** The last edit that they know of. */
  edit: string;
}

interface KeptOrder {
  /** Of another mapping the column is sorted otherwise. */
  readonly kind: string;
  readonly numbers: Int32Array;
}

const orders = new WeakMap<BatchDocument, Orders>();

/** Up to so many are kept: 4 MB each for a million rows. The one asked for longest ago goes first. */
export const mostOrders = 8;

/** An edit of more cells of a column makes its order be found anew. */
export const mostMoved = 50;

/** A column's order, found here and now where it is not kept. */
export function orderBy(document: BatchDocument, sort: ColumnSort): Int32Array {
  const known = ordersOf(document);
  const kept = known.kept.get(sort.column);
  const numbers = kept?.kind === sort.kind ? kept.numbers : columnOrder(document.db, sort);
  keep(known, sort.column, { kind: sort.kind, numbers });
  return numbers;
}

/** An edit while an order is being found makes its finding begin anew, but not for ever. */
const mostTries = 3;

/** Finds the orders of columns in a worker, so that `orderBy` has them at once. */
export async function findOrders(document: BatchDocument, columns: readonly number[]): Promise<void> {
  for (let tries = 0; tries < mostTries && document.db.isOpen; tries++) {
    const known = ordersOf(document);
    const missing = columns.filter(
      (column) => known.kept.get(column)?.kind !== columnSort(document, column).kind,
    );
    if (missing.length === 0) return;
    const begun = missing.filter((column) => !known.pending.has(column));
    if (begun.length > 0) startFinding(document, known, begun);
    await Promise.all(missing.map((column) => known.pending.get(column)));
  }
}

function startFinding(document: BatchDocument, known: Orders, columns: readonly number[]): void {
  const { edit } = known;
  const worker = startWorker('order-worker', { path: document.path, columns } satisfies OrderRequest);
  const settle = new Map<number, () => void>();
  const end = (column: number): void => {
    known.pending.delete(column);
    settle.get(column)?.();
  };
  for (const column of columns) {
    known.pending.set(column, new Promise((resolve) => settle.set(column, resolve)));
  }
  worker.on('message', ({ column, kind, numbers }: FoundOrder) => {
    // The worker may not have seen what was edited meanwhile.
    if (document.db.isOpen && known.edit === edit && ordersOf(document) === known)
      keep(known, column, { kind, numbers });
    end(column);
  });
  // Whoever needs the order then finds it here, and meets the failure again.
  worker.once('error', () => {});
  worker.once('exit', () => columns.forEach(end));
}

/**
 * Keeps the orders in step with cells that were changed: rows by column, more than `mostMoved` where they were many.
 * To be called once the change is in the file.
 */
export function cellsChanged(document: BatchDocument, changed: ReadonlyMap<number, readonly number[]>): void {
  const known = orders.get(document);
  if (!known) return;
  for (const [column, rows] of changed) {
    const kept = known.kept.get(column);
    if (!kept) continue;
    const sort = columnSort(document, column);
    if (rows.length > mostMoved || kept.kind !== sort.kind) known.kept.delete(column);
    else for (const row of rows) move(document, kept.numbers, sort, row);
  }
  known.edit = lastEdit(document);
}

function ordersOf(document: BatchDocument): Orders {
  const edit = lastEdit(document);
  const known = orders.get(document);
  if (known?.edit === edit) return known;
  const made: Orders = { kept: new Map(), pending: new Map(), edit };
  orders.set(document, made);
  return made;
}

/** Changes with every step of edits, whoever makes it. */
function lastEdit({ db }: BatchDocument): string {
  const last = db.prepare('select id, undone from edit order by id desc limit 1').get() as
    | { id: number; undone: number }
    | undefined;
  return last ? `${last.id} ${last.undone}` : '';
}

function keep({ kept }: Orders, column: number, order: KeptOrder): void {
  kept.delete(column);
  kept.set(column, order);
  for (const [oldest] of kept) {
    if (kept.size <= mostOrders) return;
    kept.delete(oldest);
  }
}

/** Puts a row where its cell belongs now. All others stand in order. */
function move({ db }: BatchDocument, numbers: Int32Array, sort: ColumnSort, row: number): void {
  const before = comesBefore(db, sort, row);
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
