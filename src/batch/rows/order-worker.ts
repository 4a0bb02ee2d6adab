import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../file/database.ts';
import { columnOrder } from './column-order.ts';

/** What the worker is started with: a batch file, and the columns whose orders it is to find, one after the other. */
export interface OrderRequest {
  readonly path: string;
  readonly columns: readonly number[];
}

export interface FoundOrder {
  readonly column: number;
  readonly numbers: Int32Array<ArrayBuffer>;
}

const { path, columns } = workerData as OrderRequest;
const db = openDatabase(path, { timeout: 5_000, readOnly: true });
for (const column of columns) {
  const found: FoundOrder = { column, numbers: columnOrder(db, column) as Int32Array<ArrayBuffer> };
  parentPort?.postMessage(found, [found.numbers.buffer]);
}
db.close();
