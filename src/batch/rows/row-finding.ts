import { type Counts, readCounts } from '../file/counts.ts';
import type { Statement } from '../file/database.ts';
import type { BatchDocument } from '../file/document.ts';
import { listed, parseNumbers } from '../file/number-list.ts';
import { passesAll, passingBetween, type RowConditions, type RowQuery } from './row-filter.ts';
import { piecesWith, type RowText, textOf } from './row-text.ts';

/** A million rows are looked through in a tenth to a third of a second: in slices, so that nobody waits for all of it. */
export interface RowFinding {
  /** The rows that were found so far, ascending; all of them once `whole`. */
  readonly numbers: Int32Array;
  readonly whole: boolean;
  /** How many pass, as soon as that is certain: what the batch counts anyhow is known before they are found. */
  readonly total: number | null;
  /** Looks through some more rows, for a few milliseconds. */
  goOn(): void;
}

/** Rows of the first slice, and the milliseconds that a slice is to take: the next ones grow or shrink to that. */
const firstSlice = 4_096;
const sliceMs = 4;

/** Finds the rows that pass these conditions, as long as nothing changes in the batch. */
export function rowFinding(document: BatchDocument, conditions: RowConditions): RowFinding {
  const { db } = document;
  const { least, most } = db
    .prepare('select (select min(number) from row) as least, (select max(number) from row) as most')
    .get() as { least: number | null; most: number | null };
  if (least === null || most === null) return found(new Int32Array(0));
  const counts = readCounts(document);
  const { rows, issues } = counts;
  // Without blank records between them the rows' numbers need no looking up.
  if (passesAll(conditions) && most - least + 1 === rows) {
    const numbers = new Int32Array(rows);
    for (let at = 0; at < rows; at++) numbers[at] = least + at;
    return found(numbers);
  }
  const issueCount = Object.values(issues).reduce((sum, { count }) => sum + count, 0);
  const query = passingBetween(conditions, issueCount * 4 < rows);
  const span = { before: least - 1, most, counted: countedOf(conditions, counts) };
  const kept = conditions.text ? textOf(document) : null;
  const look = kept ? inPieces(kept, conditions.text ?? '') : inSlices();
  return growing(document, query, span, look);
}

function countedOf({ state, ...others }: RowConditions, counts: Counts): number | null {
  if (!passesAll(others)) return null;
  return state === undefined ? counts.rows : counts[state];
}

/** What needs no looking. */
export function found(numbers: Int32Array): RowFinding {
  return { numbers, whole: true, total: numbers.length, goOn: () => {} };
}

interface Span {
  readonly before: number;
  readonly most: number;
  /** How many pass, where the batch counts them. */
  readonly counted: number | null;
}

/** Looks on behind the row `upTo`, for `sliceMs` or so: takes what passes up to a row, and answers how far it has come. */
type Look = (upTo: number, most: number, take: (upTo: number, end: number) => void) => number;

function growing({ db }: BatchDocument, query: RowQuery, span: Span, look: Look): RowFinding {
  let room = new Int32Array(1_024);
  let count = 0;
  let upTo = span.before;
  const take = (passing: Statement, from: number, end: number): void => {
    const { list } = passing.get(from, end, ...query.parameters) as { list: string | null };
    const more = parseNumbers(list ?? '');
    if (count + more.length > room.length) {
      const larger = new Int32Array(Math.max(room.length * 2, count + more.length));
      larger.set(room);
      room = larger;
    }
    room.set(more, count);
    count += more.length;
  };
  return {
    get numbers() {
      return room.subarray(0, count);
    },
    get whole() {
      return upTo >= span.most || count === span.counted;
    },
    get total() {
      return this.whole ? count : span.counted;
    },
    goOn() {
      // Not kept until the next time: a statement would keep the file open when the batch is closed.
      const passing = db.prepare(listed(query.sql));
      upTo = look(upTo, span.most, (from, end) => take(passing, from, end));
    },
  };
}

/** All rows one after the other, as many at once as take `sliceMs`. */
function inSlices(): Look {
  let slice = firstSlice;
  return (upTo, most, take) => {
    const startedAt = performance.now();
    const end = Math.min(most, upTo + slice);
    take(upTo, end);
    const pace = sliceMs / Math.max(0.01, performance.now() - startedAt);
    slice = Math.ceil(slice * Math.min(4, Math.max(0.25, pace)));
    return end;
  };
}

/** Only the rows of pieces that may hold the text. */
function inPieces(kept: RowText, text: string): Look {
  const mayHold = piecesWith(kept, text);
  let next = 0;
  return (upTo, most, take) => {
    const until = performance.now() + sliceMs;
    let end = upTo;
    do {
      const piece = kept.pieces[next];
      if (!piece) return most;
      if (mayHold(next)) take(end, piece.last);
      end = piece.last;
      next++;
    } while (performance.now() < until);
    return end;
  };
}
