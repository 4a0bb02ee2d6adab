import { createHash } from 'node:crypto';
import type { Database } from '../batch/file/database.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { readMeta, rulesOf } from '../batch/file/meta.ts';
import { pagesOf } from '../batch/file/pages.ts';
import { inTransaction } from '../batch/file/transaction.ts';
import { listRuns } from '../batch/push/run.ts';
import type { PermitRequest } from '../permit/permit-request.ts';
import { type BookConnection, bookConnectionOf } from './fact.ts';
import { addFacts, connectionId, factsAtOnce, type NumberedFact, removeSource } from './facts.ts';
import type { Forgotten } from './forgotten.ts';

interface BatchSource {
  readonly id: number;
  readonly identity: string;
  readonly cursor: number;
}

interface AcceptedLine {
  row: number;
  run: number;
  completed_at: string;
  reference_id: string | null;
  sent: string;
}

/**
 * Takes the rows of a batch that were accepted since it was last looked at into the book, a page at a time. What was
 * pushed before the batch was handed over to this computer does not count. `name` is the batch's file name.
 */
export function takeBatch(db: Database, document: BatchDocument, name: string, forgotten: Forgotten): void {
  const identity = identityOf(document);
  const last = lastEntry(document);
  const source = batchSource(db, name, identity, last);
  if (source.cursor === last) return;
  const connections = runConnections(db, document);
  const operation = rulesOf(document).name;
  const pages = pagesOf<AcceptedLine>(document.db, {
    columns: 'row, run, completed_at, reference_id, sent',
    from: 'outcome',
    key: ['row'],
    where: `status = 'accepted' and sent is not null and entry > ? and entry <= ?`,
    values: [Math.max(source.cursor, lastMove(document)), last],
    size: factsAtOnce,
  });
  for (const page of pages) {
    const facts: NumberedFact[] = [];
    for (const line of page) {
      const known = connections.get(line.run);
      const { referenceId = line.reference_id, ...values } = JSON.parse(line.sent) as PermitRequest;
      const at = Date.parse(line.completed_at);
      if (known === undefined || referenceId === null) continue;
      if (forgotten.holds(known.of, referenceId, at)) continue;
      const { row, run } = line;
      facts.push({ connection: known.id, reference: referenceId, at, row, run, operation, values });
    }
    inTransaction(db, () => addFacts(db, source.id, facts));
  }
  db.prepare('update source set cursor = ? where id = ?').run(last, source.id);
}

/** The batch's line in the book. One of another batch that had this name, or of a later state of this one, goes. */
function batchSource(db: Database, name: string, identity: string, last: number): BatchSource {
  return inTransaction(db, () => {
    const find = db.prepare('select id, identity, cursor from source where name = ?');
    const known = find.get(name) as BatchSource | undefined;
    if (known && known.identity === identity && known.cursor <= last) return known;
    if (known) removeSource(db, known.id);
    db.prepare(`insert into source (name, kind, shown, identity, cursor) values (?, 'batch', ?, ?, 0)`).run(
      name,
      name,
      identity,
    );
    return find.get(name) as BatchSource;
  });
}

/** Tells batches apart whatever they are called, and gives nothing of the secret salt away. */
function identityOf(document: BatchDocument): string {
  const salt = readMeta(document, 'salt') ?? document.path;
  return createHash('sha256').update(`permit book ${salt}`).digest('hex').slice(0, 32);
}

function lastEntry({ db }: BatchDocument): number {
  const { seq } = db.prepare('select coalesce(max(seq), 0) as seq from trail').get() as { seq: number };
  return seq;
}

/** The entry that says that the batch was last taken over from elsewhere; 0 without one. */
function lastMove({ db }: BatchDocument): number {
  const { seq } = db
    .prepare(`select coalesce(max(seq), 0) as seq from trail where json_extract(entry, '$.kind') = 'moved'`)
    .get() as { seq: number };
  return seq;
}

function runConnections(
  db: Database,
  document: BatchDocument,
): ReadonlyMap<number, { readonly id: number; readonly of: BookConnection }> {
  return new Map(
    listRuns(document).map((run) => {
      const of = bookConnectionOf({ ...run, name: run.connection });
      return [run.id, { id: connectionId(db, of), of }];
    }),
  );
}
