import type { BatchDocument } from '../file/document.ts';
import { startThread } from '../file/thread.ts';
import { markOf, mostMoved } from './row-order.ts';
import {
  addGrams,
  fourBytes,
  type PiecesRead,
  piecesIn,
  type TextPiece,
  textPieces,
  threeBytes,
} from './text-pieces.ts';

/**
 * The text of a batch's rows, kept in memory so that a text which few rows hold is found in some milliseconds: SQLite
 * takes a fifth of a second to look through a million rows. What is kept only tells where a text cannot be; elsewhere
 * the rows themselves are asked, so that nothing hangs on how they are written.
 */
export interface RowText {
  /** Consecutive, in the rows' order; all rows. */
  readonly pieces: readonly TextPiece[];
  /** Which three bytes follow each other anywhere in the pieces: bit by bit, by their number. */
  readonly threes: Uint8Array;
  /** Positions of pieces with rows that were changed since. */
  readonly changed: ReadonlySet<number>;
}

/** Tells by a piece's position whether it may hold a text. */
export function piecesWith(
  { pieces, threes, changed }: RowText,
  text: string,
): (position: number) => boolean {
  const small = JSON.stringify(text)
    .slice(1, -1)
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const sought = Buffer.from(small);
  const fours = new Uint8Array(fourBytes);
  addGrams(sought, 0, sought.length, fours, new Uint8Array(threeBytes));
  const nowhere = !hasThrees(threes, sought);
  const bits = [...fours.keys()].filter((at) => fours[at] !== 0);
  return (position) => {
    if (changed.has(position)) return true;
    const piece = pieces[position];
    if (nowhere || !piece) return false;
    // Most pieces are told from a few bits; the text itself is looked for in the others.
    for (const at of bits) if ((fours[at] as number) & ~(piece.fours[at] as number)) return false;
    return piece.bytes.includes(sought);
  };
}

/** Whether each pair and three of these bytes is somewhere. */
function hasThrees(threes: Uint8Array, bytes: Buffer): boolean {
  for (let at = 0; at + 1 < bytes.length; at++) {
    const pair = ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8);
    const third = bytes[at + 2];
    const isThere =
      third === undefined
        ? threes.subarray(pair >> 3, (pair >> 3) + 32).some((byte) => byte !== 0)
        : ((threes[(pair | third) >> 3] as number) & (1 << (third & 7))) !== 0;
    if (!isThere) return false;
  }
  return true;
}

interface Kept {
  /** Null until the thread has read it; for good where it is too much. */
  text: Omit<RowText, 'changed'> | null;
  /** Rows that were edited since the thread was begun. */
  readonly changed: Set<number>;
  /** The last edit that it knows of. */
  mark: string;
  /** Settled once nothing more will come. */
  done: Promise<void>;
}

const texts = new WeakMap<BatchDocument, Kept>();
/** Whose text is kept: one batch's only, as it is about as large as the batch's file. */
let holder: WeakRef<BatchDocument> | null = null;

/** More text than this is left to SQLite; bytes. */
const mostBytes = 160 * 1024 * 1024;

/** More rows than this that were edited make it worth reading anew. */
const mostChanged = 2_000;

/** Reads the text of a batch's rows in a thread, where it is not kept yet; settled once it is, or cannot be. */
export function readText(document: BatchDocument): Promise<void> {
  const mark = markOf(document);
  const kept = texts.get(document);
  if (kept?.mark === mark) return kept.done;
  const made: Kept = { text: null, changed: new Set(), mark, done: Promise.resolve() };
  made.done = textIn(document.path).then((text) => {
    made.text = text;
  });
  const before = holder?.deref();
  if (before) texts.delete(before);
  texts.set(document, made);
  holder = new WeakRef(document);
  return made.done;
}

/** The text of the batch's rows; null while there is none. */
export function textOf(document: BatchDocument): RowText | null {
  const kept = texts.get(document);
  if (!kept?.text || kept.mark !== markOf(document)) return null;
  const { pieces } = kept.text;
  return { ...kept.text, changed: new Set([...kept.changed].map((row) => pieceWith(pieces, row))) };
}

/** Keeps the text in step with cells that were changed; see cellsChanged in row-order.ts. */
export function textChanged(document: BatchDocument, changed: ReadonlyMap<number, readonly number[]>): void {
  const kept = texts.get(document);
  if (!kept) return;
  for (const rows of changed.values()) {
    for (const row of rows) kept.changed.add(row);
    if (rows.length > mostMoved || kept.changed.size > mostChanged) {
      texts.delete(document);
      return;
    }
  }
  kept.mark = markOf(document);
}

/** The position of the piece with a row. */
function pieceWith(pieces: readonly TextPiece[], row: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle] as TextPiece).last < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Null where it is too much, or no thread can be had: whoever looks for a text asks the rows, and finds out why. */
function textIn(path: string): Promise<Omit<RowText, 'changed'> | null> {
  const thread = startThread(program, { path });
  const pieces: TextPiece[] = [];
  let threes: Uint8Array | null = null;
  thread.on('message', (read: PiecesRead | Uint8Array) => {
    if (read instanceof Uint8Array) threes = read;
    else pieces.push(...piecesIn(read));
  });
  thread.once('error', () => {});
  return new Promise((resolve) => {
    thread.once('exit', () => resolve(threes && { pieces, threes }));
  });
}

/** The thread's program. */
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { DatabaseSync } = require(workerData.sqlite);
  const addGrams = ${addGrams.toString()};
  const threes = new Uint8Array(${threeBytes});
  const found = (read) => parentPort.postMessage(read, [read.bytes.buffer, read.fours.buffer]);
  const tools = { DatabaseSync, addGrams, fourBytes: ${fourBytes}, threes, found };
  if ((${textPieces.toString()})(tools, workerData.path, ${mostBytes})) parentPort.postMessage(threes, [threes.buffer]);
`;
