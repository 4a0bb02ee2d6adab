import { changeEach } from '../batch/edits/bulk/change-many.ts';
import type { EditFailure, Editor } from '../batch/edits/edit.ts';
import type { SlicedStep } from '../batch/edits/sliced-step.ts';
import { readCounts } from '../batch/file/counts.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { readMeta, rulesOf } from '../batch/file/meta.ts';
import { requestMaker } from '../batch/push/pending.ts';
import { type BookFailure, withBookAsIs, withBookPausing } from '../book/book.ts';
import {
  type ChangeCounts,
  changesOf,
  type RowChange,
  rowChanges,
  type SameAsLast,
  sameWith,
} from '../book/changes.ts';
import { bookConnectionOf } from '../book/fact.ts';
import type { KnownField } from '../book/known.ts';
import type { Connection } from '../connections/connection.ts';
import type { CheckState } from '../permit/issue.ts';
import { ok, type Result } from '../permit/result.ts';

/** What the rows that can be sent would change of what was last known of a connection's permits. */
export interface KnownChanges extends ChangeCounts {
  /** How many rows would change each field. */
  readonly fields: Readonly<Partial<Record<KnownField, number>>>;
  /** Of the rows that would change nothing: since when at least that is known, in epoch milliseconds; null without such rows. */
  readonly unchangedSince: number | null;
  /** Those that carry exactly what was accepted last; null without such rows. */
  readonly same: SameAsLast | null;
}

const rowsAtOnce = 1_000;

/** Counts them, pausing; `onUnchanged` hears of each row that would change nothing. */
export function* knownChanges(
  dataFolder: string,
  document: BatchDocument,
  connection: Connection,
  onUnchanged: (row: number) => void = () => {},
): Generator<{ done: number; total: number }, Result<KnownChanges, BookFailure>, void> {
  const total = readCounts(document).rows;
  return yield* withBookPausing(dataFolder, function* (book) {
    const counts = { changed: 0, unchanged: 0, unknown: 0 };
    const fields: Partial<Record<KnownField, number>> = {};
    let unchangedSince: number | null = null;
    let done = 0;
    let same: SameAsLast | null = null;
    for (const found of rowChanges(book, document, bookConnectionOf(connection))) {
      const { row, change, cells, since } = found;
      same = sameWith(same, found);
      counts[change]++;
      for (const { field } of cells) fields[field] = (fields[field] ?? 0) + 1;
      if (change === 'unchanged') {
        onUnchanged(row);
        if (since !== null) unchangedSince = Math.min(unchangedSince ?? since, since);
      }
      if (++done % rowsAtOnce === 0) yield { done, total };
    }
    return { ...counts, fields, unchangedSince, same };
  });
}

/** What each of some rows would change, by their numbers; only an update's rows without errors can be told. */
export function changesInRows(
  dataFolder: string,
  document: BatchDocument,
  connection: Connection,
  rows: readonly { readonly number: number; readonly state: CheckState; readonly cells: readonly string[] }[],
): ReadonlyMap<number, RowChange> {
  const operation = rulesOf(document).name;
  if (
    operation !== 'update' ||
    !(readMeta(document, 'columns') ?? []).some(({ field }) => field === 'referenceId')
  )
    return new Map();
  const request = requestMaker(document);
  const sendable = rows.filter(({ state }) => state !== 'invalid');
  const requests = sendable.map(({ number, cells }) => ({ number, request: request(cells) }));
  const found = withBookAsIs(dataFolder, (book) =>
    changesOf(book, bookConnectionOf(connection), operation, requests),
  );
  return new Map((found ?? []).map((change) => [change.row, change]));
}

/** Leaves out the rows that would change nothing as far as is known, as one step that undo takes back. */
export function* leaveOutUnchanged(
  dataFolder: string,
  document: BatchDocument,
  connection: Connection,
  editor: Editor,
  writer = document,
): SlicedStep<EditFailure | BookFailure> {
  const rows: number[] = [];
  const found = yield* knownChanges(dataFolder, document, connection, (row) => rows.push(row));
  if (!found.ok) return found;
  if (rows.length === 0) return ok(null);
  const change = { kind: 'leave-out', reason: 'unchanged' } as const;
  return yield* changeEach(document, { scope: { rows }, change }, editor, writer);
}
