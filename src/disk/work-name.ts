import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { retryWhileHeldSync } from './retry-held.ts';

/** Tells this computer from others that write into the same folder. */
const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** Computer, process, and what tells two of one process apart. */
const pattern = /^\.permit-loader-([0-9a-f]{8})-(\d+)-[0-9a-f-]{36}\.part$/;

/** A name for what is not whole yet, a file or a folder: it says whose it is, so that it can be told from leftovers. */
export function workName(): string {
  return `.permit-loader-${host}-${process.pid}-${randomUUID()}.part`;
}

/**
 * Removes what processes of this computer that are gone left unfinished in a folder: it may hold plates. What another
 * computer writes into the folder, or cannot be removed, stays.
 */
export function removeLeftovers(folder: string): void {
  for (const name of namesIn(folder)) {
    const [, owner, pid] = pattern.exec(name) ?? [];
    const path = join(folder, name);
    if (owner === host && !isAtWork(Number(pid), path)) removeLeftover(path);
  }
}

/** Removes a file or a folder with all in it, as far as that can be done. */
export function removeLeftover(path: string): void {
  try {
    retryWhileHeldSync(() => rmSync(path, { recursive: true, force: true }));
  } catch {
    // In use by some other program, or on a disk that is read-only by now: the next start tries again.
  }
}

export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // No folder, no leftovers.
    return [];
  }
}

/** Whether the process that made something may still be at work on it. */
function isAtWork(pid: number, path: string): boolean {
  // A number is given out again: what is older than this process is not this process's.
  if (pid === process.pid) return !isOlderThanProcess(path);
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // Somebody else's process.
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isOlderThanProcess(path: string): boolean {
  const made = statSync(path, { throwIfNoEntry: false })?.birthtimeMs ?? Date.now();
  return made < Date.now() - process.uptime() * 1000 - 1_000;
}
