import { z } from 'zod';
import type { IssueCode } from '../permit/issue.ts';
import type { Failure } from '../permit/result.ts';
import type { BatchSummary, Tally } from './batch.ts';
import { toEngine, toMain } from './call.ts';
import { batch, column, connection } from './handles.ts';

/** Of a results file that the batch names; no other is opened. */
const resultsPath = z.string().min(1).max(5000);

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
      /** Of a retry: only rows with these outcomes; null: the rejected and the unknown ones. */
      outcomes: z
        .array(z.enum(['rejected', 'unknown', 'unsent']))
        .min(1)
        .nullable()
        .default(null),
      again: z.boolean(),
      /** Send ten rows first, then wait. */
      trial: z.boolean().default(false),
      /** Practice only: some of the batch's permits do not exist there, so that trainees meet rejections. */
      leaveOut: z.boolean().default(false),
    }),
  ).answers<null>(),
  /** What a push of these rows would do; `column`: the one whose values are counted. */
  pushPreview: toEngine(
    z.strictObject({ batch, column: column.nullable(), kind: z.enum(['push', 'resume']) }),
  ).answers<PushPreview>(),
  /** Why rows were rejected, the most frequent reason first. */
  rejections: toEngine(z.strictObject({ batch })).answers<readonly Rejection[]>(),
  /** What the controller told of its permits by zone around the last run; empty where it was not asked, or gave no answer. */
  zoneChanges: toEngine(z.strictObject({ batch })).answers<ZoneTotals | null>(),
  pausePush: toEngine(z.strictObject({ batch })).answers<null>(),
  continuePush: toEngine(z.strictObject({ batch })).answers<null>(),
  cancelPush: toEngine(z.strictObject({ batch })).answers<null>(),
  showResults: toMain(z.strictObject({ batch, path: resultsPath })).answers<null>(),
  openResults: toMain(z.strictObject({ batch, path: resultsPath })).answers<null>(),
  /** Saves the results as a workbook of texts: the path written; null when the person closed the dialog. */
  saveResultsWorkbook: toMain(z.strictObject({ batch })).answers<string | null>(),
};

/** A zone's permits right before and right after a run; zone null: permits of which no zone is known. */
export interface ZoneChange {
  readonly zone: string | null;
  readonly before: number | null;
  readonly after: number | null;
  readonly seen: number | null;
  readonly expected: number;
}

/** What a controller told of its permits by zone around a run. */
export interface ZoneTotals {
  readonly changes: readonly ZoneChange[];
  /** Only before it: the run was cut off, or still goes on. */
  readonly onlyBefore: boolean;
}

/** What a push is about to do, as far as its rows tell. */
export interface PushPreview {
  readonly rows: number;
  /** The earliest and the latest end, as they are sent; null where no row has one. */
  readonly endDates: {
    readonly first: PreviewedEnd;
    readonly last: PreviewedEnd;
    /** They are sent in UTC. */
    readonly utc: boolean;
  } | null;
  readonly amounts: readonly {
    /** Blank for amounts without one. */
    readonly currency: string;
    readonly rows: number;
    /** Exact, with a point and two digits. */
    readonly total: string;
    readonly cells: CellsOf | null;
  }[];
  /** The most frequent values of the column that was asked for. */
  readonly groups: {
    readonly column: number;
    readonly values: readonly { readonly value: string; readonly rows: number }[];
    readonly distinct: number;
  } | null;
  readonly warnings: readonly { readonly code: IssueCode; readonly rows: number }[];
  readonly confirmed: number;
  readonly hidden: number;
  readonly before: SentBefore;
}

/** What became so far of the rows that a push takes; together all of them. */
export interface SentBefore {
  readonly neverSent: number;
  /** Rejected, and changed since. */
  readonly mended: number;
  /** Rejected, and the same as then. */
  readonly rejected: number;
  readonly unknown: number;
}

interface PreviewedEnd {
  readonly value: string;
  readonly cells: readonly CellsOf[];
}

/** Cells of one column, to the letter. */
interface CellsOf {
  readonly column: number;
  readonly values: readonly string[];
}

/** A reason for which the controller rejected rows. */
export interface Rejection {
  readonly errorCode: number | null;
  /** The controller's own words. */
  readonly message: string | null;
  readonly rows: number;
  /** Those of them that are not left out. */
  readonly waiting: number;
}

export interface PushProgress {
  readonly kind: 'push';
  readonly batch: string;
  readonly phase: 'canary' | 'sending' | 'paused' | 'waiting' | 'asking' | 'stopping' | 'finishing';
  readonly tally: Tally;
  readonly attempts: number;
  readonly perSecond: number;
  readonly secondsLeft: number | null;
  /** Requests under way. */
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
