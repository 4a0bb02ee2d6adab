import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { claimName } from '../../disk/claim-name.ts';
import { removeLeftover, workName } from '../../disk/work-name.ts';
import { openDatabase } from '../file/database.ts';
import type { BatchDocument } from '../file/document.ts';
import { placeBatch } from '../file/place-batch.ts';

/**
 * Writes a batch file that was lost under its run anew, from what is still open, so that the run can be resumed: to its
 * place, or beside it where something else is there by now. Answers where; null where that could not be done.
 */
export function putBack({ path, db }: BatchDocument): string | null {
  const folder = dirname(path);
  const copy = join(folder, workName());
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    db.prepare('vacuum into ?').run(copy);
    chmodSync(copy, 0o600);
    const rescued = openDatabase(copy);
    rescued.exec('pragma journal_mode = wal');
    rescued.close();
    if (existsSync(path)) return placeBatch(copy, folder, basename(path, extname(path)));
    return claimName(copy, path) ? path : null;
  } catch {
    // No disk to write it to, or nothing left to read. The results, which are written elsewhere too, tell every row's outcome.
    return null;
  } finally {
    removeLeftover(copy);
  }
}
