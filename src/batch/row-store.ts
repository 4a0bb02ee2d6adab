import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import Database from 'libsql';
import { type StoredBlock, storing } from './storing.ts';

/** Writes a batch's rows as they are read. Errors of the disk or the database are thrown, by whichever call comes next. */
export interface RowStore {
  /** Takes a block; waits while the disk is far behind. */
  add(block: StoredBlock): Promise<void>;
  /** Waits until all is in the file, lets go of it, and answers the digest of the rows. */
  end(): Promise<string>;
  /** Lets go of the file, whatever is in it. */
  abandon(): Promise<void>;
}

/** How many blocks may wait to be stored: enough to keep both sides busy, few enough to bound memory. */
const mostWaiting = 8;

/** A file of up to so many bytes is stored where it is read: a thread would take longer to start. */
const worthAThread = 4 * 1024 * 1024;

/** Stores a batch's rows, those of a big file in a thread of their own: reading and checking go on meanwhile. */
export async function rowStore(path: string, sourceSize: number): Promise<RowStore> {
  const thread = sourceSize > worthAThread ? await storeInThread(path) : null;
  return thread ?? storeHere(path);
}

export function storeHere(path: string): RowStore {
  const store = storing({ Database, createHash }, path);
  return {
    add: async (block) => store.add(block),
    end: async () => store.end(),
    abandon: async () => store.abandon(),
  };
}

type Order = { readonly do: 'add'; readonly block: StoredBlock } | { readonly do: 'end' | 'abandon' };

type Report =
  | { readonly done: 'open' | 'add' | 'abandon' }
  | { readonly done: 'end'; readonly digest: string }
  | { readonly done: 'failed'; readonly name: string; readonly code?: string; readonly message: string };

/** The thread's program. It is handed over as text, so that no bundle needs a file of its own for it. */
const program = `
  const { createHash } = require('node:crypto');
  const { parentPort, workerData } = require('node:worker_threads');
  const report = (what) => parentPort.postMessage(what);
  let store;
  const carefully = (work) => {
    try {
      work();
    } catch ({ name, code, message }) {
      store?.abandon();
      report({ done: 'failed', name, code, message });
      parentPort.close();
    }
  };
  carefully(() => {
    const Database = require(workerData.libsql);
    store = (${storing.toString()})({ Database, createHash }, workerData.path);
    parentPort.on('message', (order) => carefully(() => {
      if (order.do === 'add') {
        store.add(order.block);
        report({ done: 'add' });
        return;
      }
      if (order.do === 'end') report({ done: 'end', digest: store.end() });
      else store.abandon();
      parentPort.close();
    }));
    report({ done: 'open' });
  });
`;

/** Null where no thread can be had, or none that can load the database. */
export async function storeInThread(path: string): Promise<RowStore | null> {
  const libsql = createRequire(import.meta.url).resolve('libsql');
  const thread = new Worker(program, { eval: true, workerData: { libsql, path }, execArgv: [] });
  const reports: Report[] = [];
  let gone: Error | null = null;
  let wake = (): void => {};
  thread.on('message', (report: Report) => {
    reports.push(report);
    wake();
  });
  thread.on('error', (cause) => {
    gone = cause instanceof Error ? cause : new Error(String(cause));
  });
  const exited = new Promise<void>((resolve) => {
    thread.on('exit', () => {
      gone ??= new Error('The thread that stores rows has ended.');
      wake();
      resolve();
    });
  });
  const send = (order: Order, buffers: ArrayBuffer[] = []): void => thread.postMessage(order, buffers);

  /** The next report; what failed in the thread is thrown here. */
  async function next(): Promise<Report> {
    for (;;) {
      const report = reports.shift();
      if (report?.done === 'failed') {
        const { name, code, message } = report;
        throw Object.assign(new Error(message), { name, code });
      }
      if (report) return report;
      if (gone) throw gone;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  try {
    await next();
  } catch {
    await exited;
    return null;
  }
  let waiting = 0;
  return {
    async add(block) {
      while (waiting >= mostWaiting || reports.length > 0) {
        await next();
        waiting--;
      }
      waiting++;
      send({ do: 'add', block }, buffersOf(block));
    },
    async end() {
      send({ do: 'end' });
      for (;;) {
        const report = await next();
        if (report.done !== 'end') continue;
        await exited;
        return report.digest;
      }
    },
    async abandon() {
      send({ do: 'abandon' });
      await exited;
    },
  };
}

/** The lines' bytes move to the thread instead of being copied. */
function buffersOf(block: StoredBlock): ArrayBuffer[] {
  return block.inserts.flatMap(({ cells }) =>
    typeof cells === 'string' ? [] : [cells.lines.buffer as ArrayBuffer],
  );
}
