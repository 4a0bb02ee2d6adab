import { createHash } from 'node:crypto';
import { DatabaseSync } from '@photostructure/sqlite';
import { startThread } from '../file/thread.ts';
import { jsonWriter } from './json-writer.ts';
import { type CellsText, type StoredBlock, storing } from './storing.ts';

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

/** From so many waiting blocks on, what the thread would have to do first is done for it. */
const behind = 3;

/** A file of up to so many bytes is stored where it is read: a thread would take longer to start. */
const worthAThread = 4 * 1024 * 1024;

/** Where a batch's rows will be stored: those of a big file in a thread, so that reading and checking go on meanwhile. */
export interface Storage {
  /** To be called once, with an empty batch file. */
  open(path: string): Promise<RowStore>;
  /** Ends what was made ready, if it was never opened. */
  leave(): void;
}

/** Makes storage ready; for a big file that takes as long as reading its first rows, and goes on by itself. */
export function storageFor(sourceSize: number): Storage {
  const thread = sourceSize > worthAThread ? storageThread() : null;
  return {
    open: async (path) => (await thread?.open(path)) ?? storeHere(path),
    leave: () => thread?.leave(),
  };
}

export function storeHere(path: string): RowStore {
  const store = storing({ DatabaseSync, createHash, jsonWriter }, path);
  return {
    add: async (block) => store.add(block),
    end: async () => store.end(),
    abandon: async () => store.abandon(),
  };
}

type Order =
  | { readonly do: 'open'; readonly path: string }
  | { readonly do: 'add'; readonly block: StoredBlock }
  | { readonly do: 'end' | 'abandon' };

type Report =
  | { readonly done: 'open' | 'add' | 'abandon' }
  | { readonly done: 'end'; readonly digest: string }
  | {
      readonly done: 'failed';
      readonly name: string;
      readonly code?: string;
      readonly errcode?: number;
      readonly message: string;
    };

/** The thread's program. */
const program = `
  const { createHash } = require('node:crypto');
  const { parentPort, workerData } = require('node:worker_threads');
  const report = (what) => parentPort.postMessage(what);
  const { DatabaseSync } = require(workerData.sqlite);
  const storing = ${storing.toString()};
  const jsonWriter = ${jsonWriter.toString()};
  let store;
  const carefully = (work) => {
    try {
      work();
    } catch ({ name, code, errcode, message }) {
      store?.abandon();
      report({ done: 'failed', name, code, errcode, message });
      parentPort.close();
    }
  };
  parentPort.on('message', (order) => carefully(() => {
    switch (order.do) {
      case 'open':
        store = storing({ DatabaseSync, createHash, jsonWriter }, order.path);
        report({ done: 'open' });
        return;
      case 'add':
        store.add(order.block);
        report({ done: 'add' });
        return;
      case 'end':
        report({ done: 'end', digest: store.end() });
        break;
      default:
        store.abandon();
    }
    parentPort.close();
  }));
`;

interface StorageThread {
  /** Null where no thread can be had, or none that can load the database. */
  open(path: string): Promise<RowStore | null>;
  leave(): void;
}

export function storageThread(): StorageThread {
  const thread = startThread(program);
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
        const { name, code, errcode, message } = report;
        throw Object.assign(new Error(message), { name, code, errcode });
      }
      if (report) return report;
      if (gone) throw gone;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  let waiting = 0;
  const jsonOf = jsonWriter();
  const written = (cells: CellsText): CellsText =>
    // Copied, as it moves to the thread while the next is written.
    typeof cells === 'string' || cells instanceof Uint8Array
      ? cells
      : new Uint8Array(jsonOf(cells.lines, cells.delimiter));
  const store: RowStore = {
    async add(block) {
      while (waiting >= mostWaiting || reports.length > 0) {
        await next();
        waiting--;
      }
      const given =
        waiting < behind
          ? block
          : {
              ...block,
              inserts: block.inserts.map((insert) => ({ ...insert, cells: written(insert.cells) })),
            };
      waiting++;
      send({ do: 'add', block: given }, buffersOf(given));
    },
    async end() {
      send({ do: 'end' });
      for (;;) {
        const report = await next();
        if (report.done === 'end') return report.digest;
      }
    },
    async abandon() {
      send({ do: 'abandon' });
      await exited;
    },
  };
  return {
    async open(path) {
      send({ do: 'open', path });
      try {
        await next();
        return store;
      } catch {
        await exited;
        return null;
      }
    },
    leave: () => void thread.terminate(),
  };
}

/** Bytes move to the thread instead of being copied. */
function buffersOf({ inserts }: StoredBlock): ArrayBuffer[] {
  return inserts.flatMap(({ cells }) => {
    if (typeof cells === 'string') return [];
    return [(cells instanceof Uint8Array ? cells : cells.lines).buffer as ArrayBuffer];
  });
}
