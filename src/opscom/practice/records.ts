import { DatabaseSync } from '@photostructure/sqlite';
import type { OperationName } from '../../permit/operation.ts';
import type { PermitChange } from './answer.ts';

/** How a request was answered: `success`, an error code, or the fault that hit it. */
export type AnswerKind = 'success' | `${number}` | 'fail' | 'drop' | 'garble' | 'throttle' | 'not-found';

/** One request as it came in, without its token. */
export interface LoggedRequest {
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly operation: OperationName;
  /** Of a creation the one that was handed out, if any was. */
  readonly referenceId: string;
  /** JSON without `apiToken`; null for a body that could not be parsed. */
  readonly body: string | null;
  readonly answer: AnswerKind;
  /** The update is in the controller's data, whatever the client was told. */
  readonly applied: boolean;
}

/** The practice controller's permits and the log of all it was asked. */
export interface Records {
  /** Makes permits known; the first call ends the time in which every well-formed ID exists. */
  seed(referenceIds: Iterable<string>): void;
  /** Makes permits unknown again. */
  forget(referenceIds: Iterable<string>): void;
  exists(referenceId: string): boolean;
  /** How many permits it holds by zone, those that were deleted aside; a permit without a zone counts in none. */
  totals(): { readonly zone: string; readonly total: number }[];
  record(request: LoggedRequest, change: PermitChange | null): void;
  /** All requests so far, in the order they came. */
  requests(): LoggedRequest[];
  close(): void;
}

const tables = `
create table if not exists permit (
  reference_id text primary key,
  permit_no text,
  zone text,
  plate text,
  amount text,
  currency text,
  start_time text,
  end_time text,
  end_date_utc text,
  updates integer not null default 0,
  deleted integer not null default 0
) without rowid;
create table if not exists request (
  id integer primary key,
  at text not null,
  operation text not null,
  reference_id text not null,
  body text,
  answer text not null,
  applied integer not null
);
`;

const addPermits = 'insert or ignore into permit (reference_id) select value from json_each(?)';

const forgetPermits = 'delete from permit where reference_id in (select value from json_each(?))';

const addRequests = `
insert into request (at, operation, reference_id, body, answer, applied)
select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 from json_each(?)`;

const applyChanges = `
insert into permit (reference_id, permit_no, zone, plate, amount, currency, start_time, end_time, end_date_utc,
  updates, deleted)
select value ->> 'referenceId', value ->> 'permitNo', value ->> 'zone', value ->> 'plate', value ->> 'amount',
  value ->> 'currency', value ->> 'startTime', value ->> 'endTime', value ->> 'endDateUtc',
  value ->> 'operation' = 'update', value ->> 'operation' = 'delete'
from json_each(?) where true
on conflict (reference_id) do update set
  plate = coalesce(excluded.plate, plate),
  amount = coalesce(excluded.amount, amount),
  currency = coalesce(excluded.currency, currency),
  end_time = coalesce(excluded.end_time, end_time),
  end_date_utc = coalesce(excluded.end_date_utc, end_date_utc),
  updates = updates + excluded.updates,
  deleted = excluded.deleted`;

/** Milliseconds that what happened may wait before it is written: one write for many requests. */
const flushDelay = 4;
const flushSize = 500;
const seedChunk = 10_000;

/** Opens the records in a file, in memory (`:memory:`) or, by default, in a temporary file that vanishes with them. */
export function openRecords(path = ''): Records {
  const db = new DatabaseSync(path);
  db.exec('pragma journal_mode = wal; pragma synchronous = normal;');
  db.exec(tables);
  const statements = {
    addPermits: db.prepare(addPermits),
    forgetPermits: db.prepare(forgetPermits),
    addRequests: db.prepare(addRequests),
    applyChanges: db.prepare(applyChanges),
    totals: db.prepare(
      'select zone, count(*) as total from permit where zone is not null and deleted = 0 group by zone order by zone',
    ),
    permit: db.prepare('select deleted from permit where reference_id = ?'),
    requests: db.prepare(
      'select at, operation, reference_id, body, answer, applied from request order by id',
    ),
  };
  let seeded = false;
  let requests: unknown[][] = [];
  let changes: PermitChange[] = [];
  let timer: NodeJS.Timeout | null = null;

  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (requests.length === 0) return;
    db.exec('begin');
    statements.addRequests.run(JSON.stringify(requests));
    if (changes.length > 0) statements.applyChanges.run(JSON.stringify(changes));
    db.exec('commit');
    requests = [];
    changes = [];
  };

  return {
    forget(referenceIds) {
      flush();
      seeded = true;
      statements.forgetPermits.run(JSON.stringify([...referenceIds]));
    },
    seed(referenceIds) {
      seeded = true;
      db.exec('begin');
      let chunk: string[] = [];
      for (const id of referenceIds) {
        chunk.push(id);
        if (chunk.length < seedChunk) continue;
        statements.addPermits.run(JSON.stringify(chunk));
        chunk = [];
      }
      statements.addPermits.run(JSON.stringify(chunk));
      db.exec('commit');
    },
    exists(referenceId) {
      const known = statements.permit.get(referenceId) as { deleted: number } | undefined;
      return known ? known.deleted === 0 : !seeded;
    },
    totals() {
      flush();
      return statements.totals.all() as { zone: string; total: number }[];
    },
    record(request, change) {
      const { at, operation, referenceId, body, answer, applied } = request;
      requests.push([at, operation, referenceId, body, answer, applied ? 1 : 0]);
      if (change !== null) changes.push(change);
      // What a request makes or takes away, the next one must find made or gone.
      if (requests.length >= flushSize || (change !== null && change.operation !== 'update')) flush();
      else timer ??= setTimeout(flush, flushDelay);
    },
    requests() {
      flush();
      const rows = statements.requests.all() as {
        at: string;
        operation: OperationName;
        reference_id: string;
        body: string | null;
        answer: AnswerKind;
        applied: number;
      }[];
      return rows.map((row) => ({
        at: row.at,
        operation: row.operation,
        referenceId: row.reference_id,
        body: row.body,
        answer: row.answer,
        applied: row.applied === 1,
      }));
    },
    close() {
      flush();
      db.close();
    },
  };
}
