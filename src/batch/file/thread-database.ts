import { MessageChannel, type MessagePort, receiveMessageOnPort, type Worker } from 'node:worker_threads';
import type { DatabaseAside, Statement } from './database.ts';
import { startThread } from './thread.ts';

/** What a thread is asked to do with a statement. Nothing answers `later`; every other order has one answer, in order. */
interface Order {
  readonly how: 'later' | 'run' | 'get' | 'all' | 'exec' | 'close';
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

type Answer =
  | { readonly value: unknown; readonly inTransaction: boolean }
  | {
      readonly failed: {
        readonly name: string;
        readonly code?: string;
        readonly errcode?: number;
        readonly message: string;
      };
    };

/** In milliseconds: where a thread has not begun by then, none is to be had. */
const longestStart = 10_000;
/** In milliseconds: a thread that has not answered by then has died, or its disk has. */
const longestAnswer = 600_000;

/** The thread's program. */
const program = `
  const { workerData } = require('node:worker_threads');
  const { sqlite, path, port, answered } = workerData;
  const answer = (what) => {
    port.postMessage(what);
    Atomics.add(answered, 0, 1);
    Atomics.notify(answered, 0);
  };
  let db;
  let failed = null;
  const statements = new Map();
  const prepared = (sql) => {
    let statement = statements.get(sql);
    if (!statement) statements.set(sql, (statement = db.prepare(sql)));
    return statement;
  };
  const work = ({ how, sql, parameters }) => {
    switch (how) {
      case 'exec':
        db.exec(sql);
        return null;
      case 'close':
        if (db.isTransaction) db.exec('rollback');
        statements.clear();
        db.close();
        return null;
      case 'later':
        return prepared(sql).run(...parameters);
      default:
        return prepared(sql)[how](...parameters);
    }
  };
  const obey = (order) => {
    const waits = order.how !== 'later';
    try {
      // What was to follow something that failed must not be done, least of all outside a transaction that has ended.
      if (failed && order.how !== 'close') throw failed;
      const value = work(order);
      if (waits) answer({ value, inTransaction: db.isOpen && db.isTransaction });
    } catch (cause) {
      failed = cause;
      const { name, code, errcode, message } = cause;
      if (waits) answer({ failed: { name, code, errcode, message } });
    }
    if (order.how === 'close') port.close();
  };
  try {
    const { DatabaseSync } = require(sqlite);
    db = new DatabaseSync(path, { timeout: 5000 });
    db.exec('pragma trusted_schema = off; pragma cell_size_check = on; pragma synchronous = full;');
    port.on('message', (orders) => orders.forEach(obey));
    answer({ value: null, inTransaction: false });
  } catch ({ name, code, errcode, message }) {
    answer({ failed: { name, code, errcode, message } });
    port.close();
  }
`;

/**
 * A connection of its own to a batch file, worked in a thread: what is to be written is written while the caller
 * prepares what comes next, and what will be needed is looked up meanwhile. Calls are obeyed in order. Null where no
 * thread can be had, or none that can load the database. Once something has failed, everything but closing fails alike.
 *
 * Whoever calls for an answer is held up until it comes, so that a step is one piece of work to everybody else.
 */
export function databaseInThread(path: string, longest = longestAnswer): DatabaseAside | null {
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const { port1: port, port2 } = new MessageChannel();
  const thread = startThread(program, { path, port: port2, answered }, [port2]);
  // Its failures are answers; one that kept it from beginning shows in that none comes.
  thread.on('error', () => {});
  thread.unref();
  const database = new ThreadDatabase(thread, port, answered, longest);
  if (database.begins(longestStart)) return database;
  void thread.terminate();
  return null;
}

class ThreadDatabase implements DatabaseAside {
  readonly #thread: Worker;
  readonly #port: MessagePort;
  readonly #longest: number;
  readonly #answered: Int32Array;
  /** Answers that were asked for, the eldest first. */
  readonly #awaited: { answer: Answer | null }[] = [];
  /** What is to be written goes along with the next question: a message costs more than most statements. */
  readonly #orders: Order[] = [];
  #inTransaction = false;
  #open = true;

  constructor(thread: Worker, port: MessagePort, answered: Int32Array, longest: number) {
    this.#thread = thread;
    this.#port = port;
    this.#longest = longest;
    this.#answered = answered;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** As it was when the last answer came. */
  get isTransaction(): boolean {
    return this.#inTransaction;
  }

  /** Waits until the thread has the file open; false where that fails. */
  begins(longest: number): boolean {
    if (Atomics.load(this.#answered, 0) === 0) Atomics.wait(this.#answered, 0, 0, longest);
    const first = receiveMessageOnPort(this.#port)?.message as Answer | undefined;
    const begun = first !== undefined && 'value' in first;
    if (!begun) this.#port.close();
    return begun;
  }

  prepare(sql: string): Statement {
    const wait =
      (how: 'run' | 'get' | 'all') =>
      (...parameters: readonly unknown[]): unknown =>
        this.#ask({ how, sql, parameters })();
    const all = wait('all') as Statement['all'];
    return {
      run: wait('run') as Statement['run'],
      get: wait('get'),
      all,
      iterate: (...parameters) => all(...parameters)[Symbol.iterator](),
    };
  }

  exec(sql: string): void {
    this.#ask({ how: 'exec', sql, parameters: [] })();
  }

  /** Takes back what was not committed. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#ask({ how: 'close', sql: '', parameters: [] })();
    this.#port.close();
  }

  runLater(sql: string, parameters: readonly unknown[]): void {
    this.#orders.push({ how: 'later', sql, parameters });
  }

  getLater(sql: string, parameters: readonly unknown[]): () => unknown {
    return this.#ask({ how: 'get', sql, parameters });
  }

  #ask(order: Order): () => unknown {
    const place: { answer: Answer | null } = { answer: null };
    this.#awaited.push(place);
    this.#orders.push(order);
    this.#port.postMessage(this.#orders);
    this.#orders.length = 0;
    return () => {
      while (place.answer === null) this.#receive();
      const { answer } = place;
      if ('failed' in answer) {
        const { message, ...rest } = answer.failed;
        throw Object.assign(new Error(message), rest);
      }
      this.#inTransaction = answer.inTransaction;
      return answer.value;
    };
  }

  /** Takes the next answer, which is to the eldest question. */
  #receive(): void {
    const seen = Atomics.load(this.#answered, 0);
    const received = receiveMessageOnPort(this.#port);
    if (!received) {
      if (Atomics.wait(this.#answered, 0, seen, this.#longest) === 'timed-out') this.#giveUp();
      return;
    }
    const place = this.#awaited.shift();
    if (place) place.answer = received.message as Answer;
  }

  /** The engine must not wait for ever; what was not committed is taken back with the thread. */
  #giveUp(): never {
    this.#open = false;
    this.#port.close();
    void this.#thread.terminate();
    throw new Error('The thread that writes the batch does not answer');
  }
}
