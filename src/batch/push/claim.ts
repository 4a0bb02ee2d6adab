import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '../../permit/result.ts';
import { type Claim, claimHere } from '../file/claim.ts';
import type { BatchDocument } from '../file/document.ts';
import { claimBatch } from '../file/lock.ts';
import { readMeta, rulesOf } from '../file/meta.ts';

/** Why somebody else has to end first. */
export type ClaimFailure = 'batch-busy' | 'batch-unwritable' | 'file-busy';

/**
 * Claims a batch for a push, and its file too: that it is sent to this controller, to do the same with its permits. So
 * a file that was opened twice is not sent by both at once, as far as the other can be seen from this computer.
 */
export function claimPush(
  document: BatchDocument,
  { controller, client }: { readonly controller: string; readonly client: string },
): Result<Claim, ClaimFailure> {
  const batch = claimBatch(document.path);
  if (!batch.ok) return batch;
  const sha256 = readMeta(document, 'source')?.sha256 ?? '';
  const what = [sha256, rulesOf(document).name, controller, client].join('\n');
  const file = claimHere(`push-${createHash('sha256').update(what).digest('hex').slice(0, 32)}`, 0);
  if (file && !file.ok) {
    batch.value.release();
    return fail('file-busy', { path: document.path });
  }
  return ok({
    isHeld: () => batch.value.isHeld(),
    release: () => {
      if (file?.ok) file.value.release();
      batch.value.release();
    },
  });
}
