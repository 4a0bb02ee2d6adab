import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncFolder } from './claim-name.ts';
import { retryWhileHeldSync } from './retry-held.ts';
import { removeLeftover, workName } from './work-name.ts';

/**
 * Writes a file, for its owner only, in the place of one of that name, and its folder where there is none: at any moment
 * it is the old one or the new one, whole. Whoever has the old one
 * open is waited for. Throws what the file system throws, and leaves the old one then.
 */
export function replaceFile(path: string, text: string): void {
  const folder = dirname(path);
  const temporary = join(folder, workName());
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    const file = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    retryWhileHeldSync(() => renameSync(temporary, path));
    syncFolder(folder);
  } finally {
    removeLeftover(temporary);
  }
}
