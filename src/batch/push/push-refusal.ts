import { isSendable } from '../../permit/mapping.ts';
import { fail, type Result } from '../../permit/result.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta, rulesOf } from '../file/meta.ts';
import { tally } from '../file/tally.ts';
import type { ClaimFailure } from './claim.ts';
import { countPending, scopeFromNow } from './pending.ts';
import { lastRun, type RunKind } from './run.ts';
import type { Scope } from './scope.ts';

/** Why a run did not even begin: nothing was sent and nothing changed. */
export type PushRefusal =
  | ClaimFailure
  | 'rows-invalid'
  | 'no-reference-column'
  | 'nothing-to-resume'
  | 'nothing-to-retry'
  | 'only-older-rows';

/** What a run is asked to send. */
export interface WantedRows {
  readonly kind: RunKind;
  /** Send the others although some rows are invalid. */
  readonly onlyValid: boolean;
  /** Also rows left unknown, where the operation is not one that may be repeated: a person has decided it. */
  readonly unknownToo?: boolean;
  /** Of a retry: only these; without it the rejected and the unknown ones. */
  readonly outcomes?: Scope['outcomes'];
}

/** Why nothing can be sent; null where something can. */
export function refusalOf(document: BatchDocument, wanted: WantedRows): Result<never, PushRefusal> | null {
  const { kind, onlyValid } = wanted;
  const columns = readMeta(document, 'columns') ?? [];
  if (!isSendable(columns, rulesOf(document))) return fail('no-reference-column');
  if (kind === 'push' && !onlyValid) {
    const found = document.db
      .prepare('select count(*) as invalid from row where state = 2 and skipped = 0')
      .get() as { invalid: number };
    if (found.invalid > 0) return fail('rows-invalid', { invalid: found.invalid });
  }
  const previous = lastRun(document);
  if (kind === 'resume') {
    if (!previous) return fail('nothing-to-resume');
    const left = countPending(document, previous.scope);
    if (left === 0 && previous.end === 'finished') return fail('nothing-to-resume');
  }
  if (kind === 'retry' && countPending(document, scopeOf(document, wanted)) === 0) {
    return fail('nothing-to-retry', { unknown: tally(document).unknown });
  }
  return null;
}

/** Which rows a run of this kind would send, were it to begin now. */
export function scopeOf(document: BatchDocument, { kind, unknownToo, outcomes }: WantedRows): Scope {
  if (kind !== 'resume') return scopeFromNow(kind, unknownToo, outcomes);
  const previous = lastRun(document);
  if (!previous) throw new Error('There is no run to resume');
  return previous.scope;
}
