import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { BatchDocument } from './document.ts';

/** A query for the numbers of rows, in the order in which they are to come. */
export interface NumberQuery {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

/** The numbers that a query answers. */
export function numbersHere({ db }: BatchDocument, { sql, parameters }: NumberQuery): Int32Array {
  const { list } = db.prepare(listed(sql)).get(...parameters) as { list: string | null };
  return parseNumbers(list ?? '');
}

/** The same in a thread with a connection of its own, so that nobody waits meanwhile; null where none can be had. */
export async function numbersAside(
  { path }: BatchDocument,
  { sql, parameters }: NumberQuery,
): Promise<Int32Array | null> {
  const libsql = createRequire(import.meta.url).resolve('libsql');
  const workerData = { libsql, path, sql: listed(sql), parameters };
  const thread = new Worker(program, { eval: true, workerData, execArgv: [] });
  return new Promise((resolve) => {
    thread.once('message', (numbers: Int32Array) => resolve(numbers));
    thread.once('error', () => resolve(null));
    thread.once('exit', () => resolve(null));
  });
}

/** A query for numbers as one for their list: one text costs a tenth of handing over as many lines. */
export function listed(sql: string): string {
  return `select group_concat(number) as list from (${sql})`;
}

export function parseNumbers(list: string): Int32Array {
  if (list === '') return new Int32Array(0);
  let count = 1;
  for (let at = list.indexOf(','); at !== -1; at = list.indexOf(',', at + 1)) count++;
  const numbers = new Int32Array(count);
  let value = 0;
  let index = 0;
  for (let at = 0; at < list.length; at++) {
    const code = list.charCodeAt(at);
    if (code === 44) {
      numbers[index++] = value;
      value = 0;
    } else {
      value = value * 10 + code - 48;
    }
  }
  numbers[index] = value;
  return numbers;
}

/** The thread's program, as text: no bundle needs a file of its own for it. */
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  const Database = require(workerData.libsql);
  const db = new Database(workerData.path, { timeout: 5000 });
  const { list } = db.prepare(workerData.sql).get(...workerData.parameters);
  db.close();
  const found = (${parseNumbers.toString()})(list ?? '');
  parentPort.postMessage(found, [found.buffer]);
`;
