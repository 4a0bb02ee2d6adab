import type { DatabaseSync } from '@photostructure/sqlite';

/** Some rows with consecutive numbers. */
export interface TextPiece {
  /** The number of its last row. */
  readonly last: number;
  /** The rows' cells and edits as they are stored, ASCII letters small. */
  readonly bytes: Buffer;
  /** Which four bytes follow each other: bit by bit, by a hash, so that a bit may stand for more than one. */
  readonly fours: Uint8Array;
}

/** The sizes of both: the fours of a usual piece set a sixth of its bits, the threes have a bit each. */
export const fourBytes = 2_048;
export const threeBytes = 1 << 21;

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
  readonly DatabaseSync: typeof DatabaseSync;
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
  const { DatabaseSync, addGrams, fourBytes, threes, found } = tools;
  const rowsOfPiece = 128;
  const piecesAtOnce = 16;
  const db = new DatabaseSync(path, { timeout: 5_000 });
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
      const read: Uint8Array[] = [];
      let length = 0;
      while (lasts.length < piecesAtOnce) {
        const next = piece.get(last) as { last: number | null; text: Uint8Array };
        isMore = next.last !== null;
        if (next.last === null) break;
        last = next.last;
        length += next.text.length;
        lasts.push(last);
        ends.push(length);
        read.push(next.text);
      }
      bytes += length;
      if (bytes > most) return false;
      const all = new Uint8Array(length);
      const fours = new Uint8Array(lasts.length * fourBytes);
      for (let at = 0; at < read.length; at++) {
        const text = read[at] as Uint8Array;
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
