import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type Database from 'libsql';
import type { BatchDocument } from './document.ts';
import { markOf, mostMoved } from './row-order.ts';

/**
 * The text of a batch's rows, kept in memory so that a text which few rows hold is found in some milliseconds: SQLite
 * takes a fifth of a second to look through a million rows. What is kept tells where the text cannot be; what it is
 * asked of the rows themselves, so that nothing hangs on how they are written.
 */
export interface RowText {
  /** Consecutive, in the rows' order; all rows. */
  readonly pieces: readonly TextPiece[];
  /** Which three bytes follow each other anywhere in the pieces: bit by bit, by their number. */
  readonly threes: Uint8Array;
  /** Positions of pieces with rows that were changed since. */
  readonly changed: ReadonlySet<number>;
}

/** Some rows with consecutive numbers. */
export interface TextPiece {
  /** The number of its last row. */
  readonly last: number;
  /** The rows' cells and edits as they are stored, ASCII letters small. */
  readonly bytes: Buffer;
  /** Which four bytes follow each other: bit by bit, by a hash, so that a bit may stand for more than one. */
  readonly fours: Uint8Array;
}

/** The positions of the pieces that may hold a text. */
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

/** The size of a piece's bits, of which the fours of a usual piece fill a sixth. */
const fourBytes = 2_048;
const threeBytes = 1 << 21;

/**
 * Marks what follows each other in bytes.
 *
 * The function also runs in a thread that is given it as text: it may use nothing but its arguments.
 */
export function addGrams(
  bytes: Uint8Array,
  from: number,
  to: number,
  fours: Uint8Array,
  threes: Uint8Array,
): void {
  // As many of a hash's upper bits as there are places.
  const shift = Math.clz32(fours.length * 8 - 1);
  let four = 0;
  for (let at = from; at < to; at++) {
    four = (four << 8) | (bytes[at] as number);
    if (at < from + 2) continue;
    const three = (four & 0xffffff) >> 3;
    threes[three] = (threes[three] as number) | (1 << (four & 7));
    if (at < from + 3) continue;
    const place = Math.imul(four ^ (four >>> 15), 0x85ebca6b) >>> shift;
    fours[place >> 3] = (fours[place >> 3] as number) | (1 << (place & 7));
  }
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
  const libsql = createRequire(import.meta.url).resolve('libsql');
  const thread = new Worker(program, { eval: true, workerData: { libsql, path }, execArgv: [] });
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

/** Some pieces in two memories, one for the bytes of all and one for what follows each other in each. */
export interface PiecesRead {
  readonly lasts: readonly number[];
  readonly ends: readonly number[];
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly fours: Uint8Array<ArrayBuffer>;
}

export function piecesIn({ lasts, ends, bytes, fours }: PiecesRead): TextPiece[] {
  return lasts.map((last, at) => {
    const from = ends[at - 1] ?? 0;
    return {
      last,
      bytes: Buffer.from(bytes.buffer, bytes.byteOffset + from, (ends[at] ?? 0) - from),
      fours: fours.subarray(at * fourBytes, (at + 1) * fourBytes),
    };
  });
}

export interface TextTools {
  readonly Database: typeof Database;
  readonly addGrams: typeof addGrams;
  readonly fourBytes: number;
  readonly threes: Uint8Array;
  readonly found: (read: PiecesRead) => void;
}

/**
 * Reads the text of all rows, some pieces at a time; false where it is more than so many bytes.
 *
 * The function also runs in a thread that is given it as text: it may use nothing but its arguments and what every
 * thread of Node has.
 */
export function textPieces(tools: TextTools, path: string, most: number): boolean {
  const { Database, addGrams, fourBytes, threes, found } = tools;
  const rowsOfPiece = 128;
  const piecesAtOnce = 16;
  const db = new Database(path, { timeout: 5_000 });
  try {
    db.exec('begin');
    // What JSON puts between cells is a sixth of all, and no part of any text: in one, quotes are escaped.
    const piece = db.prepare(
      `select max(number) as last,
         cast(replace(lower(group_concat(cells || coalesce(edits, ''), char(10))), '","', char(10)) as blob) as text
       from (select number, cells, edits from row where number > ? order by number limit ${rowsOfPiece})`,
    );
    let bytes = 0;
    for (let last = 0, isMore = true; isMore; ) {
      const lasts: number[] = [];
      const ends: number[] = [];
      const texts: Uint8Array[] = [];
      let length = 0;
      while (lasts.length < piecesAtOnce) {
        const read = piece.get(last) as { last: number | null; text: Uint8Array };
        isMore = read.last !== null;
        if (read.last === null) break;
        last = read.last;
        length += read.text.length;
        lasts.push(last);
        ends.push(length);
        texts.push(read.text);
      }
      bytes += length;
      if (bytes > most) return false;
      const all = new Uint8Array(length);
      const fours = new Uint8Array(lasts.length * fourBytes);
      for (let at = 0; at < texts.length; at++) {
        const text = texts[at] as Uint8Array;
        const end = ends[at] as number;
        all.set(text, end - text.length);
        const own = fours.subarray(at * fourBytes, (at + 1) * fourBytes);
        addGrams(all, end - text.length, end, own, threes);
      }
      if (lasts.length > 0) found({ lasts, ends, bytes: all, fours });
    }
    return true;
  } finally {
    db.close();
  }
}

/** The thread's program, as text: no bundle needs a file of its own for it. */
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  const Database = require(workerData.libsql);
  const addGrams = ${addGrams.toString()};
  const threes = new Uint8Array(${threeBytes});
  const found = (read) => parentPort.postMessage(read, [read.bytes.buffer, read.fours.buffer]);
  const tools = { Database, addGrams, fourBytes: ${fourBytes}, threes, found };
  if ((${textPieces.toString()})(tools, workerData.path, ${mostBytes})) parentPort.postMessage(threes, [threes.buffer]);
`;
