import { statSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn, removeLeftover, removeLeftovers } from '../../disk/work-name.ts';

/** What earlier versions called a batch that was not whole yet, and the folder of a copy. */
const early = /\.permitbatch\.partial(-wal|-shm|-journal)?$|^\.(adopting|importing)-/;

/** In milliseconds: whoever makes a batch writes to it all the time. */
const untouched = 60_000;

/** Removes what killed processes left unfinished in a data folder, once nobody is at work on it: it may hold plates. */
export function tidyDataFolder(dataFolder: string): void {
  const batches = join(dataFolder, 'batches');
  for (const folder of [dataFolder, batches, join(dataFolder, 'results')]) removeLeftovers(folder);
  for (const name of namesIn(batches)) {
    const path = join(batches, name);
    const touched = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (early.test(name) && touched < Date.now() - untouched) removeLeftover(path);
  }
}
