import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '../../permit/result.ts';
import { type Claim, claimHere } from '../file/claim.ts';
import type { BatchDocument } from '../file/document.ts';
import { claimBatch } from '../file/lock.ts';
import { readMeta, rulesOf } from '../file/meta.ts';

/** Why somebody else has to end first. */
export type ClaimFailure = 'batch-busy' | 'batch-unwritable' | 'file-busy' | 'creations-busy';

/**
 * Claims a batch for a push, and its file too: that it is sent to this controller, to do the same with its permits. So
 * a file that was opened twice is not sent by both at once, as far as the other can be seen from this computer. Creations
 * claim their controller: whether a permit was created before is looked up once they have it, so of two lists that share
 * one the second is told of it, and neither creates what the other is just creating.
 */
export function claimPush(
  document: BatchDocument,
  { controller, client }: { readonly controller: string; readonly client: string },
): Result<Claim, ClaimFailure> {
  const batch = claimBatch(document.path);
  if (!batch.ok) return batch;
  const held = [batch.value];
  const release = () => {
    for (const claim of held.toReversed()) claim.release();
  };
  const sha256 = readMeta(document, 'source')?.sha256 ?? '';
  const operation = rulesOf(document).name;
  const target = [operation, controller, client];
  const wanted = [
    ['file-busy', [sha256, ...target]],
    ['creations-busy', operation === 'create' ? target : null],
  ] as const;
  for (const [busy, what] of wanted) {
    const claim = what === null ? null : claimHere(`push-${digest(what)}`, 0);
    if (claim?.ok) held.push(claim.value);
    if (claim === null || claim.ok) continue;
    release();
    return fail(busy, { path: document.path });
  }
  return ok({ isHeld: () => batch.value.isHeld(), release });
}

function digest(what: readonly string[]): string {
  return createHash('sha256').update(what.join('\n')).digest('hex').slice(0, 32);
}
