import { basename } from 'node:path';
import type { BatchDocument } from '../file/document.ts';
import { readMeta } from '../file/meta.ts';
import { type Outcome, outcomeSql } from '../file/tally.ts';
import { listRuns } from '../push/run.ts';
import { trailHead } from '../trail/trail.ts';
import { batchFiles, readBatch } from './history.ts';
import { tombstones } from './removal.ts';

export interface PeriodQuery {
  /** Days in UTC, `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
  /** Only runs of this connection; null: of any. */
  readonly connection: string | null;
  /** Only runs that this user began; null: anybody's. */
  readonly user: string | null;
}

type Counts = Readonly<Record<'accepted' | 'rejected' | 'unknown' | 'unsent', number>>;

export interface PeriodBatch extends Counts {
  readonly batch: string;
  readonly file: string;
  readonly createdAt: string;
  /** Runs of the period. */
  readonly runs: number;
  readonly connections: readonly string[];
  readonly users: readonly string[];
  /** The head of its audit trail when the report was written; null without a trail. */
  readonly auditHead: string | null;
  /** Rejected rows by the controller's code; 0 where it stated none. */
  readonly rejections: Readonly<Record<string, number>>;
}

export interface PeriodReport extends PeriodQuery {
  readonly batches: readonly PeriodBatch[];
  readonly total: Counts;
  readonly rejections: Readonly<Record<string, number>>;
  /** Batches of the period that were archived or deleted since: what they were is counted, their rows are not. */
  readonly removed: number;
  /** Batch files that cannot be opened: whether they belong to the period is not known. */
  readonly unopened: number;
}

/**
 * What was pushed in a period, over all batches of a data folder: each row that got its last word from a run which
 * began in it.
 */
export function periodReport(dataFolder: string, query: PeriodQuery): PeriodReport {
  const batches: PeriodBatch[] = [];
  let unopened = 0;
  for (const path of batchFiles(dataFolder)) {
    const found = readBatch(path, (document) => batchIn(document, query));
    if (!found.ok) unopened += 1;
    else if (found.value) batches.push(found.value);
  }
  batches.sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
  const total = { accepted: 0, rejected: 0, unknown: 0, unsent: 0 };
  const rejections: Record<string, number> = {};
  for (const batch of batches) {
    for (const outcome of ['accepted', 'rejected', 'unknown', 'unsent'] as const) {
      total[outcome] += batch[outcome];
    }
    for (const [code, rows] of Object.entries(batch.rejections)) {
      rejections[code] = (rejections[code] ?? 0) + rows;
    }
  }
  const removed = tombstones(dataFolder).filter(({ pushes }) =>
    pushes.some(
      ({ at, connection }) =>
        isWithin(at, query) && (query.connection === null || query.connection === connection),
    ),
  ).length;
  return { ...query, batches, total, rejections, removed, unopened };
}

function isWithin(iso: string, { from, to }: PeriodQuery): boolean {
  const day = iso.slice(0, 10);
  return day >= from && day <= to;
}

function batchIn(document: BatchDocument, query: PeriodQuery): PeriodBatch | null {
  const runs = listRuns(document).filter(
    ({ startedAt, connection, who }) =>
      isWithin(startedAt, query) &&
      (query.connection === null || query.connection === connection) &&
      (query.user === null || query.user === who),
  );
  const source = readMeta(document, 'source');
  const created = readMeta(document, 'created');
  if (runs.length === 0 || !source || !created) return null;
  const counts = { accepted: 0, rejected: 0, unknown: 0, unsent: 0 };
  const rejections: Record<string, number> = {};
  const found = document.db
    .prepare(
      `select ${outcomeSql} as status, coalesce(o.error_code, 0) as code, count(*) as rows
       from outcome o join row r on r.number = o.row
       where o.run in (select value from json_each(?)) group by 1, 2`,
    )
    .all(JSON.stringify(runs.map(({ id }) => id))) as {
    status: Outcome;
    code: number;
    rows: number;
  }[];
  for (const { status, code, rows } of found) {
    // Left out since: nothing of it was pushed.
    if (status === 'skipped') continue;
    counts[status] += rows;
    if (status === 'rejected') rejections[code] = (rejections[code] ?? 0) + rows;
  }
  return {
    batch: basename(document.path),
    file: source.name,
    createdAt: created.at,
    runs: runs.length,
    connections: unique(runs.map(({ connection, controller }) => connection || controller)),
    users: unique(runs.map(({ who }) => who)),
    auditHead: trailHead(document.db)?.hash ?? null,
    ...counts,
    rejections,
  };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
