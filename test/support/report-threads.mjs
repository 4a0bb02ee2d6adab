// Loaded before a program (`node --import`): says on standard error what the threads that it makes report.
import { subscribe } from 'node:diagnostics_channel';
import process from 'node:process';

subscribe('worker_threads', (event) => {
  const { worker } = /** @type {{ worker: import('node:worker_threads').Worker }} */ (event);
  worker.on('message', ({ done }) => process.stderr.write(`thread: ${done}\n`));
  worker.on('error', () => process.stderr.write('thread: failed\n'));
});
