import { existsSync } from 'node:fs';
import { openDatabase } from './database.ts';
import type { BatchDocument } from './document.ts';

/**
 * A connection of its own to a batch that sees one state of it, that of now, until it is closed: whoever pushes or
 * edits meanwhile goes on undisturbed. Of a batch whose file was taken away, what is still open is all there is; nobody
 * else can be writing that.
 */
export function openSnapshot({ path, db: open }: BatchDocument): BatchDocument {
  if (!existsSync(path)) return { path, db: open, close: () => {} };
  const db = openDatabase(path, { timeout: 5_000 });
  try {
    // The state that is seen is that of the first look at the file.
    db.exec('pragma trusted_schema = off; pragma cell_size_check = on; begin; select 1 from meta limit 1;');
  } catch (cause) {
    db.close();
    throw cause;
  }
  return {
    path,
    db,
    close() {
      db.exec('rollback');
      db.close();
    },
  };
}
