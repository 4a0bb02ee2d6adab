import { z } from 'zod';
import { confirmableCodes } from '../permit/issue.ts';
import type { BatchSummary } from './batch.ts';
import { toEngine } from './call.ts';
import { batch, column, row } from './handles.ts';
import { filter } from './rows.ts';

const text = z.string().max(10_000);

/** The rows that a change is about: those that are selected, in ascending order, or those that are shown. */
const scope = z.union([
  z.strictObject({ rows: z.array(row).min(1).max(1_000_000) }),
  z.strictObject({ filter: filter.omit({ sort: true }) }),
]);

export type RowScope = z.output<typeof scope>;

const columnChange = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('set'), value: text }),
  z.strictObject({ action: z.literal('blank') }),
  z.strictObject({
    action: z.literal('replace'),
    find: text.min(1),
    replacement: text,
    matchCase: z.boolean(),
  }),
  z.strictObject({
    action: z.literal('replace-pattern'),
    pattern: z.string().min(1).max(1_000),
    replacement: text,
    matchCase: z.boolean(),
  }),
  z.strictObject({ action: z.literal('upper-case') }),
  z.strictObject({ action: z.literal('plate-form') }),
  z.strictObject({ action: z.literal('copy'), from: column }),
  z.strictObject({ action: z.literal('fill-down') }),
]);

const change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('column'), column, change: columnChange }),
  z.strictObject({ kind: z.literal('leave-out'), reason: z.literal('by-hand') }),
  z.strictObject({ kind: z.literal('bring-back') }),
  z.strictObject({ kind: z.literal('keep'), code: z.enum(confirmableCodes) }),
]);

export type BulkChange = z.output<typeof change>;

const request = z.strictObject({ batch, scope, change });

/** Changing many rows at once, each time as one step to undo. */
export const bulkCalls = {
  /** What such a change would do; null when another one was asked about meanwhile. */
  previewBulk: toEngine(request).answers<BulkPreview | null>(),
  changeBulk: toEngine(request).answers<BatchSummary>(),
};

export interface BulkPreview {
  /** The rows that it is about. */
  readonly rows: number;
  /** How many of them would change. */
  readonly changing: number;
  /** How many stay as they are because the controller has them. */
  readonly locked: number;
  /** How many a change of a column passes over, since their cells may stand in other columns. */
  readonly shapeless: number;
  /** The first changes. */
  readonly examples: readonly { readonly row: number; readonly before: string; readonly after: string }[];
}
