import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { namesIn, removeLeftover } from '../../disk/work-name.ts';
import { pastedFolder } from '../file/data-folder.ts';
import { readMeta } from '../file/meta.ts';
import { batchFiles, readBatch } from './history.ts';

/**
 * Removes what was pasted and no batch is of any more: it holds plates, and nobody would look for it. `which` is one path,
 * or all that was pasted before a moment (epoch milliseconds): what is younger may be read right now, or wait for an
 * answer. Where a batch cannot be read, all of it stays: it may be that one's.
 */
export function removeUnusedPasted(dataFolder: string, which: string | number): void {
  const folder = pastedFolder(dataFolder);
  const pasted = namesIn(folder).map((name) => join(folder, name));
  const isMeant = (path: string) =>
    typeof which === 'string'
      ? path === which
      : (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? which) < which;
  const unused = new Set(pasted.filter(isMeant));
  if (unused.size === 0) return;
  for (const batch of batchFiles(dataFolder)) {
    const source = readBatch(batch, (document) => readMeta(document, 'source')?.path ?? '');
    if (!source.ok) return;
    unused.delete(source.value);
  }
  for (const path of unused) removeLeftover(path);
}

/** Whether a source is rows that were pasted, in the data folder that this batch file is in. */
export function isPasted(source: string, batch: string): boolean {
  return dirname(source) === pastedFolder(dirname(dirname(batch)));
}
