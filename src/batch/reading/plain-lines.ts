import { carriageReturn, lineFeed } from './dialect.ts';

/**
 * Text without quotes, so that each of its lines is a row and each delimiter ends a cell: where its cells are, found
 * without making a string of any. Cell `n` of row `r` is the n-th of those from `cells[r]` up to `cells[r + 1]`; it
 * ends before `ends` of its own, and begins behind the end of the one before it or at `starts[r]`.
 */
export interface PlainLines {
  /** UTF-8 in a memory of its own, every line with its break. */
  readonly utf8: Buffer;
  readonly delimiter: number;
  readonly count: number;
  /** How many lines have another number of cells than `width`. */
  readonly ragged: number;
  readonly starts: Int32Array;
  readonly cells: Int32Array;
  readonly ends: Int32Array;
}

/** Finds rows and cells in one block after another; what it answers is good until the next block. */
export class LineScan {
  readonly #delimiter: number;
  readonly #width: number;
  /** By byte: 1 for what ends a cell. */
  readonly #stops = new Uint8Array(256);
  #starts = new Int32Array(1 << 12);
  #cells = new Int32Array(1 << 12);
  #ends = new Int32Array(1 << 15);

  /** Cells end at the byte `delimiter`; `width` is how many a row of the table has. */
  constructor(delimiter: number, width: number) {
    this.#delimiter = delimiter;
    this.#width = width;
    for (const stop of [delimiter, lineFeed, carriageReturn]) this.#stops[stop] = 1;
  }

  /** Null where a line may be blank, and so no row. `utf8` ends with a line break. */
  scan(utf8: Buffer): PlainLines | null {
    // Each of these is asked for at every byte or line.
    const { length } = utf8;
    const stops = this.#stops;
    const delimiter = this.#delimiter;
    const width = this.#width;
    let starts = this.#starts;
    let cells = this.#cells;
    let ends = this.#ends;
    let count = 0;
    let ragged = 0;
    let found = 0;
    let before = 0;
    let start = 0;
    const words = wordsOf(utf8);
    for (let at = 0; at < length; at++) {
      if ((at & 3) === 0) {
        at = nextStop(words, at >> 2, delimiter) << 2;
        if (at >= length) break;
      }
      const byte = utf8[at] as number;
      if (stops[byte] === 0) continue;
      if (found === ends.length) {
        ends = longer(ends);
        this.#ends = ends;
      }
      ends[found++] = at;
      if (byte === delimiter) continue;
      if (!this.#hasText(utf8, start, at)) return null;
      if (count + 1 === starts.length) {
        starts = longer(starts);
        cells = longer(cells);
        this.#starts = starts;
        this.#cells = cells;
      }
      starts[count] = start;
      cells[count] = before;
      count++;
      if (found - before !== width) ragged++;
      before = found;
      if (byte === carriageReturn && utf8[at + 1] === lineFeed) at++;
      start = at + 1;
    }
    cells[count] = found;
    return { utf8, delimiter, count, ragged, starts, cells, ends };
  }

  /** Whether something printable in ASCII stands there, besides delimiters. */
  #hasText(utf8: Buffer, from: number, to: number): boolean {
    for (let at = from; at < to; at++) {
      const byte = utf8[at] as number;
      if (byte > 0x20 && byte < 0x7f && byte !== this.#delimiter) return true;
    }
    return false;
  }
}

/** The bytes four at a time, a few at the end aside; none where they begin in the middle of four. */
function wordsOf({ buffer, byteOffset, length }: Buffer): Int32Array {
  return byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, length >> 2) : new Int32Array(0);
}

/**
 * The first word from `from` on, or the one behind the last, that may hold a delimiter or a line break: a byte that is
 * the delimiter, or below a space. Each is asked of four bytes at once: taking it from them borrows where one is.
 */
function nextStop(words: Int32Array, from: number, delimiter: number): number {
  const delimiters = Math.imul(delimiter, 0x01010101);
  let at = from;
  for (; at < words.length; at++) {
    const word = words[at] as number;
    const apart = word ^ delimiters;
    const borrows = ((apart - 0x01010101) & ~apart) | ((word - 0x20202020) & ~word);
    if ((borrows & 0x80808080) !== 0) return at;
  }
  return Math.max(at, from);
}

function longer(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const twice = new Int32Array(array.length * 2);
  twice.set(array);
  return twice;
}
