import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { claimName } from '../../disk/claim-name.ts';
import { shortName } from './short-name.ts';

/**
 * Gives a finished batch file a name of its own beside other batches, `lot-7.permitbatch`, then `lot-7-2.permitbatch`,
 * also while others do the same; answers the path. Throws what the file system throws.
 */
export function placeBatch(file: string, folder: string, wanted: string): string {
  const name = shortName(wanted) || 'batch';
  for (let count = 1; ; count++) {
    const path = join(folder, `${name}${count === 1 ? '' : `-${count}`}.permitbatch`);
    // A batch that was removed keeps its name to itself: its tombstone stands there.
    if (!existsSync(`${path}.removed.json`) && claimName(file, path)) return path;
  }
}
