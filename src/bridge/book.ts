import { z } from 'zod';
import type { FieldName } from '../permit/field.ts';
import type { BatchSummary } from './batch.ts';
import { toEngine } from './call.ts';
import { batch } from './handles.ts';

/** What this computer last knew of permits, and putting it back. */
export const bookCalls = {
  /** Whether anything is known of the permits of a batch's connection that its rows could be held against. */
  permitsKnown: toEngine(z.strictObject({ batch })).answers<boolean>(),
  /** What the rows that a push would send now would change of what is known, as `rows` filters them; null where that cannot be told. */
  changeCounts: toEngine(z.strictObject({ batch })).answers<KnownChanges | null>(),
  /** The same, once the book holds all that the batches of this computer tell. */
  knownChanges: toEngine(z.strictObject({ batch })).answers<KnownChanges | null>(),
  /** Leaves out the rows that would change nothing, as one step. */
  leaveOutUnchanged: toEngine(z.strictObject({ batch })).answers<BatchSummary>(),
  /** Of how many of a batch's permits what was known before it can be put back. */
  undoCounts: toEngine(z.strictObject({ batch })).answers<UndoCounts>(),
  /** Makes a batch that puts it back; sends nothing. */
  makeUndo: toEngine(z.strictObject({ batch })).answers<BatchSummary>(),
};

export interface KnownChanges {
  /** Rows. */
  readonly changed: number;
  readonly unchanged: number;
  readonly unknown: number;
  /** How many rows would change each field. */
  readonly fields: Readonly<Partial<Record<FieldName, number>>>;
  /** Since when the unchanged ones are known at least, in epoch milliseconds. */
  readonly unchangedSince: number | null;
  /** Rows that carry exactly what was accepted for their permits last, with the newest time and batch of that; null without such. */
  readonly same: { readonly rows: number; readonly at: number; readonly batch: string } | null;
}

export interface UndoCounts {
  readonly restorable: number;
  /** Left out at first: only a part is known. */
  readonly partly: number;
  /** Left out: nothing from before is known. */
  readonly 'not-known': number;
  /** Left out at first: another batch changed the permit since. */
  readonly 'changed-since': number;
}
