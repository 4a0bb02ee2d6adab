import { z } from 'zod';
import { toEngine, toMain } from './call.ts';
import { batch, connection } from './handles.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** A batch's audit trail, and reports on one batch or on many. */
export const reportCalls = {
  verifyTrail: toEngine(z.strictObject({ batch })).answers<TrailState>(),
  /** The path written; null when the person closed the dialog. */
  saveReport: toMain(
    z.strictObject({
      batch,
      format: z.enum(['pdf', 'html', 'csv', 'json']),
      /** Leaves out plates and the controller's messages. */
      redacted: z.boolean(),
    }),
  ).answers<string | null>(),
  /** Days in UTC, both included; null for a connection or a user: any. */
  savePeriodReport: toMain(
    z.strictObject({
      from: day,
      to: day,
      connection: connection.nullable(),
      user: z.string().min(1).max(200).nullable(),
      format: z.enum(['pdf', 'csv']),
    }),
  ).answers<string | null>(),
};

/** What verifying a batch's audit trail found. */
export interface TrailState {
  readonly entries: number;
  /** Hash of the newest entry; null without a trail. */
  readonly head: string | null;
  /** The newest signature: up to which entry, by the key of which fingerprint. */
  readonly signed: { readonly entry: number; readonly fingerprint: string } | null;
  /** Runs that nobody signed, and how many entries follow the newest signature. */
  readonly unsigned: { readonly runs: readonly number[]; readonly entries: number };
  /** Rows whose last request has no outcome on the trail yet. */
  readonly inTheAir: number;
  /** The first that does not fit: a code that `words.audit.discrepancies` has a sentence for; null: whole and untouched. */
  readonly discrepancy: {
    readonly code: string;
    readonly entry: number;
    readonly about: string | number | null;
  } | null;
}
