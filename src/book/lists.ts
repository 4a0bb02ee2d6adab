import type { Database } from '../batch/file/database.ts';
import type { Result } from '../permit/result.ts';
import { type BookFailure, withBook } from './book.ts';
import type { BookConnection } from './fact.ts';
import { factsFrom, findConnectionId, removeSource } from './facts.ts';
import { addKnownFile, type KnownFile, keptFileNames, removeKnownFile } from './known-files.ts';

/** Takes what a list says into the book: first it is on disk as a file of its own. */
export function addList(dataFolder: string, list: Omit<KnownFile, 'kind'>): Result<null, BookFailure> {
  const usable = withBook(dataFolder, ({ db }) => {
    addKnownFile(dataFolder, { ...list, kind: 'imported' });
    dropEarlier(db, dataFolder, list);
  });
  return usable.ok ? withBook(dataFolder, () => null) : usable;
}

/** A list that is imported again for the same connection takes its own place. */
function dropEarlier(
  db: Database,
  dataFolder: string,
  { name, sha256, facts: [first] }: Omit<KnownFile, 'kind'>,
): void {
  if (first === undefined) return;
  const id = findConnectionId(db, first.of);
  const earlier = db
    .prepare(
      `select s.id, s.name from source s where s.kind = 'imported' and s.shown = ? and s.identity = ?
         and exists (select 1 from fact f where f.source = s.id and f.connection = ?)`,
    )
    .all(name, sha256, id) as { id: number; name: string }[];
  for (const list of earlier) {
    removeKnownFile(dataFolder, list.name);
    removeSource(db, list.id);
  }
}

/**
 * Forgets what is known of a connection's permits from lists of this name that were imported, for good. Answers of how many
 * permits they said something.
 */
export function forgetFile(
  dataFolder: string,
  connection: BookConnection,
  file: string,
): Result<number, BookFailure> {
  return withBook(dataFolder, ({ db }) => {
    const id = findConnectionId(db, connection);
    // A list is imported for one connection.
    const lists = db
      .prepare(
        `select s.id, s.name from source s where s.kind = 'imported' and s.shown = ?
           and exists (select 1 from fact f where f.source = s.id and f.connection = ?)`,
      )
      .all(file, id) as { id: number; name: string }[];
    const { permits } = db
      .prepare(
        `select count(distinct reference) as permits from fact where source in (select value from json_each(?))`,
      )
      .get(JSON.stringify(lists.map((list) => list.id))) as { permits: number };
    for (const list of lists) {
      removeKnownFile(dataFolder, list.name);
      removeSource(db, list.id);
    }
    return permits;
  });
}

/**
 * Keeps what is known from a batch, told by its file name, for when it is removed: it counts once the batch is gone.
 * Answers of how many rows something was kept.
 */
export function keepKnown(dataFolder: string, batch: string, now: Date): Result<number, BookFailure> {
  return withBook(dataFolder, ({ db }) => {
    const facts = factsFrom(db, batch);
    const before = keptFileNames(dataFolder, batch);
    if (facts.length > 0) {
      addKnownFile(dataFolder, { kind: 'kept', name: batch, sha256: '', at: now.getTime(), facts });
    }
    // The batch was not removed that time.
    for (const name of before) removeKnownFile(dataFolder, name);
    return facts.length;
  });
}
