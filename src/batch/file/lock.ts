import { existsSync, realpathSync } from 'node:fs';
import { fail, ok, type Result } from '../../permit/result.ts';
import { type Claim, claimFile, claimHere, fileKey } from './claim.ts';

/** Milliseconds that somebody else's claim is waited for: most edits take less. */
const usualWait = 300;

/**
 * Claims a batch for whoever changes it; fails when another has it, or where nothing can be written beside it. A batch
 * is known by its file and not by its name: through a link it is the same. The lock file beside it keeps other computers
 * out of a shared folder, the claim by the file's number other names of the same file on this one.
 */
export function claimBatch(
  batchPath: string,
  wait = usualWait,
): Result<Claim, 'batch-busy' | 'batch-unwritable'> {
  const path = existsSync(batchPath) ? realpathSync(batchPath) : batchPath;
  const beside = claimFile(`${path}.lock`, wait);
  if (!beside.ok) {
    const { code, facts } = beside.failure;
    return fail(code === 'busy' ? 'batch-busy' : 'batch-unwritable', { path: batchPath, ...facts });
  }
  const here = claimOf(path, wait);
  if (here && !here.ok) {
    beside.value.release();
    return fail('batch-busy', { path: batchPath });
  }
  const claims = here ? [beside.value, here.value] : [beside.value];
  return ok({
    isHeld: () => claims.every((claim) => claim.isHeld()),
    release: () => {
      for (const claim of claims) claim.release();
    },
  });
}

/** Whether somebody changes this batch at this moment, such as a push of it. Leaves nothing beside it. */
export function isClaimed(batchPath: string): boolean {
  if (!existsSync(batchPath)) return false;
  const path = realpathSync(batchPath);
  if (isTaken(claimOf(path, 0))) return true;
  return existsSync(`${path}.lock`) && isTaken(claimFile(`${path}.lock`, 0));
}

function claimOf(path: string, wait: number): Result<Claim, 'busy'> | null {
  const key = fileKey(path);
  return key === null ? null : claimHere(`batch-${key}`, wait);
}

function isTaken(claim: Result<Claim, 'busy' | 'unwritable'> | null): boolean {
  if (claim?.ok) claim.value.release();
  return claim !== null && !claim.ok && claim.failure.code === 'busy';
}
