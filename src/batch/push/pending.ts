import { operations } from '../../opscom/operations.ts';
import type { IssueCode } from '../../permit/issue.ts';
import { type Mapping, mappingOf } from '../../permit/mapping.ts';
import { operationRules } from '../../permit/operation-rules.ts';
import { type PermitRequest, permitRequest } from '../../permit/permit-request.ts';
import { settingsFor } from '../../permit/utc-column.ts';
import {
  amongRows,
  type CurrentRow,
  currentRow,
  rowColumns,
  rowPages,
  rowsWhere,
  type StoredRow,
} from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { type Meta, readMeta, rulesOf } from '../file/meta.ts';
import { linesOf } from '../file/pages.ts';
import type { Outcome } from '../file/tally.ts';
import { type RetriedOutcome, retriedOutcomes } from '../trail/stored-run.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';

const pageSize = 500;

/** A row that a run is to send. */
export interface PendingRow {
  readonly number: number;
  readonly request: PermitRequest;
  /** What tells its permit from others: rows that share it are never under way at once. Null for a row without it. */
  readonly key: string | null;
  /** Of all runs so far. */
  readonly attempts: number;
  readonly resent: boolean;
  /** Where it stands now. */
  readonly outcome: Outcome;
  /** The last word of an earlier run, which stands again if this one sends nothing. */
  readonly prior: { readonly outcome: Outcome; readonly run: number } | null;
  /** A crash left it in the air: its last request may have arrived. */
  readonly inTheAir: boolean;
}

/** Never sent, or not sent after all. */
const fresh = "(o.row is null or o.status = 'unsent')";

/**
 * The rows that a run has yet to send, paged from the batch so that it is never held as a whole: those that were never
 * sent first, in file order, so that none waits for one whose controller hung; but of a permit with several rows none
 * overtakes an earlier one. `without`: rows that must not be sent although they are pending.
 */
export function* pendingRows(
  document: BatchDocument,
  run: Pick<Run, 'id' | 'scope'>,
  without: { has(row: number): boolean },
): Generator<PendingRow> {
  const columns = readMeta(document, 'columns');
  const settings = readMeta(document, 'settings');
  if (!columns || !settings) throw new Error('The batch has no columns or settings');
  const mapping = mappingOf(columns);
  const rowsOf = function* (where: string, values: readonly number[] = []): Generator<PendingRow> {
    for (const line of pendingLines(document, run.scope, where, values)) {
      if (!without.has(line.number)) yield pendingRow(line, mapping, settingsFor(columns, settings));
    }
  };
  const sentBefore = `not ${fresh}`;
  if (rowsOf(sentBefore).next().done) {
    yield* rowsOf('1');
    return;
  }
  const waiting = new Set<string | null>();
  if (hasDuplicates(document)) for (const { key } of rowsOf(sentBefore)) waiting.add(key);
  waiting.delete(null);
  for (const row of rowsOf(fresh)) if (!waiting.has(row.key)) yield row;
  // What this run has taken by then is in its hands, whatever stands in the batch.
  for (const row of rowsOf('(o.run is null or o.run <> ?)', [run.id])) {
    const isFresh = row.prior === null || row.prior.outcome === 'unsent';
    if (!isFresh || row.inTheAir || waiting.has(row.key)) yield row;
  }
}

/** What a push that were to begin now would send, of `rows` or of all, in the order of the rows, a page at a time. */
export function* pendingRequests(
  document: BatchDocument,
  rows?: readonly number[],
): Generator<readonly Pick<PendingRow, 'number' | 'request'>[]> {
  const request = requestMaker(document);
  for (const page of pendingPages(document, scopeFromNow('push'), rows)) {
    yield page.map(({ number, cells }) => ({ number, request: request(cells) }));
  }
}

/** Makes what is sent for a row without errors of its cells, as the batch's columns and settings say. */
export function requestMaker(document: BatchDocument): (cells: readonly string[]) => PermitRequest {
  const columns = readMeta(document, 'columns');
  const settings = readMeta(document, 'settings');
  if (!columns || !settings) throw new Error('The batch has no columns or settings');
  const [mapping, times] = [mappingOf(columns), settingsFor(columns, settings)];
  const rules = operationRules[settings.operation];
  return (cells) => permitRequest(cells, mapping, times, rules);
}

/** The rows that a run of this kind would send, of `rows`, which ascend, or of all, as they are now, a page at a time. */
export function* pendingPages(
  document: BatchDocument,
  scope: Scope,
  rows?: readonly number[],
): Generator<readonly CurrentRow[]> {
  const isPending = `exists (select 1 from (select row.skipped as skipped, row.state as state) r
    left join outcome o on o.row = row.number where ${pendingSql(document, scope)})`;
  if (rows === undefined) yield* rowPages(document, rowsWhere(isPending, [scope.base]));
  for (let at = 0; rows !== undefined && at < rows.length; at += pageSize) {
    const among = amongRows('number', rows.slice(at, at + pageSize));
    yield* rowPages(document, rowsWhere(`${among.sql} and ${isPending}`, [...among.values, scope.base]));
  }
}

/** Whether permits may have several rows: where none were found when the rows were checked there is nothing to look for. */
export function hasDuplicates(document: BatchDocument): boolean {
  if ((readMeta(document, 'settings')?.duplicates ?? null) !== null) return true;
  return (
    document.db.prepare("select 1 from issue where code = 'reference-duplicate' limit 1").get() !== undefined
  );
}

function pendingLines(
  document: BatchDocument,
  scope: Scope,
  where = '1',
  values: readonly number[] = [],
): Generator<PendingLine> {
  return linesOf<PendingLine>(document.db, {
    columns: `${rowColumns}, o.status, o.run, o.attempts, o.resent, o.prior, o.prior_run`,
    from: 'row r left join outcome o on o.row = r.number',
    key: ['r.number'],
    where: `(${pendingSql(document, scope)}) and ${where}`,
    values: [scope.base, ...values],
    size: pageSize,
  });
}

/** By kind of issue, the rows that a run of this scope would send with it. */
export function countOfIssues(document: BatchDocument, scope: Scope): { code: IssueCode; rows: number }[] {
  return document.db
    .prepare(
      `select i.code, count(distinct i.row) as rows
       from issue i join row r on r.number = i.row left join outcome o on o.row = r.number
       where ${pendingSql(document, scope)} group by i.code order by rows desc, i.code`,
    )
    .all(scope.base) as { code: IssueCode; rows: number }[];
}

/** What became so far of the rows that a run of this scope would send; together all of them. */
export interface SentBefore {
  readonly neverSent: number;
  /** Rejected, and changed since. */
  readonly mended: number;
  /** Rejected, and the same as then. */
  readonly rejected: number;
  readonly unknown: number;
}

export function sentBefore(document: BatchDocument, scope: Scope): SentBefore {
  const { rejected, unknown, unsent } = pendingOutcomes(document, scope);
  const mended = rejected === 0 ? 0 : mendedRows(document, pendingSql(document, scope), scope);
  return { neverSent: unsent, mended, rejected: rejected - mended, unknown };
}

/** How many rows of each outcome can be sent again: those that are left out, or have errors by now, are not. */
export function retryableRows(document: BatchDocument): Readonly<Record<RetriedOutcome, number>> {
  return pendingOutcomes(document, scopeFromNow('retry', true, retriedOutcomes));
}

function pendingOutcomes(document: BatchDocument, scope: Scope): Record<RetriedOutcome, number> {
  const found = document.db
    .prepare(
      `select iif(o.status = 'sending', 'unknown', coalesce(o.status, 'unsent')) as outcome, count(*) as rows
       from row r left join outcome o on o.row = r.number where ${pendingSql(document, scope)} group by 1`,
    )
    .all(scope.base) as { outcome: RetriedOutcome; rows: number }[];
  const counts = { rejected: 0, unknown: 0, unsent: 0 };
  for (const { outcome, rows } of found) counts[outcome] = rows;
  return counts;
}

function mendedRows({ db }: BatchDocument, pending: string, scope: Scope): number {
  const found = db
    .prepare(
      `select count(distinct e.row) as rows
       from edit e join outcome o on o.row = e.row join row r on r.number = e.row
       where o.status = 'rejected' and e.undone = 0 and e.kind <> 'leave-out' and e.at >= o.completed_at
         and (${pending})`,
    )
    .get(scope.base) as { rows: number };
  return found.rows;
}

/** How many rows a run of this scope would send if it began now. */
export function countPending(document: BatchDocument, scope: Scope): number {
  const found = document.db
    .prepare(
      `select count(*) as rows from row r left join outcome o on o.row = r.number where ${pendingSql(document, scope)}`,
    )
    .get(scope.base) as { rows: number };
  return found.rows;
}

/** The rows of a run that were to begin now. */
export function scopeFromNow(
  kind: 'push' | 'retry',
  unknownToo = false,
  outcomes: Scope['outcomes'] = null,
): Scope {
  return { kind, base: Number.MAX_SAFE_INTEGER, unknownToo, outcomes: kind === 'retry' ? outcomes : null };
}

/** Rows that can be sent and that the run has not settled; `?` is the run's base. */
function pendingSql(document: BatchDocument, { kind, base, unknownToo, outcomes }: Scope): string {
  const { repeatable } = operations[rulesOf(document).name];
  const wants = (outcome: RetriedOutcome): boolean => outcomes === null || outcomes.includes(outcome);
  const again = [
    ...(wants('rejected') ? ["'rejected'"] : []),
    ...(wants('unknown') && (repeatable || unknownToo) ? ["'unknown'"] : []),
  ];
  const settledBefore = `o.status in (${again.join(', ')}) and o.run < ?`;
  // Of an unknown row that has no time of completion the run's end cut off attempts that were left.
  const cutOff = repeatable
    ? `(o.status = 'sending' or (o.status = 'unknown' and o.completed_at is null))`
    : `o.status = 'sending'`;
  // What was cut off by this run itself is its own whatever was chosen.
  const mineCutOff = wants('unknown') ? cutOff : `(${cutOff} and o.run >= ${base})`;
  const unsent = "o.row is null or o.status = 'unsent'";
  const wantsUnsent = kind === 'push' || outcomes?.includes('unsent') === true;
  const mine = [...(wantsUnsent ? [unsent] : []), mineCutOff, settledBefore].join(' or ');
  return `r.skipped = 0 and r.state < 2 and (${mine})`;
}

interface PendingLine extends StoredRow {
  status: Outcome | 'sending' | null;
  run: number | null;
  attempts: number | null;
  resent: number | null;
  prior: Outcome | null;
  prior_run: number | null;
}

function pendingRow(line: PendingLine, mapping: Mapping, settings: Meta<'settings'>): PendingRow {
  const rules = operationRules[settings.operation];
  const request = permitRequest(currentRow(line).cells, mapping, settings, rules);
  return {
    number: line.number,
    request,
    key: request[rules.key] ?? null,
    attempts: line.attempts ?? 0,
    resent: line.resent === 1,
    outcome: line.status === 'sending' ? 'unknown' : (line.status ?? 'unsent'),
    prior: priorOf(line),
    inTheAir: line.status === 'sending',
  };
}

function priorOf(line: PendingLine): PendingRow['prior'] {
  if (line.status === 'sending') {
    return line.prior === null || line.prior_run === null
      ? null
      : { outcome: line.prior, run: line.prior_run };
  }
  return line.status === null || line.run === null ? null : { outcome: line.status, run: line.run };
}
