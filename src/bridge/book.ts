import { z } from 'zod';
import type { BatchSummary } from './batch.ts';
import { toEngine } from './call.ts';
import { batch } from './handles.ts';

/** What this computer last knew of permits, and putting it back. */
export const bookCalls = {
  /** Of how many of a batch's permits what was known before it can be put back. */
  undoCounts: toEngine(z.strictObject({ batch })).answers<UndoCounts>(),
  /** Makes a batch that puts it back; sends nothing. */
  makeUndo: toEngine(z.strictObject({ batch })).answers<BatchSummary>(),
};

export interface UndoCounts {
  readonly restorable: number;
  /** Left out at first: only a part is known. */
  readonly partly: number;
  /** Left out: nothing from before is known. */
  readonly 'not-known': number;
  /** Left out at first: another batch changed the permit since. */
  readonly 'changed-since': number;
}
