import type { Database } from '../file/database.ts';
import type { Json } from './canonical.ts';

/** A value of `meta` as it is stored; null where there is none, or no JSON. */
export function storedMeta(db: Database, key: string): Json {
  const found = db.prepare('select value from meta where key = ?').get(key) as { value: string } | undefined;
  if (!found) return null;
  try {
    return JSON.parse(found.value) as Json;
  } catch {
    return null;
  }
}
