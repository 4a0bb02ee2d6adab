import type { BatchDocument } from '../batch/file/document.ts';
import { rulesOf } from '../batch/file/meta.ts';
import { pendingRequests } from '../batch/push/pending.ts';
import type { OperationName } from '../permit/operation.ts';
import type { PermitRequest } from '../permit/permit-request.ts';
import type { Book } from './book.ts';
import type { BookConnection, SourcedFact } from './fact.ts';
import { type KnownField, type KnownPermit, type KnownValue, knownPermits, requestFields } from './known.ts';

/** What a row would change of what the book knows; `unknown`: it does not know the permit, or not every field. */
export type Change = 'changed' | 'unchanged' | 'unknown';

/** A cell that would change what was last known here. */
interface KnownCellChange {
  readonly field: KnownField;
  readonly known: KnownValue;
  /** What would be sent. */
  readonly wanted: string;
}

export interface RowChange {
  readonly row: number;
  readonly reference: string | null;
  readonly change: Change;
  readonly cells: readonly KnownCellChange[];
  /** Since when all of its values are known, in epoch milliseconds; null where none is. */
  readonly since: number | null;
  /** What was accepted for its permit last, where the row carries exactly that again. */
  readonly sameAs: Pick<SourcedFact, 'at' | 'batch'> | null;
}

/** What each row that can be sent would change at a connection, as far as is known, in the order of the rows. */
export function* rowChanges(
  book: Book,
  document: BatchDocument,
  connection: BookConnection,
): Generator<RowChange> {
  const operation = rulesOf(document).name;
  for (const rows of pendingRequests(document)) yield* changesOf(book, connection, operation, rows);
}

/** The same for a page of rows with what would be sent for each. */
export function changesOf(
  book: Book,
  connection: BookConnection,
  operation: OperationName,
  rows: readonly { readonly number: number; readonly request: PermitRequest }[],
): RowChange[] {
  const references = rows.flatMap(({ request: { referenceId } }) => referenceId ?? []);
  const known = knownPermits(book, connection, references);
  return rows.map(({ number, request }) => {
    const reference = request.referenceId ?? null;
    const permit = reference === null ? undefined : known.get(reference);
    return { row: number, reference, ...changeOf(request, permit, operation) };
  });
}

/** Only an update can be held against what is known; a permit that was deleted from here since is not known any more. */
function changeOf(
  values: PermitRequest,
  permit: KnownPermit | undefined,
  operation: OperationName,
): Pick<RowChange, 'change' | 'cells' | 'since' | 'sameAs'> {
  if (operation !== 'update' || permit === undefined || permit.isDeleted)
    return { change: 'unknown', cells: [], since: null, sameAs: null };
  const cells: KnownCellChange[] = [];
  let isAllKnown = true;
  let since: number | null = null;
  for (const { name, field, utc } of requestFields) {
    const value = values[name];
    if (value === undefined) continue;
    const known = permit.values[field];
    // A time in UTC and one as the file had it cannot be held against each other.
    if (known === undefined || known.utc !== utc) isAllKnown = false;
    else since = Math.max(since ?? known.at, known.at);
    if (known !== undefined && known.utc === utc && known.value !== value)
      cells.push({ field, known, wanted: value });
  }
  const change = cells.length > 0 ? 'changed' : isAllKnown ? 'unchanged' : 'unknown';
  const { last } = permit;
  const isSame =
    change === 'unchanged' && requestFields.every(({ name }) => values[name] === last.values[name]);
  return { change, cells, since, sameAs: isSame ? last : null };
}

/** Rows that carry exactly what was accepted for their permits last, and the newest of that. */
export interface SameAsLast {
  readonly rows: number;
  readonly at: number;
  readonly batch: string;
}

/** Counts one more row in. */
export function sameWith(same: SameAsLast | null, { sameAs }: RowChange): SameAsLast | null {
  if (sameAs === null) return same;
  const { at, batch } = same !== null && same.at >= sameAs.at ? same : sameAs;
  return { rows: (same?.rows ?? 0) + 1, at, batch };
}

/** How many rows that can be sent would change what is known. */
export type ChangeCounts = Readonly<Record<Change, number>>;
