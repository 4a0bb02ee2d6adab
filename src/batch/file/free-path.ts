import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { shortName } from './short-name.ts';

/** A free name beside other batches: `lot-7.permitbatch`, then `lot-7-2.permitbatch`. */
export function freeBatchPath(folder: string, wanted: string): string {
  const name = shortName(wanted) || 'batch';
  for (let count = 1; ; count++) {
    const path = join(folder, `${name}${count === 1 ? '' : `-${count}`}.permitbatch`);
    // A batch that was removed keeps its name to itself: its tombstone stands there.
    const taken = [path, `${path}.partial`, `${path}.removed.json`].some((one) => existsSync(one));
    if (!taken) return path;
  }
}
