import type { Database } from '../file/database.ts';
import { linesOf } from '../file/pages.ts';
import { inTransaction } from '../file/transaction.ts';
import { canonical, sha256 } from './canonical.ts';
import { type Entry, type EntryFacts, entrySchema } from './entry.ts';

/** What the first entry names as the one before it. */
export const genesisHash = '0'.repeat(64);

/** The newest entry of a trail: everything before it follows from its hash. */
export interface TrailHead {
  readonly seq: number;
  /** SHA-256 of the entry's canonical JSON, in hexadecimal. */
  readonly hash: string;
}

export function trailHead(db: Database): TrailHead | null {
  const found = db.prepare('select seq, hash from trail order by seq desc limit 1').get() as
    | TrailHead
    | undefined;
  return found ? { seq: found.seq, hash: found.hash } : null;
}

/** The number that the next entry gets. Holds only within a transaction. */
export function nextSeq(db: Database): number {
  return (trailHead(db)?.seq ?? 0) + 1;
}

/**
 * Adds an entry that carries the hash of the one before it. Within the caller's transaction, so that what happened
 * and its entry are on disk together or not at all; in one of its own where there is none.
 */
export function addEntry(db: Database, facts: EntryFacts, at: Date): TrailHead {
  return inTransaction(db, () => {
    const before = trailHead(db);
    const seq = (before?.seq ?? 0) + 1;
    const entry = canonical({ ...facts, seq, at: at.toISOString(), previous: before?.hash ?? genesisHash });
    const hash = sha256(entry);
    db.prepare('insert into trail (seq, entry, hash) values (?, ?, ?)').run(seq, entry, hash);
    return { seq, hash };
  });
}

/** An entry as it is stored; whether it holds is another question. */
export interface StoredEntry {
  readonly seq: number;
  readonly entry: string;
  readonly hash: string;
}

export function storedEntries(db: Database): Generator<StoredEntry> {
  return linesOf(db, { columns: 'seq, entry, hash', from: 'trail', key: ['seq'] });
}

/** All entries in order. Throws where one has been spoilt: a reader that must not is verify-batch.ts. */
export function* entries(db: Database): Generator<Entry> {
  for (const { entry } of storedEntries(db)) yield entrySchema.parse(JSON.parse(entry));
}
