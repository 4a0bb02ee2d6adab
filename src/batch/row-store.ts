import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import Database from 'libsql';
import { type StoredBlock, storing } from './storing.ts';

/** Writes a batch's rows as they are read. */
export interface RowStore {
  /** Takes a block; waits while the disk is far behind. */
  add(block: StoredBlock): Promise<void>;
  /** Waits until all is in the file and lets go of it. */
  end(): Promise<void>;
  /** Lets go of the file, whatever is in it. */
  abandon(): Promise<void>;
}

/** How many blocks may wait to be stored: enough to keep both sides busy, few enough to bound memory. */
const mostWaiting = 4;

/** Blocks up to this many bytes in all are stored where they are read: a thread would take longer to start. */
const worthAThread = 4 * 1024 * 1024;

/**
 * Stores a batch's rows, of a big file in a thread of its own: reading and checking go on meanwhile on another core.
 * The thread is given its program as text, so that it needs no file of its own wherever this one is bundled.
 */
export async function rowStore(path: string, bytes: number): Promise<RowStore> {
  if (bytes > worthAThread) {
    const threaded = await threadedStore(path);
    if (threaded) return threaded;
  }
  const here = storing(Database, path);
  return {
    add: async (block) => here.add(block),
    end: async () => here.end(),
    abandon: async () => here.end(),
  };
}

interface Told {
  readonly kind: 'ready' | 'stored' | 'ended' | 'failed';
  readonly name?: string;
  readonly message?: string;
}

const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  const tell = (kind, cause) => parentPort.postMessage({ kind, name: cause && cause.name, message: cause && cause.message });
  try {
    const store = (${storing.toString()})(require(workerData.libsql), workerData.path);
    parentPort.on('message', (block) => {
      try {
        if (block === null) {
          store.end();
          tell('ended');
          parentPort.close();
        } else {
          store.add(block);
          tell('stored');
        }
      } catch (cause) {
        tell('failed', cause);
        parentPort.close();
      }
    });
    tell('ready');
  } catch (cause) {
    tell('failed', cause);
    parentPort.close();
  }
`;

/** Null where a thread cannot load the database: then the rows are stored without one. */
async function threadedStore(path: string): Promise<RowStore | null> {
  const libsql = createRequire(import.meta.url).resolve('libsql');
  const thread = new Worker(program, { eval: true, workerData: { libsql, path }, execArgv: [] });
  const told: Told[] = [];
  let wake = (): void => {};
  let broken: Error | null = null;
  thread.on('message', (message: Told) => {
    told.push(message);
    wake();
  });
  thread.on('error', (cause) => {
    broken = cause instanceof Error ? cause : new Error(String(cause));
    wake();
  });

  /** The next thing that the thread tells; what went wrong there is thrown here. */
  async function next(): Promise<Told['kind']> {
    for (;;) {
      const message = told.shift();
      if (message?.kind === 'failed') {
        const cause = new Error(message.message ?? 'The rows could not be stored.');
        cause.name = message.name ?? 'Error';
        throw cause;
      }
      if (message) return message.kind;
      if (broken) throw broken;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  try {
    await next();
  } catch {
    await thread.terminate();
    return null;
  }
  let waiting = 0;
  return {
    async add(block) {
      while (waiting >= mostWaiting) {
        await next();
        waiting--;
      }
      waiting++;
      thread.postMessage(block, buffersOf(block));
    },
    async end() {
      thread.postMessage(null);
      while ((await next()) !== 'ended');
      await thread.terminate();
    },
    async abandon() {
      await thread.terminate();
    },
  };
}

function buffersOf(block: StoredBlock): ArrayBuffer[] {
  return block.inserts.flatMap(({ cells }) =>
    typeof cells === 'string' ? [] : [cells.lines.buffer as ArrayBuffer],
  );
}
