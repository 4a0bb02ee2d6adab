import type { BatchDocument } from '../file/document.ts';
import { startThread } from '../file/thread.ts';
import { columnOrders } from './column-orders.ts';

/** A thread that finds orders, one after the other. */
export interface OrderThread {
  /** Lets it find a column's order next. */
  hurry(column: number): void;
}

/**
 * Finds orders in a thread with a connection of its own, so that nobody waits meanwhile. `found` is told each; `ended`
 * that no more will come, be it that none is left or that no thread can be had or the rows are not fit for it.
 */
export function orderThread(
  { path }: BatchDocument,
  columns: readonly number[],
  found: (column: number, numbers: Int32Array) => void,
  ended: () => void,
): OrderThread {
  const thread = startThread(program, { path, columns });
  thread.on('message', ({ column, numbers }: { column: number; numbers: Int32Array }) =>
    found(column, numbers),
  );
  // What it was is told by nobody's asking: whoever needs the order finds it here, and meets the failure again.
  thread.once('error', () => {});
  thread.once('exit', ended);
  return { hurry: (column) => thread.postMessage(column) };
}

/** As much as the columns of a usual file of a million rows have, and a third of what reading that file takes. */
const mostBytes = 80 * 1024 * 1024;

/** The thread's program. */
const program = `
  const { parentPort, receiveMessageOnPort, workerData } = require('node:worker_threads');
  const { DatabaseSync } = require(workerData.sqlite);
  const found = (column, numbers) => parentPort.postMessage({ column, numbers }, [numbers.buffer]);
  let last = null;
  const wanted = () => {
    for (let news = receiveMessageOnPort(parentPort); news; news = receiveMessageOnPort(parentPort)) last = news.message;
    return last;
  };
  (${columnOrders.toString()})({ DatabaseSync, found, wanted, mostBytes: ${mostBytes} }, workerData.path, workerData.columns);
`;
