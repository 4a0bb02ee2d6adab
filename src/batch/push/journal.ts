import { statSync } from 'node:fs';
import { setImmediate as soon } from 'node:timers';
import type { Statement } from 'libsql';
import type { PermitRequest } from '../../permit/permit-request.ts';
import { addOutcomes, keepPast } from '../audit/outcome-group.ts';
import { nextSeq } from '../audit/trail.ts';
import type { BatchDocument } from '../document.ts';
import type { Outcome } from '../tally.ts';

/** "This row is about to be sent." */
export interface Intent {
  readonly row: number;
  /** This attempt included. */
  readonly attempts: number;
  /** The row was sent before in a way that may have arrived. */
  readonly resent: boolean;
  /** What stood before the run and stands again if nothing is sent after all. */
  readonly prior: { readonly outcome: Outcome; readonly run: number } | null;
  readonly request: PermitRequest;
}

/** What became of a row, or stands again because nothing was sent. */
export interface Settlement {
  readonly row: number;
  readonly run: number;
  readonly outcome: Exclude<Outcome, 'skipped'>;
  readonly attempts: number;
  /** null: what the columns hold stays (nothing new was learned). */
  readonly answer: Answer | null;
  readonly completedAt: string | null;
  /** From the request's start to its reply; null when there was none. */
  readonly replyMs: number | null;
}

export interface Answer {
  readonly httpStatus: number | null;
  readonly errorCode: number | null;
  readonly message: string | null;
  readonly referenceId: string | null;
  readonly internalReferenceId: string | null;
}

/** The batch file is not where it was when the run began. */
export class BatchGone extends Error {}

/**
 * After a commit that took t, the next waits for at least this many times t: what is synced together grows with what
 * a sync costs, and syncing never takes more than about a tenth of the thread that also serves the network.
 */
const restFactor = 8;

/**
 * Writes intents and outcomes to the batch in groups, one disk sync each. What `intend` and `settle` answer resolves
 * when it is on disk. After a failure (disk full, file gone) everything rejects: the run must stop.
 */
export class Journal {
  readonly #document: BatchDocument;
  readonly #run: number;
  readonly #inode: number;
  readonly #intend: Statement;
  readonly #settle: Statement;
  #intents: Intent[] = [];
  #settlements: Settlement[] = [];
  #waiting: PromiseWithResolvers | null = null;
  #scheduled = false;
  #restUntil = 0;

  constructor(document: BatchDocument, run: number) {
    this.#document = document;
    this.#run = run;
    this.#inode = statSync(document.path).ino;
    this.#intend = document.db.prepare(intendSql);
    this.#settle = document.db.prepare(settleSql);
  }

  intend(intent: Intent): Promise<void> {
    this.#intents.push(intent);
    return this.#schedule();
  }

  settle(settlement: Settlement): Promise<void> {
    this.#settlements.push(settlement);
    return this.#schedule();
  }

  #schedule(): Promise<void> {
    this.#waiting ??= withResolvers();
    const { promise } = this.#waiting;
    if (!this.#scheduled) {
      this.#scheduled = true;
      const rest = this.#restUntil - performance.now();
      if (rest >= 1) setTimeout(() => this.#commit(), rest);
      else soon(() => this.#commit());
    }
    return promise;
  }

  #commit(): void {
    this.#scheduled = false;
    const group = this.#waiting;
    const intents = this.#intents;
    const settlements = this.#settlements;
    this.#waiting = null;
    this.#intents = [];
    this.#settlements = [];
    const startedAt = performance.now();
    try {
      this.#write(intents, settlements);
    } catch (cause) {
      group?.reject(cause);
      return;
    }
    const endedAt = performance.now();
    this.#restUntil = endedAt + (endedAt - startedAt) * restFactor;
    group?.resolve();
  }

  /** Settlements first: a row that is settled and intended anew in one group was settled before. */
  #write(intents: readonly Intent[], settlements: readonly Settlement[]): void {
    const { db, path } = this.#document;
    // What is written to a file that was removed under us is lost with this process, and SQLite does not notice.
    if (statSync(path, { throwIfNoEntry: false })?.ino !== this.#inode) throw new BatchGone(path);
    db.exec('begin immediate');
    try {
      if (settlements.length > 0) {
        this.#settle.run(JSON.stringify(settlements.map(settlementLine)), nextSeq(db));
        addOutcomes(db, this.#run, settlements, new Date());
      }
      const again = intents.filter(({ prior }) => prior !== null);
      if (again.length > 0) keepPast(db, again);
      if (intents.length > 0) this.#intend.run(this.#run, JSON.stringify(intents.map(intentLine)));
      db.exec('commit');
    } catch (cause) {
      if (db.inTransaction) db.exec('rollback');
      throw cause;
    }
  }
}

function intentLine(intent: Intent): unknown[] {
  const { row, attempts, resent, prior, request } = intent;
  return [row, attempts, resent ? 1 : 0, prior?.outcome ?? null, prior?.run ?? null, request];
}

function settlementLine(settlement: Settlement): unknown[] {
  const { row, run, outcome, attempts, answer, completedAt } = settlement;
  return [
    row,
    run,
    outcome,
    attempts,
    completedAt,
    answer ? 1 : 0,
    answer?.httpStatus ?? null,
    answer?.errorCode ?? null,
    storable(answer?.message),
    storable(answer?.referenceId),
    storable(answer?.internalReferenceId),
  ];
}

/** SQLite ends a text at U+0000, and halves of surrogate pairs are no UTF-8: neither would be read back. */
function storable(text: string | null | undefined): string | null {
  return text?.replace(/\p{Surrogate}/gu, '\ufffd').replaceAll('\u0000', '\ufffd') ?? null;
}

const intendSql = `
insert into outcome (row, run, status, attempts, resent, prior, prior_run, sent)
select value ->> 0, ?, 'sending', value ->> 1, value ->> 2, value ->> 3, value ->> 4, value -> 5
from json_each(?) where true
on conflict (row) do update set
  run = excluded.run, status = 'sending', attempts = excluded.attempts, resent = excluded.resent,
  prior = excluded.prior, prior_run = excluded.prior_run, sent = excluded.sent, entry = null`;

const settleSql = `
update outcome set
  run = s.run, status = s.status, attempts = s.attempts, prior = null, prior_run = null, entry = ?2,
  completed_at = iif(s.answered, s.completed_at, outcome.completed_at),
  http_status = iif(s.answered, s.http_status, outcome.http_status),
  error_code = iif(s.answered, s.error_code, outcome.error_code),
  message = iif(s.answered, s.message, outcome.message),
  reference_id = iif(s.answered, s.reference_id, outcome.reference_id),
  internal_reference_id = iif(s.answered, s.internal_reference_id, outcome.internal_reference_id)
from (
  select value ->> 0 as row, value ->> 1 as run, value ->> 2 as status, value ->> 3 as attempts,
    value ->> 4 as completed_at, value ->> 5 as answered, value ->> 6 as http_status, value ->> 7 as error_code,
    value ->> 8 as message, value ->> 9 as reference_id, value ->> 10 as internal_reference_id
  from json_each(?1)
) s
where outcome.row = s.row`;

interface PromiseWithResolvers {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(cause: unknown): void;
}

/** Promise.withResolvers, which Node 20 does not have. */
function withResolvers(): PromiseWithResolvers {
  let resolve: () => void = () => {};
  let reject: (cause: unknown) => void = () => {};
  const promise = new Promise<void>((resolved, rejected) => {
    resolve = resolved;
    reject = rejected;
  });
  return { promise, resolve, reject };
}
