import { createHash } from 'node:crypto';
import type { PermitRequest } from '../../permit/permit-request.ts';
import type { Database } from '../file/database.ts';
import { linesOf } from '../file/pages.ts';
import { canonical, type Json } from './canonical.ts';

/** A row's outcome as the tables `outcome` and `outcome_past` hold it. */
export interface StoredOutcome {
  readonly row: number;
  readonly run: number;
  readonly status: string;
  readonly attempts: number;
  readonly resent: number;
  readonly http_status: number | null;
  readonly error_code: number | null;
  readonly message: string | null;
  readonly reference_id: string | null;
  readonly internal_reference_id: string | null;
  readonly completed_at: string | null;
  readonly sent: string | null;
  readonly entry: number | null;
  readonly note: string | null;
}

const names = [
  'row',
  'run',
  'status',
  'attempts',
  'resent',
  'http_status',
  'error_code',
  'message',
  'reference_id',
  'internal_reference_id',
  'completed_at',
  'sent',
  'entry',
  'note',
] as const satisfies readonly (keyof StoredOutcome)[];

export const outcomeColumns = names.join(', ');

/**
 * The canonical line of an outcome, as canonical.ts would write it; written out here because a million of them are
 * needed. `sent` is what the request held, without the token and without the plate; null when nothing was sent.
 */
export function outcomeLine(outcome: StoredOutcome): string {
  const { row, run, status, attempts, resent, http_status, error_code } = outcome;
  return (
    `{"attempts":${attempts},"completedAt":${text(outcome.completed_at)},"errorCode":${error_code},` +
    `"httpStatus":${http_status},"internalReferenceId":${text(outcome.internal_reference_id)},` +
    `"outcome":${text(status)},"referenceId":${text(outcome.reference_id)},"resent":${resent !== 0},` +
    `"row":${row},"run":${run},"sent":${sentText(outcome.sent)}}`
  );
}

/**
 * The canonical line of what may be personal about an outcome: the plate that was sent, the message that came, and what
 * was noted on it, for that may quote an answer. Without a note it has no such member, as before there were any.
 */
export function hiddenLine({ row, message, note, sent }: StoredOutcome): string {
  const noted = note === null ? '' : `"note":${canonical(JSON.parse(note) as Json)},`;
  return `{"message":${text(message)},${noted}"plate":${text(plateOf(sent))},"row":${row}}`;
}

function plateOf(sent: string | null): string | null {
  return sent === null ? null : (requestOf(sent).plate ?? null);
}

// The two lines of one outcome are asked for one after the other.
let latest: { sent: string; request: PermitRequest } | null = null;

function requestOf(sent: string): PermitRequest {
  if (latest?.sent !== sent) latest = { sent, request: JSON.parse(sent) as PermitRequest };
  return latest.request;
}

function text(value: string | null): string {
  return value === null ? 'null' : JSON.stringify(value);
}

function sentText(sent: string | null): string {
  if (sent === null) return 'null';
  const request = requestOf(sent) as Readonly<Record<string, Json>>;
  let members = '';
  for (const key of Object.keys(request).sort()) {
    if (key === 'plate') continue;
    members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonical(request[key] ?? null)}`;
  }
  return `{${members}}`;
}

/** Characters that are hashed at once: a call for every line costs more than the hashing. */
const hashedAtOnce = 1_024;

/** SHA-256 over lines, each with a line feed behind; of hidden ones with their salt as the first. */
export class LineDigest {
  readonly #hash = createHash('sha256');
  #ahead = '';
  #count = 0;

  constructor(salt?: string) {
    if (salt !== undefined) this.#ahead = `${salt}\n`;
  }

  get count(): number {
    return this.#count;
  }

  add(line: string): void {
    this.#ahead += `${line}\n`;
    this.#count++;
    if (this.#ahead.length < hashedAtOnce) return;
    this.#hash.update(this.#ahead);
    this.#ahead = '';
  }

  /** In hexadecimal; nothing can be added afterwards. */
  end(): string {
    return this.#hash.update(this.#ahead).digest('hex');
  }
}

/** The outcomes of some rows (JSON array of numbers), in order: as one text, which costs half of what objects do. */
export function storedOutcomes(db: Database, rows: string): StoredOutcome[] {
  const members = names.map((name) => `'${name}', ${name}`).join(', ');
  const { found } = db
    .prepare(
      `select json_group_array(json_object(${members}) order by row) as found
       from outcome where row in (select value from json_each(?))`,
    )
    .get(rows) as { found: string };
  return JSON.parse(found) as StoredOutcome[];
}

/** Outcomes of either table in the order of row numbers, and of entries within a row: the order of its key. */
export function eachOutcome(
  db: Database,
  table: 'outcome' | 'outcome_past',
  where = '1',
): Generator<StoredOutcome> {
  const key = table === 'outcome' ? ['row'] : ['row', 'entry'];
  return linesOf(db, { columns: outcomeColumns, from: table, key, where, size: 2_000 });
}

/** By row: what was said about it before, then what is said now. */
export function* outcomesByRow(db: Database): Generator<StoredOutcome[]> {
  const past = eachOutcome(db, 'outcome_past');
  let before = past.next();
  for (const now of eachOutcome(db, 'outcome')) {
    const found: StoredOutcome[] = [];
    while (!before.done && before.value.row <= now.row) {
      found.push(before.value);
      before = past.next();
    }
    found.push(now);
    yield found;
  }
  for (; !before.done; before = past.next()) yield [before.value];
}
