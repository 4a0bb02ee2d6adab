import { type Counts, leftOutRows, readCounts } from '../file/counts.ts';
import type { BatchDocument } from '../file/document.ts';
import { numberListQuery, parseNumbers } from '../file/number-list.ts';
import {
  type PickedRows,
  passesAll,
  passingBetween,
  type RowConditions,
  type RowQuery,
} from './row-filter.ts';

/**
 * The rows that pass a filter. A million rows of the file that `npm run bench -- rows` makes are looked through in 0.1 to
 * 0.2 s of processor time: in slices of some milliseconds, so that nobody waits for all of it.
 */
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
  const { picked, ...others } = conditions;
  if (picked && passesAll(others)) return found(numbersOf(picked));
  const counts = readCounts(document);
  const { rows } = counts;
  // Without blank records between them the rows' numbers need no looking up.
  if (passesAll(conditions) && most - least + 1 === rows) {
    const numbers = new Int32Array(rows);
    for (let at = 0; at < rows; at++) numbers[at] = least + at;
    return found(numbers);
  }
  const query = passingBetween(conditions);
  const span = { before: least - 1, most, counted: countedOf(conditions, counts) };
  return inSlices(document, query, span);
}

function numbersOf({ bytes }: PickedRows): Int32Array {
  const numbers = new Int32Array(bytes.length);
  let count = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 1) numbers[count++] = at + 1;
  return numbers.subarray(0, count);
}

function countedOf({ state, ...others }: RowConditions, counts: Counts): number | null {
  if (!passesAll(others)) return null;
  if (state === undefined) return counts.rows;
  return state === 'left-out' ? leftOutRows(counts) : counts[state] - counts.leftOut[state];
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

function inSlices({ db }: BatchDocument, query: RowQuery, span: Span): RowFinding {
  let room = new Int32Array(1_024);
  let count = 0;
  let upTo = span.before;
  let slice = firstSlice;
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
      const startedAt = performance.now();
      const end = Math.min(span.most, upTo + slice);
      // Not kept until the next time: a statement would keep the file open when the batch is closed.
      const passing = db.prepare(numberListQuery(query.sql));
      const { list } = passing.get(upTo, end, ...query.parameters) as { list: string | null };
      const more = parseNumbers(list ?? '');
      if (count + more.length > room.length) {
        const larger = new Int32Array(Math.max(room.length * 2, count + more.length));
        larger.set(room);
        room = larger;
      }
      room.set(more, count);
      count += more.length;
      upTo = end;
      const pace = sliceMs / Math.max(0.01, performance.now() - startedAt);
      slice = Math.ceil(slice * Math.min(4, Math.max(0.25, pace)));
    },
  };
}
