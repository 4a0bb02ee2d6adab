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

/** What one row would change. */
interface RowKind extends Pick<RowChange, 'change' | 'since' | 'sameAs'> {
  /** The change and the fields that would change. */
  readonly bits: number;
}

/** What each row that a push would send now would change of what is known of a connection's permits. */
export interface RowKinds {
  readonly changes: KnownChanges;
  pick(wanted: WantedChange): PickedRows;
  /** By row number; none of a row that would not be sent. */
  readonly byRow: readonly (RowKind | undefined)[];
}

const bitOf: Readonly<Record<Change, number>> = { changed: 1, unchanged: 2, unknown: 4 };

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
  const byRow = before?.kinds.byRow.slice() ?? [];
  for (const row of before?.since ?? []) byRow[row] = undefined;
  const onRow = ({ row, change, cells, since, sameAs }: RowChange): void => {
    const bits = cells.reduce((sum, { field }) => sum | fieldBit(field), bitOf[change]);
    byRow[row] = { bits, change, since, sameAs: sameAs && { at: sameAs.at, batch: sameAs.batch } };
  };
  const looked = yield* knownChanges(dataFolder, document, connection, {
    onRow,
    rows: before?.since,
    asIs: true,
  });
  if (!looked.ok) return looked;
  const known = new Map<number, PickedRows>();
  return ok({
    changes: counted(byRow),
    byRow,
    pick({ change, changedField }) {
      const bits = (change ? bitOf[change] : 0) | (changedField ? fieldBit(changedField) : 0);
      const picked = known.get(bits) ?? pickedRows(byRow, bits);
      known.set(bits, picked);
      return picked;
    },
  });
}

function counted(byRow: RowKinds['byRow']): KnownChanges {
  const counts = { changed: 0, unchanged: 0, unknown: 0 };
  const fields: Partial<Record<KnownField, number>> = {};
  let unchangedSince: number | null = null;
  let same: SameAsLast | null = null;
  for (const kind of byRow) {
    if (!kind) continue;
    const { bits, change, since } = kind;
    counts[change]++;
    same = sameWith(same, kind);
    for (const field of knownFields) if (bits & fieldBit(field)) fields[field] = (fields[field] ?? 0) + 1;
    if (change === 'unchanged' && since !== null) unchangedSince = Math.min(unchangedSince ?? since, since);
  }
  return { ...counts, fields, unchangedSince, same };
}

let picks = 0;

/** Those of the rows that have all of these bits; under a name that no others have. */
function pickedRows(byRow: RowKinds['byRow'], bits: number): PickedRows {
  const bytes = new Uint8Array(Math.max(0, byRow.length - 1));
  for (const [row, kind] of byRow.entries()) if (kind && (kind.bits & bits) === bits) bytes[row - 1] = 1;
  return { name: `pick ${++picks}`, bytes };
}

/** No row at all, where nothing is known that rows could be held against. */
export const noRows: PickedRows = { name: 'none', bytes: new Uint8Array(0) };
