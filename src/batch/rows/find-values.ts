import { startWorker } from '../../disk/worker.ts';
import { readCounts } from '../file/counts.ts';
import type { BatchDocument } from '../file/document.ts';
import { type ColumnValues, columnValues, type ValuesRequest } from './column-values.ts';
import type { ValuesWork } from './values-worker.ts';

/** Fewer rows are gone through in less time than a worker takes to start. */
const worthAWorker = 20_000;

/** A column's values, found by a worker where that takes long. Throws what the worker met. */
export function findValues(document: BatchDocument, request: ValuesRequest): Promise<ColumnValues> {
  if (readCounts(document).rows < worthAWorker) return Promise.resolve(columnValues(document.db, request));
  const work: ValuesWork = { path: document.path, request };
  const worker = startWorker('values-worker', work);
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
