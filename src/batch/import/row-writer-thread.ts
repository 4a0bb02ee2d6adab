import type { Worker } from 'node:worker_threads';
import { startWorker } from '../../disk/worker.ts';
import { type RowBatch, RowWriter } from './row-writer.ts';
import type { RowWriterAnswer, RowWriterData, RowWriterOrder } from './row-writer-worker.ts';

/** How many batches may wait to be written: enough to keep both sides busy, few enough to bound memory. */
const mostWaiting = 16;

/** A file of up to so many bytes is written by whoever reads it: a thread would take longer to start. */
const worthAThread = 4 * 1024 * 1024;

/** Writes the rows of a file of `sourceSize` bytes into the empty batch file at `path`. */
export function rowWriterFor(path: string, sourceSize: number): RowWriter | RowWriterThread {
  return sourceSize > worthAThread ? new RowWriterThread(path) : new RowWriter(path);
}

/**
 * A RowWriter in a thread of its own, so that reading and checking go on while rows are written. What goes wrong there
 * is thrown by whichever call comes next.
 *
 * What it buys on a million rows with quotes in one of ten (bench/reading): of 4.0 s of processor time, 1.1 s are the
 * thread's and need not be waited for.
 */
export class RowWriterThread {
  readonly #worker: Worker;
  readonly #exited: Promise<void>;
  #waiting = 0;
  #digest: string | null = null;
  #failure: unknown = null;
  #wake = (): void => {};

  constructor(path: string) {
    this.#worker = startWorker('row-writer-worker', { path } satisfies RowWriterData);
    this.#worker.on('message', (answer: RowWriterAnswer) => {
      if (answer.done === 'end') this.#digest = answer.digest;
      else this.#waiting--;
      this.#wake();
    });
    this.#worker.on('error', (cause) => {
      this.#failure = cause;
    });
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        if (this.#digest === null) this.#failure ??= new Error('The thread that writes rows has ended.');
        this.#wake();
        resolve();
      });
    });
  }

  /** Takes a batch; waits while the disk is far behind. */
  async add(batch: RowBatch): Promise<void> {
    await this.#until(() => this.#waiting < mostWaiting);
    this.#waiting++;
    this.#send({ do: 'add', batch });
  }

  /** Waits until all is in the file, lets go of it, and answers the digest of the rows. */
  async end(): Promise<string> {
    this.#send({ do: 'end' });
    await this.#until(() => this.#digest !== null);
    await this.#exited;
    return this.#digest ?? '';
  }

  /** Lets go of the file, whatever is in it. */
  async abandon(): Promise<void> {
    this.#send({ do: 'abandon' });
    await this.#exited;
  }

  #send(order: RowWriterOrder): void {
    this.#worker.postMessage(order);
  }

  async #until(isSo: () => boolean): Promise<void> {
    for (;;) {
      if (this.#failure !== null) throw this.#failure;
      if (isSo()) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
