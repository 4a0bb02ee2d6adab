import { z } from 'zod';
import type { Failure } from '../permit/result.ts';
import type { BatchSummary, Tally } from './batch.ts';
import { toEngine, toMain } from './call.ts';
import { batch, connection } from './handles.ts';

/** Pushing a batch, and what it leaves behind. Progress and end come as events. */
export const pushCalls = {
  startPush: toMain(
    z.strictObject({
      batch,
      connection,
      kind: z.enum(['push', 'resume', 'retry']),
      onlyValid: z.boolean(),
      /** Also rows left unknown, where doing it twice would do harm: a person has looked them up. */
      unknownToo: z.boolean().default(false),
      again: z.boolean(),
      /** Practice only: some of the batch's permits do not exist there, so that trainees meet rejections. */
      leaveOut: z.boolean().default(false),
    }),
  ).answers<null>(),
  pausePush: toEngine(z.strictObject({ batch })).answers<null>(),
  continuePush: toEngine(z.strictObject({ batch })).answers<null>(),
  cancelPush: toEngine(z.strictObject({ batch })).answers<null>(),
  showResults: toMain(z.strictObject({ batch })).answers<null>(),
  openResults: toMain(z.strictObject({ batch })).answers<null>(),
  /** Saves the results as a workbook of texts: the path written; null when the person closed the dialog. */
  saveResultsWorkbook: toMain(z.strictObject({ batch })).answers<string | null>(),
};

export interface PushProgress {
  readonly kind: 'push';
  readonly batch: string;
  readonly phase: 'canary' | 'sending' | 'paused' | 'waiting' | 'asking' | 'finishing';
  readonly tally: Tally;
  readonly attempts: number;
  readonly perSecond: number;
  readonly secondsLeft: number | null;
  readonly atOnce: number;
  /** What became of the file that the batch was read from; `words.push.source` has a sentence where it is not the same. */
  readonly source: 'same' | 'changed' | 'gone';
  /** Why the results cannot stand beside the source, and the folder that they will go to; null where they can. */
  readonly elsewhere: { readonly why: Failure; readonly folder: string } | null;
  /** Why it waits or asks: a code that `words` has a sentence for; null while it sends. */
  readonly reason: Failure | null;
}

export interface PushEnded {
  readonly kind: 'push-ended';
  readonly batch: string;
  readonly summary: BatchSummary;
  readonly end: 'finished' | 'cancelled' | 'stopped' | 'failed';
  /** Why it stopped or failed. */
  readonly reason: Failure | null;
  /** Rows for which the controller answered success for another permit: `words.push.mismatched` says it, loudly. */
  readonly mismatched: number;
  /** Rows that were not sent, as a later row of their permit was accepted before: `words.push.supersededRows` says it. */
  readonly superseded: number;
  /** The failure to write the results CSV, if there was one. */
  readonly resultsFailure: Failure | null;
}
