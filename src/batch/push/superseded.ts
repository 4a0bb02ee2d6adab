import { trimmed } from '../../permit/cell.ts';
import { mappingOf } from '../../permit/mapping.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta } from '../file/meta.ts';
import { hasDuplicates, pendingPages } from './pending.ts';
import type { Scope } from './scope.ts';

/** Rows that must not be sent any more, and for each the later row of its permit that was accepted. */
export type Superseded = ReadonlyMap<number, number>;

const none: Superseded = new Map();

/**
 * Which of the rows that a run would send have a later row of the same permit that was accepted already: sending them
 * now would put an older value back, and file order is what decides where all rows of a permit are sent. A resumption
 * has the base of the run it goes on with.
 */
export function supersededRows(document: BatchDocument, scope: Scope): Superseded {
  const { db } = document;
  // Only an update sets values that an older one could put back.
  if (readMeta(document, 'settings')?.operation !== 'update' || !hasDuplicates(document)) return none;
  const reference = mappingOf(readMeta(document, 'columns') ?? []).indexOf('referenceId');
  const found = new Map<number, number>();
  let latest: ((referenceId: string) => number) | null = null;
  try {
    for (const page of pendingPages(document, scope)) {
      for (const { number, cells } of page) {
        latest ??= latestAccepted(document, number);
        const later = latest(trimmed(cells[reference] ?? ''));
        if (later > number) found.set(number, later);
      }
    }
  } finally {
    if (latest) db.exec('drop table temp.latest_accepted');
  }
  return found;
}

/** Looks up the last accepted row of a permit below row `after`; 0 without one. On disk, for there may be a million. */
function latestAccepted(document: BatchDocument, after: number): (referenceId: string) => number {
  const { db } = document;
  db.exec('create temp table latest_accepted (reference_id text primary key, row integer) without rowid');
  db.prepare(
    `insert into latest_accepted
     select reference_id, max(row) from outcome where status = 'accepted' and row > ? group by reference_id`,
  ).run(after);
  const find = db.prepare('select row from latest_accepted where reference_id = ?');
  return (referenceId) => (find.get(referenceId) as { row: number } | undefined)?.row ?? 0;
}
