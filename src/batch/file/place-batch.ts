import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { claimName } from '../../disk/claim-name.ts';
import { batchExtension } from './batch-extension.ts';
import { shortName } from './short-name.ts';

/** SQLite opens no longer path than Windows' MAX_PATH, in UTF-16 units. */
const longestPath = process.platform === 'win32' ? 259 : Number.POSITIVE_INFINITY;
/** The most that is added to a name: a number, the ending, and what SQLite puts behind it beside the batch or its lock. */
const added = `-999${batchExtension}.lock-journal`;
/** In a folder that leaves no room at all SQLite has to say so. */
const shortest = 8;

/**
 * Gives a finished batch file a name of its own beside other batches, `lot-7.permitbatch`, then `lot-7-2.permitbatch`,
 * also while others do the same; answers the path. Throws what the file system throws.
 */
export function placeBatch(file: string, folder: string, wanted: string): string {
  const room = Math.max(longestPath - join(folder, added).length, shortest);
  const name = shortName(wanted, undefined, room) || 'batch';
  for (let count = 1; ; count++) {
    const path = join(folder, `${name}${count === 1 ? '' : `-${count}`}${batchExtension}`);
    // A batch that was removed keeps its name to itself: its tombstone stands there.
    if (!existsSync(`${path}.removed.json`) && claimName(file, path)) return path;
  }
}
