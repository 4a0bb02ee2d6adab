import { parentPort, workerData } from 'node:worker_threads';
import { type RowBatch, RowWriter } from './row-writer.ts';

/** What the thread is asked to do, in order. It answers each batch that it has written, and the end with the digest. */
export type RowWriterOrder =
  | { readonly do: 'add'; readonly batch: RowBatch }
  | { readonly do: 'end' }
  | { readonly do: 'abandon' };

export type RowWriterAnswer = { readonly done: 'add' } | { readonly done: 'end'; readonly digest: string };

export interface RowWriterData {
  /** Of the empty batch file. */
  readonly path: string;
}

const port = parentPort;
if (!port) throw new Error('This program runs in a worker thread.');
const writer = new RowWriter((workerData as RowWriterData).path);
const answer = (what: RowWriterAnswer): void => port.postMessage(what);

port.on('message', (order: RowWriterOrder) => {
  try {
    switch (order.do) {
      case 'add':
        writer.add(order.batch);
        answer({ done: 'add' });
        return;
      case 'end':
        answer({ done: 'end', digest: writer.end() });
        break;
      case 'abandon':
        writer.abandon();
        break;
    }
    port.close();
  } catch (cause) {
    writer.abandon();
    // Ends the thread: whoever started it is told by its `error` event.
    throw cause;
  }
});
