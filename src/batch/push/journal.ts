import type { PermitRequest } from '../../permit/permit-request.ts';
import type { Statement } from '../file/database.ts';
import type { BatchDocument } from '../file/document.ts';
import { type Note, storedNote } from '../file/note.ts';
import type { Outcome } from '../file/tally.ts';
import { inTransaction } from '../file/transaction.ts';
import { addOutcomes, keepPast } from '../trail/outcome-group.ts';
import { nextSeq } from '../trail/trail.ts';
import type { BatchWatch } from './batch-watch.ts';
import type { Disk } from './disk.ts';

/** "This row is about to be sent." */
export interface Intent {
  readonly number: number;
  /** This attempt included. */
  readonly attempts: number;
  /** The row was sent before in a way that may have arrived. */
  readonly resent: boolean;
  /** What stood before the run and stands again if nothing is sent after all. */
  readonly prior: { readonly outcome: Outcome; readonly run: number } | null;
  readonly request: PermitRequest;
}

/** What became of a row, or stands again because nothing was sent. */
export interface Settlement<Row extends Intent = Intent> {
  readonly of: Row;
  /** Its number. */
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
  /** The controller's own words. */
  readonly message: string | null;
  /** What is noted beside them. */
  readonly note: Note | null;
  readonly referenceId: string | null;
  readonly internalReferenceId: string | null;
}

/** What is written together. */
export interface Group<Row extends Intent> {
  readonly settlements: readonly Settlement<Row>[];
  readonly intents: readonly Row[];
}

/** Whose rows are journalled. A row that was handed over is left alone until it is written or failed. */
export interface JournalKeeper<Row extends Intent> {
  /** The rows to be sent next, asked for right before a group is written that settles these. */
  nextIntents(settlements: readonly Settlement<Row>[]): readonly Row[];
  /** The group is on disk. */
  written(group: Group<Row>): void;
  /** The group is not on disk, or nobody can say (disk full, file gone): the run must stop. */
  failed(group: Group<Row>, cause: unknown): void;
}

/** Milliseconds between two groups at least: what is written together costs less, and the network waits for none of it. */
const leastApart = 10;

/** Writes intents and outcomes to the batch in groups, one disk sync each, one group at a time. */
export class Journal<Row extends Intent> {
  readonly #document: BatchDocument;
  readonly #run: number;
  readonly #watch: Pick<BatchWatch, 'check'>;
  readonly #disk: Pick<Disk, 'sync'>;
  readonly #keeper: JournalKeeper<Row>;
  readonly #intend: Statement;
  readonly #settle: Statement;
  readonly #restore: Statement;
  #settlements: Settlement<Row>[] = [];
  #state: 'idle' | 'waiting' | 'writing' | 'closed' = 'idle';
  #again = false;
  #urgent = false;
  #writtenAt = Number.NEGATIVE_INFINITY;
  #usual = leastApart;
  #lost: { cause: unknown } | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(
    document: BatchDocument,
    run: number,
    disk: Pick<Disk, 'sync'>,
    watch: Pick<BatchWatch, 'check'>,
    keeper: JournalKeeper<Row>,
  ) {
    this.#document = document;
    this.#run = run;
    this.#watch = watch;
    this.#disk = disk;
    this.#keeper = keeper;
    this.#intend = document.db.prepare(intendSql);
    this.#settle = document.db.prepare(settleSql);
    this.#restore = document.db.prepare(restoreSql);
  }

  /** Milliseconds that a group lately took to get on disk, its waiting for the one before included. */
  get usual(): number {
    return this.#usual;
  }

  /** There are rows to be sent: they will be asked for when the next group is written. */
  intend(): void {
    if (this.#state === 'writing') this.#again = true;
    else this.#schedule();
  }

  settle(settlement: Settlement<Row>): void {
    this.#settlements.push(settlement);
    this.intend();
  }

  /** The network waits for what there is to be written. */
  hurry(): void {
    if (this.#urgent) return;
    this.#urgent = true;
    if (this.#state !== 'waiting') return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#commit(), 0);
  }

  /** Writes nothing more, and tells of nothing more. */
  close(): void {
    this.#state = 'closed';
    if (this.#timer) clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#state !== 'idle') return;
    this.#state = 'waiting';
    const rest = this.#urgent ? 0 : Math.max(0, this.#writtenAt + leastApart - performance.now());
    this.#timer = setTimeout(() => void this.#commit(), rest);
  }

  async #commit(): Promise<void> {
    this.#state = 'writing';
    this.#urgent = false;
    const startedAt = performance.now();
    const settlements = this.#settlements;
    this.#settlements = [];
    const group = { settlements, intents: this.#keeper.nextIntents(settlements) };
    if (settlements.length + group.intents.length > 0) await this.#put(group, startedAt);
    if (this.#isClosed()) return;
    this.#writtenAt = startedAt;
    this.#state = 'idle';
    if (this.#again || this.#settlements.length > 0) this.#schedule();
    this.#again = false;
  }

  async #put(group: Group<Row>, startedAt: number): Promise<void> {
    let failure: { cause: unknown } | null = null;
    try {
      if (this.#lost) throw this.#lost.cause;
      this.#write(group);
      await this.#sync();
    } catch (cause) {
      failure = { cause };
    }
    if (this.#isClosed()) return;
    this.#usual += (performance.now() - startedAt + leastApart - this.#usual) / 4;
    if (failure) this.#keeper.failed(group, failure.cause);
    else this.#keeper.written(group);
  }

  #isClosed(): boolean {
    return this.#state === 'closed';
  }

  /** A disk that failed once is not believed again: what it lost then may read as synced later. */
  async #sync(): Promise<void> {
    try {
      await this.#disk.sync();
    } catch (cause) {
      this.#lost = { cause };
      throw cause;
    }
  }

  /** Settlements first: a row that is settled and intended anew in one group was settled before. */
  #write({ settlements, intents }: Group<Row>): void {
    const { db } = this.#document;
    this.#watch.check();
    inTransaction(db, () => {
      if (settlements.length > 0) {
        const entry = nextSeq(db);
        const answered = settlements.filter(({ answer }) => answer !== null);
        const restored = settlements.filter(({ answer }) => answer === null);
        if (answered.length > 0) this.#settle.run(JSON.stringify(answered.map(settlementLine)), entry);
        if (restored.length > 0) this.#restore.run(JSON.stringify(restored.map(settlementLine)), entry);
        addOutcomes(db, this.#run, settlements, new Date());
      }
      const again = intents.filter(({ prior }) => prior !== null).map(({ number }) => ({ row: number }));
      if (again.length > 0) keepPast(db, again);
      if (intents.length > 0) this.#intend.run(this.#run, JSON.stringify(intents.map(intentLine)));
    });
  }
}

function intentLine({ number, attempts, resent, prior, request }: Intent): unknown[] {
  return [number, attempts, resent ? 1 : 0, prior?.outcome ?? null, prior?.run ?? null, request];
}

function settlementLine({ row, run, outcome, attempts, answer, completedAt }: Settlement): unknown[] {
  if (!answer) return [row, run, outcome, attempts];
  const { httpStatus, errorCode, message, note, referenceId, internalReferenceId } = answer;
  const texts = [storable(message), storable(referenceId), storable(internalReferenceId)];
  return [row, run, outcome, attempts, completedAt, httpStatus, errorCode, ...texts, storedNote(note)];
}

/** SQLite ends a text at U+0000, and halves of surrogate pairs are no UTF-8: neither would be read back. */
function storable(text: string | null): string | null {
  if (text === null || /^[ -~]*$/.test(text)) return text;
  return text.replace(/\p{Surrogate}/gu, '\ufffd').replaceAll('\u0000', '\ufffd');
}

const intendSql = `
insert into outcome (row, run, status, attempts, resent, prior, prior_run, sent)
select value ->> 0, ?, 'sending', value ->> 1, value ->> 2, value ->> 3, value ->> 4, value -> 5
from json_each(?) where true
on conflict (row) do update set
  run = excluded.run, status = 'sending', attempts = excluded.attempts, resent = excluded.resent,
  prior = excluded.prior, prior_run = excluded.prior_run, sent = excluded.sent, entry = null`;

/** Every row has a line since its intent: the insertion is only the quickest way of saying which lines to change. */
const settleSql = `
insert into outcome (
  row, run, status, attempts, completed_at, http_status, error_code, message, reference_id, internal_reference_id,
  note, entry
)
select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
  value ->> 8, value ->> 9, value ->> 10, ?2
from json_each(?1) where true
on conflict (row) do update set
  run = excluded.run, status = excluded.status, attempts = excluded.attempts, prior = null, prior_run = null,
  completed_at = excluded.completed_at, http_status = excluded.http_status, error_code = excluded.error_code,
  message = excluded.message, note = excluded.note, reference_id = excluded.reference_id,
  internal_reference_id = excluded.internal_reference_id, entry = excluded.entry`;

const restoreSql = `
update outcome set run = s.run, status = s.status, attempts = s.attempts, prior = null, prior_run = null,
  entry = ?2
from (
  select value ->> 0 as row, value ->> 1 as run, value ->> 2 as status, value ->> 3 as attempts from json_each(?1)
) s
where outcome.row = s.row`;
