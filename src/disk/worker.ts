import { Worker } from 'node:worker_threads';

/** The programs that run in threads of their own; scripts/setup/workers.mjs says which module each is. */
export type WorkerName = 'row-writer-worker' | 'order-worker' | 'values-worker' | 'binary-book-worker';

/** Starts a thread with one of these programs, which finds `data` as `workerData`; of memory it gets `megabytes` at most. */
export function startWorker(name: WorkerName, data: object, megabytes?: number): Worker {
  const limits = megabytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: megabytes } };
  return new Worker(programOf(name), { workerData: data, execArgv: [], ...limits });
}

/** Built, all programs stand beside each other. Only tests run the sources: these take what was built of them. */
function programOf(name: WorkerName): URL {
  const here = import.meta.url;
  return new URL(`${name}.js`, here.endsWith('.ts') ? new URL('../../out/main/', here) : here);
}
