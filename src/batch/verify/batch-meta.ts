import type { BatchDocument } from '../file/document.ts';
import { canonical, type Json, sha256 } from '../trail/canonical.ts';
import { committed } from '../trail/commitment.ts';
import type { EntryOf } from '../trail/entry.ts';
import { fileSalt } from '../trail/salt.ts';
import { storedMeta } from '../trail/stored-meta.ts';
import type { Discrepancies } from './discrepancy.ts';
import type { Walked } from './trail-walk.ts';

/** What the batch says of itself. */
export function checkMeta(
  { db }: BatchDocument,
  { source, columns, settings, counts }: Walked,
  read: EntryOf<'read'>,
  discrepancies: Discrepancies,
): void {
  const stored = (key: string): Json => storedMeta(db, key);
  const differs = (key: string, told: Json): boolean => canonical(stored(key)) !== canonical(told);
  const salt = stored('salt');
  if (typeof salt !== 'string' || sha256(salt) !== read.salt) discrepancies.add('salt-changed', read.seq);
  const saltOf = ({ seq }: { readonly seq: number }) => fileSalt(String(salt), seq);
  if (source) {
    const told = withDigest(stored('source'), (digest) => committed(source, digest, saltOf(source)));
    if (canonical(told) !== canonical(source.source)) discrepancies.add('source-changed', source.seq);
  }
  const noted = stored('notes') ?? [];
  if (differs('created', read.created) || canonical(noted) !== canonical(read.notes)) {
    discrepancies.add('source-changed', read.seq);
  }
  const rows = stored('rowsDigest');
  if (rows !== null && committed(read, String(rows), saltOf(read)) !== read.rowsDigest) {
    discrepancies.add('rows-changed', read.seq);
  }
  if (columns && differs('columns', columns.columns)) discrepancies.add('columns-changed', columns.seq);
  if (settings && differs('settings', settings.settings)) discrepancies.add('settings-changed', settings.seq);
  if (counts && differs('counts', counts.counts)) discrepancies.add('counts-changed', counts.seq);
}

/** What the batch says of its source, with the file's digest as the trail has it. */
function withDigest(source: Json, committedDigest: (digest: string) => string): Json {
  if (source === null || typeof source !== 'object' || Array.isArray(source)) return source;
  const { sha256: digest, ...rest } = source as Readonly<Record<string, Json>>;
  return { ...rest, sha256: committedDigest(String(digest)) };
}
