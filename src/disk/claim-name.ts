import { closeSync, fsyncSync, linkSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { retryWhileHeldSync } from './retry-held.ts';
import { removeLeftover } from './work-name.ts';

/**
 * Gives a finished file a name, unless that is taken: nothing is ever replaced, whoever else is about to do the same.
 * Answers whether it got it. Throws what the file system throws.
 */
export function claimName(temporary: string, name: string): boolean {
  if (!link(temporary, name)) return false;
  removeLeftover(temporary);
  syncFolder(dirname(name));
  return true;
}

/**
 * A hard link fails where the name is taken, and does not mind who has the file open. Where there are none (FAT, exFAT,
 * some network drives, each with an answer of its own) the name is reserved first.
 */
function link(temporary: string, name: string): boolean {
  try {
    linkSync(temporary, name);
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
  }
  try {
    closeSync(openSync(name, 'wx', 0o600));
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw cause;
  }
  try {
    retryWhileHeldSync(() => renameSync(temporary, name));
  } catch (cause) {
    removeLeftover(name);
    throw cause;
  }
  return true;
}

/** Makes a new name survive a power loss; Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } catch {
    // Some network file systems cannot; the file itself is synced.
  } finally {
    closeSync(handle);
  }
}

function codeOf(cause: unknown): string {
  return String((cause as { code?: unknown }).code);
}
