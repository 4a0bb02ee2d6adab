import type { BatchDocument } from '../batch/file/document.ts';
import { rulesOf } from '../batch/file/meta.ts';
import { pendingRequests } from '../batch/push/pending.ts';
import type { OperationName } from '../permit/operation.ts';
import type { PermitRequest } from '../permit/permit-request.ts';
import type { Book } from './book.ts';
import type { BookConnection, SourcedFact } from './fact.ts';
import { factsOf, findConnectionId } from './facts.ts';
import { type KnownField, type KnownValue, knownValue, requestFields } from './known.ts';

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

/** What each row that can be sent, of `rows` or of all, would change at a connection, as far as is known, in the order of the rows. */
export function* rowChanges(
  book: Book,
  document: BatchDocument,
  connection: BookConnection,
  rows?: readonly number[],
): Generator<RowChange> {
  const operation = rulesOf(document).name;
  for (const page of pendingRequests(document, rows)) yield* changesOf(book, connection, operation, page);
}

/** The same for a page of rows with what would be sent for each. */
export function changesOf(
  book: Book,
  connection: BookConnection,
  operation: OperationName,
  rows: readonly { readonly number: number; readonly request: PermitRequest }[],
): RowChange[] {
  const references = rows.flatMap(({ request: { referenceId } }) => referenceId ?? []);
  const known = factsOf(book.db, findConnectionId(book.db, connection), references);
  return rows.map(({ number, request }) => {
    // Only an update can be held against what is known.
    const facts = operation === 'update' ? known.get(request.referenceId ?? '') : undefined;
    return changeOf(number, request, facts ?? []);
  });
}

const none: readonly KnownCellChange[] = [];

/**
 * What a row of an update would change, by the facts of its permit in the order in which they became known. A permit that
 * was deleted from here since is not known any more. Asked for a million rows: what is known (`knownFrom`) is not put
 * together first, which takes several times as long.
 */
function changeOf(row: number, values: PermitRequest, facts: readonly SourcedFact[]): RowChange {
  const reference = values.referenceId ?? null;
  const last = facts.at(-1);
  if (last === undefined || last.operation === 'delete')
    return { row, reference, change: 'unknown', cells: none, since: null, sameAs: null };
  let cells: KnownCellChange[] | null = null;
  let isAllKnown = true;
  let isSame = true;
  let since: number | null = null;
  for (const { name, field, utc, otherName } of requestFields) {
    const value = values[name];
    if (value !== last.values[name]) isSame = false;
    if (value === undefined) continue;
    const said = facts.findLast(
      ({ values: given }) => given[name] !== undefined || (otherName && given[otherName] !== undefined),
    );
    const known = said?.values[name];
    // A time in UTC and one as the file had it cannot be held against each other.
    if (said === undefined || known === undefined) {
      isAllKnown = false;
      continue;
    }
    since = Math.max(since ?? said.at, said.at);
    if (known === value) continue;
    cells ??= [];
    cells.push({ field, known: knownValue(said, known, utc), wanted: value });
  }
  const change = cells !== null ? 'changed' : isAllKnown ? 'unchanged' : 'unknown';
  const sameAs = isSame && change === 'unchanged' ? last : null;
  return { row, reference, change, cells: cells ?? none, since, sameAs };
}

/** Rows that carry exactly what was accepted for their permits last, and the newest of that. */
export interface SameAsLast {
  readonly rows: number;
  readonly at: number;
  readonly batch: string;
}

/** Counts one more row in. */
export function sameWith(same: SameAsLast | null, { sameAs }: Pick<RowChange, 'sameAs'>): SameAsLast | null {
  if (sameAs === null) return same;
  const { at, batch } = same !== null && same.at >= sameAs.at ? same : sameAs;
  return { rows: (same?.rows ?? 0) + 1, at, batch };
}

/** How many rows that can be sent would change what is known. */
export type ChangeCounts = Readonly<Record<Change, number>>;
