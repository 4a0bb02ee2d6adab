import { isUtf8 } from 'node:buffer';
import type { Database } from 'libsql';

/** The columns of text that reading a batch touches, by table. */
const texts: Readonly<Record<string, readonly string[]>> = {
  meta: ['key', 'value'],
  trail: ['entry', 'hash'],
  row: ['cells', 'edits'],
  edit: ['before', 'after', 'kind', 'who', 'at'],
  run: [
    'started_at',
    'ended_at',
    'connection',
    'controller',
    'client',
    'who',
    'kind',
    'settings',
    '"end"',
    'stopped_by',
    'results',
  ],
  outcome: ['status', 'prior', 'message', 'reference_id', 'internal_reference_id', 'completed_at', 'sent'],
  outcome_past: ['status', 'message', 'reference_id', 'internal_reference_id', 'completed_at', 'sent'],
};

/**
 * The table that holds something that is no UTF-8, or a U+0000, where text is expected; null where all is text. The
 * product never writes such a thing, and the SQLite library ends the whole process over the one and cuts text off at
 * the other, so it has to be found out before anything is read.
 */
export function unreadableTable(db: Database, only?: 'meta'): string | null {
  for (const [table, columns] of Object.entries(texts)) {
    if (only !== undefined && table !== only) continue;
    const joined = columns.map((column) => `coalesce(${column}, '')`).join(` || x'0a' || `);
    const pages = db.prepare(
      `select cast(group_concat(text, x'0a') as blob) as text from (
         select cast(${joined} as blob) as text, row_number() over () / 2000 as page from ${table}
       ) group by page`,
    );
    for (const { text: found } of pages.iterate() as Iterable<{ text: ArrayBuffer }>) {
      const text = Buffer.from(found);
      if (!isUtf8(text) || text.includes(0)) return table;
    }
  }
  return null;
}
