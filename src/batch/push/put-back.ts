import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { openDatabase } from '../file/database.ts';
import type { BatchDocument } from '../file/document.ts';

/**
 * Writes a batch file that was removed or moved under its run to its place again, from what is still open, so that the
 * run can be resumed. Says whether that could be done.
 */
export function putBack({ path, db }: BatchDocument): boolean {
  if (existsSync(path)) return false;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    db.prepare('vacuum into ?').run(path);
    chmodSync(path, 0o600);
    const copy = openDatabase(path);
    copy.exec('pragma journal_mode = wal');
    copy.close();
    return true;
  } catch {
    // No disk to write it to. The results, which are written elsewhere too, tell every row's outcome.
    rmSync(path, { force: true });
    return false;
  }
}
