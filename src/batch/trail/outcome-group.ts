import type { Database } from '../file/database.ts';
import type { EntryFacts } from './entry.ts';
import {
  hiddenLine,
  LineDigest,
  outcomeColumns,
  outcomeLine,
  type StoredOutcome,
  storedOutcomes,
} from './outcome-lines.ts';
import { hiddenSalt, saltOf } from './salt.ts';
import { addEntry, nextSeq } from './trail.ts';

interface Settled {
  readonly row: number;
  readonly outcome: string;
  /** null: nothing new was learned, and what the row's columns hold stays. */
  readonly answer: object | null;
  readonly replyMs: number | null;
}

/** Keeps the last word on rows that are about to be sent again: the trail's earlier entries are about it. */
export function keepPast(db: Database, rows: readonly { readonly row: number }[]): void {
  db.prepare(
    `insert into outcome_past (${outcomeColumns})
     select ${outcomeColumns} from outcome where entry is not null and row in (select value from json_each(?))`,
  ).run(numbersOf(rows));
}

/**
 * Adds the trail's entry for rows that were just settled, whose `entry` is `nextSeq`. Within the journal's
 * transaction. Reads the rows back, so that the digest is of what is stored and nothing else.
 */
export function addOutcomes(db: Database, run: number, settled: readonly Settled[], at: Date): void {
  const seq = nextSeq(db);
  const unsent = settled.filter(({ answer, outcome }) => answer === null && outcome !== 'unknown');
  if (unsent.length > 0) restoreSent(db, unsent);
  const stored = storedOutcomes(db, numbersOf(settled));
  const times = settled.flatMap(({ replyMs }) => (replyMs === null ? [] : [Math.round(replyMs)]));
  const replies = {
    count: times.length,
    sumMs: times.reduce((sum, ms) => sum + ms, 0),
    maxMs: times.reduce((most, ms) => Math.max(most, ms), 0),
  };
  addEntry(db, groupFacts(stored, run, hiddenSalt(saltOf(db), seq), replies), at);
}

/** Nothing was sent after all: what stands as sent is what was sent before, if anything. */
function restoreSent(db: Database, rows: readonly { readonly row: number }[]): void {
  db.prepare(
    `update outcome set sent = (
       select p.sent from outcome_past p where p.row = outcome.row order by p.entry desc limit 1
     ) where row in (select value from json_each(?))`,
  ).run(numbersOf(rows));
}

function numbersOf(rows: readonly { readonly row: number }[]): string {
  return JSON.stringify(rows.map(({ row }) => row));
}

/** What the entry of a group says; `stored` in the order of row numbers. */
export function groupFacts(
  stored: Iterable<StoredOutcome>,
  run: number,
  salt: string,
  replies: { readonly count: number; readonly sumMs: number; readonly maxMs: number },
): Extract<EntryFacts, { kind: 'outcomes' }> {
  const lines = new LineDigest();
  const hidden = new LineDigest(salt);
  const by = { accepted: 0, rejected: 0, unknown: 0, unsent: 0 };
  let resent = 0;
  for (const outcome of stored) {
    lines.add(outcomeLine(outcome));
    hidden.add(hiddenLine(outcome));
    if (isCounted(outcome.status, by)) by[outcome.status]++;
    resent += outcome.resent;
  }
  const count = lines.count;
  return { kind: 'outcomes', run, count, ...by, resent, digest: lines.end(), hidden: hidden.end(), replies };
}

function isCounted<Counts extends object>(status: string, counts: Counts): status is keyof Counts & string {
  return status in counts;
}
