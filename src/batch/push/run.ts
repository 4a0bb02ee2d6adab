import type { Failure } from '../../permit/result.ts';
import type { BatchDocument } from '../file/document.ts';
import { inTransaction } from '../file/transaction.ts';
import { ensureTrail, recordRunEnd, recordRunStart } from '../trail/record.ts';
import type { Scope } from './scope.ts';

export type RunKind = 'push' | 'resume' | 'retry';

/** How a run ended; a run without an end was killed, or is still going. */
export type RunEnd = 'finished' | 'cancelled' | 'stopped' | 'failed';

/** Where a run goes and how fast it may; never holds the token. */
export interface RunRecord {
  readonly kind: RunKind;
  /** The connection's name; empty when controller and client were given by hand. */
  readonly connection: string;
  readonly controller: string;
  readonly client: string;
  readonly who: string;
  readonly concurrency: number;
  readonly rate: number | null;
  /** See `Scope`. */
  readonly unknownToo: boolean;
  /** See `Scope`; null of all but a retry. */
  readonly outcomes?: Scope['outcomes'];
}

export interface Run extends RunRecord {
  readonly id: number;
  /** Its rows; the base is the run that this one goes on with, or itself. */
  readonly scope: Scope;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly end: RunEnd | null;
  readonly stoppedBy: Failure | null;
  /** Where its results CSV was written. */
  readonly results: string | null;
}

/** The newest run; null before the first. */
export function lastRun(document: BatchDocument): Run | null {
  const found = document.db.prepare(`${select} order by run.id desc limit 1`).get() as RunLine | undefined;
  return found ? runOf(found) : null;
}

export function listRuns(document: BatchDocument): Run[] {
  return (document.db.prepare(`${select} order by run.id`).all() as RunLine[]).map(runOf);
}

/** Records that a run begins, before anything of it is sent. */
export function beginRun(document: BatchDocument, record: RunRecord, at: Date): Run {
  return inTransaction(document.db, () => {
    ensureTrail(document, at);
    const run = insertRun(document, record, at);
    recordRunStart(document, run.id, at);
    return run;
  });
}

function insertRun(document: BatchDocument, record: RunRecord, at: Date): Run {
  const previous = record.kind === 'resume' ? lastRun(document) : null;
  const { lastInsertRowid } = document.db
    .prepare(
      `insert into run (started_at, connection, controller, client, who, kind, base, settings)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      at.toISOString(),
      record.connection,
      record.controller,
      record.client,
      record.who,
      record.kind,
      previous?.scope.base ?? 0,
      JSON.stringify({
        concurrency: record.concurrency,
        rate: record.rate,
        unknownToo: record.unknownToo,
        ...(record.outcomes ? { outcomes: record.outcomes } : {}),
      }),
    );
  if (!previous) document.db.prepare('update run set base = id where id = ?').run(lastInsertRowid);
  const run = lastRun(document);
  if (!run) throw new Error('The run that was just recorded is not there');
  return run;
}

export function endRun(
  document: BatchDocument,
  id: number,
  end: RunEnd,
  stoppedBy: Failure | null,
  at: Date,
): void {
  inTransaction(document.db, () => {
    document.db
      .prepare('update run set ended_at = ?, "end" = ?, stopped_by = ? where id = ?')
      .run(at.toISOString(), end, stoppedBy ? JSON.stringify(stoppedBy) : null, id);
    recordRunEnd(document, id, at);
  });
}

export function recordResults(document: BatchDocument, path: string): void {
  document.db.prepare('update run set results = ? where id = (select max(id) from run)').run(path);
}

interface RunLine {
  id: number;
  base: number;
  base_kind: 'push' | 'retry';
  base_settings: string;
  kind: RunKind;
  started_at: string;
  ended_at: string | null;
  end: RunEnd | null;
  connection: string;
  controller: string;
  client: string;
  who: string;
  settings: string;
  stopped_by: string | null;
  results: string | null;
}

const select = `select run.*, base.kind as base_kind, base.settings as base_settings from run join run base on base.id = run.base`;

function runOf(line: RunLine): Run {
  const settings = settingsIn(line.settings);
  return {
    id: line.id,
    scope: {
      kind: line.base_kind,
      base: line.base,
      unknownToo: settingsIn(line.base_settings).unknownToo ?? false,
      outcomes: settingsIn(line.base_settings).outcomes ?? null,
    },
    kind: line.kind,
    startedAt: line.started_at,
    endedAt: line.ended_at,
    end: line.end,
    connection: line.connection,
    controller: line.controller,
    client: line.client,
    who: line.who,
    concurrency: settings.concurrency,
    rate: settings.rate,
    unknownToo: settings.unknownToo ?? false,
    stoppedBy: line.stopped_by === null ? null : (JSON.parse(line.stopped_by) as Failure),
    results: line.results,
  };
}

/** Runs of the first version have no `unknownToo`. */
function settingsIn(json: string): Pick<RunRecord, 'concurrency' | 'rate'> & {
  unknownToo?: boolean;
  outcomes?: NonNullable<Scope['outcomes']>;
} {
  return JSON.parse(json) as ReturnType<typeof settingsIn>;
}
