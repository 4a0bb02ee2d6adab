import { isUtf8 } from 'node:buffer';
import type { Database } from './database.ts';

const past = ['status', 'message', 'reference_id', 'internal_reference_id', 'completed_at', 'sent', 'note'];

/** The columns of text that reading a batch touches, by table. */
const texts: Readonly<Record<string, readonly string[]>> = {
  meta: ['key', 'value'],
  trail: ['entry', 'hash'],
  row: ['cells', 'edits', 'marks', 'confirmed', 'known'],
  // Cells may hold a U+0000, as those of `row` do in their JSON; whoever reads these reads them as JSON too.
  edit: ['json_quote(before)', 'json_quote(after)', 'kind', 'who', 'at'],
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
  outcome: [...past, 'prior'],
  outcome_past: past,
};

/**
 * The table that holds something that is no UTF-8, or a U+0000, where text is expected; null where all is text. The
 * product never writes such a thing. Read, the one would silently become other text, and SQLite's own functions end
 * text at the other, so it has to be found out before anything is read.
 */
export function unreadableTable(db: Database, only?: 'meta'): string | null {
  const finding = findingUnreadable(db, only);
  for (;;) {
    const next = finding.next();
    if (next.done) return next.value;
  }
}

/** The same, pausing after each page of lines. */
export function* findingUnreadable(db: Database, only?: 'meta'): Generator<void, string | null, void> {
  for (const [table, columns] of Object.entries(texts)) {
    if (only !== undefined && table !== only) continue;
    const joined = columns.map((column) => `coalesce(${column}, '')`).join(` || x'0a' || `);
    for (const text of pages(db, table, `cast(${joined} as blob)`)) {
      if (!isUtf8(text) || text.includes(0)) return table;
      yield;
    }
  }
  return null;
}

/** Tables that a million rows may have, with their keys. */
export const longTables: Readonly<Record<string, string>> = {
  row: 'number',
  edit: 'id',
  outcome: 'row',
  trail: 'seq',
};

/** The bytes of a table's text; beside `pagesOf`, SQLite joins a page's lines, which costs a fraction of handing them over. */
function* pages(db: Database, table: string, text: string): Generator<Buffer> {
  const key = longTables[table];
  const page = db.prepare(
    key === undefined
      ? `select cast(group_concat(${text}, x'0a') as blob) as text, null as last from ${table}`
      : `select cast(group_concat(text, x'0a') as blob) as text, min(max(key), ${Number.MAX_SAFE_INTEGER}) as last
         from (select ${text} as text, ${key} as key from ${table} where ${key} > ? order by ${key} limit 2000)`,
  );
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    const found: { text: Buffer | null; last: number | null } = (
      key === undefined ? page.get() : page.get(last)
    ) as { text: Buffer | null; last: number | null };
    if (found.text !== null) yield Buffer.from(found.text);
    // A key beyond what a number can tell apart is no row number of ours; others have to find that out.
    if (found.last === null || found.last <= last) return;
    last = found.last;
  }
}
