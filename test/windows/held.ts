import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const program = join(import.meta.dirname, 'holder.mjs');

/**
 * Lets another program have a file open for some milliseconds: for itself `alone`, or for `reading`, while which others
 * may read and write it, but not rename or remove it. Resolves once it has it; `letGo` ends it early.
 */
export async function hold(
  path: string,
  how: 'alone' | 'reading',
  milliseconds = 60_000,
): Promise<{ letGo(): Promise<void> }> {
  const child = spawn(process.execPath, [program, path, how, String(milliseconds)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  return {
    async letGo() {
      child.kill();
      await ended;
    },
  };
}
