import type { Database } from '../batch/file/database.ts';
import { inTransaction } from '../batch/file/transaction.ts';
import { addFacts, connectionId, factsAtOnce } from './facts.ts';
import type { Forgotten } from './forgotten.ts';
import { readKnownFile } from './known-files.ts';

/** Takes what such a file tells into the book, all or nothing. */
export function takeFile(db: Database, dataFolder: string, name: string, forgotten: Forgotten): void {
  if (db.prepare('select 1 from source where name = ?').get(name) !== undefined) return;
  const file = readKnownFile(dataFolder, name);
  if (file === null) return;
  const { kind, name: shown, sha256, at: takenAt } = file;
  inTransaction(db, () => {
    const { lastInsertRowid } = db
      .prepare(`insert into source (name, kind, shown, identity, cursor) values (?, ?, ?, ?, 0)`)
      .run(name, kind, shown, sha256);
    // A list became known when it was imported, whatever its date.
    const kept = file.facts.filter(
      ({ of, reference, at }) => !forgotten.holds(of, reference, kind === 'imported' ? takenAt : at),
    );
    const facts = kept.map(({ of, ...fact }) => ({ ...fact, connection: connectionId(db, of) }));
    for (let from = 0; from < facts.length; from += factsAtOnce) {
      addFacts(db, Number(lastInsertRowid), facts.slice(from, from + factsAtOnce));
    }
  });
}
