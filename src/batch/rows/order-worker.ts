import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../file/database.ts';
import { columnOrder, columnSort } from './column-order.ts';

/** What the worker is started with: a batch file, and the columns whose orders it is to find, one after the other. */
export interface OrderRequest {
  readonly path: string;
  readonly columns: readonly number[];
}

export interface FoundOrder {
  readonly column: number;
  /** What the order hung on besides the cells. */
  readonly kind: string;
  readonly numbers: Int32Array<ArrayBuffer>;
}

const { path, columns } = workerData as OrderRequest;
const db = openDatabase(path, { timeout: 5_000, readOnly: true });
const document = { path, db, close: () => db.close() };
for (const column of columns) {
  const sort = columnSort(document, column);
  const numbers = columnOrder(db, sort) as Int32Array<ArrayBuffer>;
  const found: FoundOrder = { column, kind: sort.kind, numbers };
  parentPort?.postMessage(found, [found.numbers.buffer]);
}
document.close();
