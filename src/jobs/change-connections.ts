import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { claimFile } from '../batch/file/claim.ts';
import { fail, type Result } from '../permit/result.ts';

/** Milliseconds that another process's change of the connections is waited for; it takes some milliseconds. */
const longestWait = 5_000;

/**
 * Changes a data folder's connections while no other process does: each reads the whole list and writes it anew, so that
 * of two at once one would be lost.
 */
export async function changeConnections<Value, Code extends string>(
  folder: string,
  change: () => Promise<Result<Value, Code>>,
): Promise<Result<Value, Code | 'connections-unwritable'>> {
  const path = join(folder, 'connections.json');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    // Writing the list says why not, in its own words.
    return change();
  }
  const claim = claimFile(`${path}.lock`, longestWait);
  if (!claim.ok && claim.failure.code === 'busy') {
    return fail('connections-unwritable', { path, reason: 'EBUSY' });
  }
  try {
    return await change();
  } finally {
    if (claim.ok) claim.value.release();
  }
}
