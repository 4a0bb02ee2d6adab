import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../file/database.ts';
import { columnValues, type ValuesRequest } from './column-values.ts';

/** What the worker is started with: a batch file, and which column's values are asked for. */
export interface ValuesWork {
  readonly path: string;
  readonly request: ValuesRequest;
}

const { path, request } = workerData as ValuesWork;
const db = openDatabase(path, { timeout: 5_000, readOnly: true });
parentPort?.postMessage(columnValues(db, request));
db.close();
