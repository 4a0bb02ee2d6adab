import { changeEach } from '../batch/edits/bulk/change-many.ts';
import type { EditFailure, Editor } from '../batch/edits/edit.ts';
import type { SlicedStep } from '../batch/edits/sliced-step.ts';
import { readCounts, stateNumbers } from '../batch/file/counts.ts';
import type { CurrentRow } from '../batch/file/current-row.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { readMeta, rulesOf } from '../batch/file/meta.ts';
import { requestMaker } from '../batch/push/pending.ts';
import { lastRun } from '../batch/push/run.ts';
import { type Book, type BookFailure, catchUpIfNew, withBookAsIs, withBookPausing } from '../book/book.ts';
import { changesOf, type RowChange, rowChanges } from '../book/changes.ts';
import { bookConnectionOf } from '../book/fact.ts';
import { knowsPermits } from '../book/holdings.ts';
import type { Connection } from '../connections/connection.ts';
import type { CheckState } from '../permit/issue.ts';
import { ok, type Result } from '../permit/result.ts';

const rowsAtOnce = 1_000;

interface Looking {
  /** Hears of each row that can be sent. */
  readonly onRow: (found: RowChange) => void;
  /** The only rows that are looked at, ascending. */
  readonly rows?: readonly number[] | undefined;
  /** The book was brought up to date a moment ago. */
  readonly asIs?: boolean;
}

/** Looks at what the rows that can be sent would change of what was last known of a connection's permits, pausing. */
export function* knownChanges(
  dataFolder: string,
  document: BatchDocument,
  connection: Connection,
  { onRow, rows, asIs = false }: Looking,
): Generator<{ done: number; total: number }, Result<null, BookFailure>, void> {
  const total = rows?.length ?? readCounts(document).rows;
  const look = function* (book: Book): Generator<{ done: number; total: number }, null, void> {
    let done = 0;
    for (const found of rowChanges(book, document, bookConnectionOf(connection), rows)) {
      onRow(found);
      if (++done % rowsAtOnce === 0) yield { done, total };
    }
    return null;
  };
  return yield* withBookPausing(dataFolder, look, asIs ? catchUpIfNew : undefined);
}

/** Whether a batch's rows can be held against what is known: updates of permits that are told by their reference IDs. */
export function canBeTold(document: BatchDocument): boolean {
  const columns = readMeta(document, 'columns') ?? [];
  return rulesOf(document).name === 'update' && columns.some(({ field }) => field === 'referenceId');
}

/** Whether anything is known of a connection's permits, as the book stands. */
export function permitsKnown(dataFolder: string, connection: Connection): boolean {
  return withBookAsIs(dataFolder, (book) => knowsPermits(book, bookConnectionOf(connection))) ?? false;
}

/** What each of some rows would change, by their numbers; only an update's rows without errors can be told. */
export function changesInRows(
  dataFolder: string,
  document: BatchDocument,
  connection: Connection,
  rows: readonly { readonly number: number; readonly state: CheckState; readonly cells: readonly string[] }[],
): ReadonlyMap<number, RowChange> {
  if (!canBeTold(document)) return new Map();
  const sendable = rows.filter(({ state }) => state !== 'invalid');
  const found = changesFound(dataFolder, document, connection, sendable);
  return new Map(found.map((change) => [change.row, change]));
}

function changesFound(
  dataFolder: string,
  document: BatchDocument,
  connection: Parameters<typeof bookConnectionOf>[0],
  rows: readonly { readonly number: number; readonly cells: readonly string[] }[],
): readonly RowChange[] {
  const operation = rulesOf(document).name;
  const request = requestMaker(document);
  const requests = rows.map(({ number, cells }) => ({ number, request: request(cells) }));
  const of = bookConnectionOf(connection);
  return withBookAsIs(dataFolder, (book) => changesOf(book, of, operation, requests)) ?? [];
}

/**
 * When what rows carry that would change nothing was last known, by their numbers; not of those of which something else
 * became known since the last run began.
 */
export function lastKnownOf(
  dataFolder: string,
  document: BatchDocument,
): (rows: readonly CurrentRow[]) => ReadonlyMap<number, number> {
  const run = lastRun(document);
  if (run === null || !canBeTold(document)) return () => new Map();
  const begun = Date.parse(run.startedAt);
  const connection = { ...run, name: run.connection };
  return (rows) => {
    const found = new Map<number, number>();
    const sendable = rows.filter(({ state }) => state !== stateNumbers.invalid);
    for (const { row, change, since } of changesFound(dataFolder, document, connection, sendable)) {
      if (change === 'unchanged' && since !== null && since <= begun) found.set(row, since);
    }
    return found;
  };
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
  const onRow = ({ row, change }: RowChange): void => {
    if (change === 'unchanged') rows.push(row);
  };
  const found = yield* knownChanges(dataFolder, document, connection, { onRow });
  if (!found.ok) return found;
  if (rows.length === 0) return ok(null);
  const change = { kind: 'leave-out', reason: 'unchanged' } as const;
  return yield* changeEach(document, { scope: { rows }, change }, editor, writer);
}
