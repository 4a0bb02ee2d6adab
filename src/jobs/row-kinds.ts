import type { StepProgress } from '../batch/edits/sliced-step.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import type { PickedRows } from '../batch/rows/row-filter.ts';
import type { BookFailure } from '../book/book.ts';
import {
  type Change,
  type ChangeCounts,
  type RowChange,
  type SameAsLast,
  sameWith,
} from '../book/changes.ts';
import { type KnownField, knownFields } from '../book/known.ts';
import type { Connection } from '../connections/connection.ts';
import { ok, type Result } from '../permit/result.ts';
import { knownChanges } from './known-changes.ts';

/** Rows of which one of these is asked for; both where both are given. */
export interface WantedChange {
  readonly change?: Change | undefined;
  /** Rows that would change this field. */
  readonly changedField?: KnownField | undefined;
}

/** What the rows that can be sent would change of what was last known of a connection's permits. */
export interface KnownChanges extends ChangeCounts {
  /** How many rows would change each field. */
  readonly fields: Readonly<Partial<Record<KnownField, number>>>;
  /** Of the rows that would change nothing: since when at least that is known, in epoch milliseconds; null without such rows. */
  readonly unchangedSince: number | null;
  /** Those that carry exactly what was accepted last; null without such rows. */
  readonly same: SameAsLast | null;
}

/**
 * What rows would change, by row number. Numbers in arrays of their own: a million objects would take some hundred
 * megabytes (`npm run bench -- book`).
 */
interface KindTable {
  /** The change and the fields that would change; 0 of a row that would not be sent. */
  readonly bits: number[];
  /** Since when all of a row's values are known, in epoch milliseconds; 0 where none is. */
  readonly since: number[];
  /** Which of `batches` a row carries exactly again, counted from 1; it is as old as the row's values. 0 for none. */
  readonly sameAs: number[];
  readonly batches: string[];
}

/** What each row that a push would send now would change of what is known of a connection's permits. */
export interface RowKinds {
  readonly changes: KnownChanges;
  pick(wanted: WantedChange): PickedRows;
  readonly table: KindTable;
}

const bitOf = { changed: 1, unchanged: 2, unknown: 4 } as const satisfies Readonly<Record<Change, number>>;
const changeKinds = ['changed', 'unchanged', 'unknown'] as const satisfies readonly Change[];

function fieldBit(field: KnownField): number {
  return 8 << knownFields.indexOf(field);
}

/** Rows that were looked at before in the book as it still stands, and those of them that may be others by now, ascending. */
export interface LookedAt {
  readonly kinds: RowKinds;
  readonly since: readonly number[];
}

/** Looks at all of them, or at those that are others since, pausing, in the book as it stands. */
export function* rowKinds(
  dataFolder: string,
  document: BatchDocument,
  connection: Connection,
  before?: LookedAt,
): Generator<StepProgress, Result<RowKinds, BookFailure>, void> {
  const table = copied(before?.kinds.table);
  const { bits, since, sameAs, batches } = table;
  for (const row of before?.since ?? []) bits[row] = 0;
  const onRow = (found: RowChange): void => {
    const { row, change, cells, sameAs: last } = found;
    bits[row] = cells.reduce<number>((sum, { field }) => sum | fieldBit(field), bitOf[change]);
    since[row] = last?.at ?? found.since ?? 0;
    sameAs[row] = last === null ? 0 : placeOf(batches, last.batch);
  };
  const looked = yield* knownChanges(dataFolder, document, connection, {
    onRow,
    rows: before?.since,
    asIs: true,
  });
  if (!looked.ok) return looked;
  const known = new Map<number, PickedRows>();
  return ok({
    changes: counted(table),
    table,
    pick({ change, changedField }) {
      const wanted = (change ? bitOf[change] : 0) | (changedField ? fieldBit(changedField) : 0);
      const picked = known.get(wanted) ?? pickedRows(bits, wanted);
      known.set(wanted, picked);
      return picked;
    },
  });
}

function copied(table?: KindTable): KindTable {
  const { bits = [], since = [], sameAs = [], batches = [] } = table ?? {};
  return { bits: bits.slice(), since: since.slice(), sameAs: sameAs.slice(), batches: batches.slice() };
}

/** Counted from 1; put at the end where it is new. There are few. */
function placeOf(batches: string[], batch: string): number {
  const at = batches.indexOf(batch);
  return at < 0 ? batches.push(batch) : at + 1;
}

function counted({ bits, since, sameAs, batches }: KindTable): KnownChanges {
  const counts = { changed: 0, unchanged: 0, unknown: 0 };
  const fields: Partial<Record<KnownField, number>> = {};
  let unchangedSince: number | null = null;
  let same: SameAsLast | null = null;
  for (const [row, set = 0] of bits.entries()) {
    if (set === 0) continue;
    const at = since[row] ?? 0;
    const batch = batches[(sameAs[row] ?? 0) - 1];
    if (batch !== undefined) same = sameWith(same, { sameAs: { at, batch } });
    for (const change of changeKinds) if (set & bitOf[change]) counts[change]++;
    for (const field of knownFields) if (set & fieldBit(field)) fields[field] = (fields[field] ?? 0) + 1;
    if (set & bitOf.unchanged && at > 0) unchangedSince = Math.min(unchangedSince ?? at, at);
  }
  return { ...counts, fields, unchangedSince, same };
}

let picks = 0;

/** Those of the rows that have all of these bits; under a name that no others have. */
function pickedRows(bits: readonly number[], wanted: number): PickedRows {
  const bytes = new Uint8Array(Math.max(0, bits.length - 1));
  for (const [row, set = 0] of bits.entries()) if (set > 0 && (set & wanted) === wanted) bytes[row - 1] = 1;
  return { name: `pick ${++picks}`, bytes };
}

/** No row at all, where nothing is known that rows could be held against. */
export const noRows: PickedRows = { name: 'none', bytes: new Uint8Array(0) };
