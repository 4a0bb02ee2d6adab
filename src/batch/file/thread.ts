import { createRequire } from 'node:module';
import { type TransferListItem, Worker } from 'node:worker_threads';

/**
 * Starts a thread that works on a batch file. Its program is handed over as text, so that no bundle needs a file of its
 * own for it; `workerData.sqlite` is where it finds the database, besides `data`.
 */
export function startThread(
  program: string,
  data: object = {},
  transferList: TransferListItem[] = [],
): Worker {
  const sqlite = createRequire(import.meta.url).resolve('@photostructure/sqlite');
  return new Worker(program, { eval: true, workerData: { sqlite, ...data }, transferList, execArgv: [] });
}
