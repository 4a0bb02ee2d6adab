import type { StepProgress } from '../batch/edits/sliced-step.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import type { PickedRows } from '../batch/rows/row-filter.ts';
import type { BookFailure } from '../book/book.ts';
import type { Change, RowChange } from '../book/changes.ts';
import { type KnownField, knownFields } from '../book/known.ts';
import type { Connection } from '../connections/connection.ts';
import { ok, type Result } from '../permit/result.ts';
import { type KnownChanges, knownChanges } from './known-changes.ts';

/** Rows of which one of these is asked for; both where both are given. */
export interface WantedChange {
  readonly change?: Change | undefined;
  /** Rows that would change this field. */
  readonly changedField?: KnownField | undefined;
}

/** What each row that a push would send now would change of what is known of a connection's permits. */
export interface RowKinds {
  readonly changes: KnownChanges;
  pick(wanted: WantedChange): PickedRows;
}

const bitOf: Readonly<Record<Change, number>> = { changed: 1, unchanged: 2, unknown: 4 };

function fieldBit(field: KnownField): number {
  return 8 << knownFields.indexOf(field);
}

/** Looks at all of them, pausing, in the book as it stands. */
export function* rowKinds(
  dataFolder: string,
  document: BatchDocument,
  connection: Connection,
): Generator<StepProgress, Result<RowKinds, BookFailure>, void> {
  const rows: number[] = [];
  const kinds: number[] = [];
  const onRow = ({ row, change, cells }: RowChange): void => {
    rows.push(row);
    kinds.push(cells.reduce((bits, { field }) => bits | fieldBit(field), bitOf[change]));
  };
  const found = yield* knownChanges(dataFolder, document, connection, { onRow, asIs: true });
  if (!found.ok) return found;
  const known = new Map<number, PickedRows>();
  return ok({
    changes: found.value,
    pick({ change, changedField }) {
      const bits = (change ? bitOf[change] : 0) | (changedField ? fieldBit(changedField) : 0);
      const picked = known.get(bits) ?? pickedRows(rows, (at) => ((kinds[at] ?? 0) & bits) === bits);
      known.set(bits, picked);
      return picked;
    },
  });
}

let picks = 0;

/** Those of these rows, which ascend, that are wanted; under a name that no others have. */
function pickedRows(rows: readonly number[], isWanted: (at: number) => boolean): PickedRows {
  const bytes = new Uint8Array(rows.at(-1) ?? 0);
  for (const [at, row] of rows.entries()) if (isWanted(at)) bytes[row - 1] = 1;
  return { name: `pick ${++picks}`, bytes };
}

/** No row at all, where nothing is known that rows could be held against. */
export const noRows: PickedRows = { name: 'none', bytes: new Uint8Array(0) };
