import { z } from 'zod';
import type { BatchSummary } from './batch.ts';
import { toEngine } from './call.ts';
import { batch, row } from './handles.ts';
import type { BatchRow } from './rows.ts';

/** So many rows of one group are shown beside each other. */
export const mostBeside = 50;

/** Rows with the same reference ID: looking at them a group at a time, and deciding which are sent. */
export const duplicateCalls = {
  /** The group at a place in the file's order, from 0; null for the first that is not decided, or the first of all. */
  duplicateGroup: toEngine(
    z.strictObject({ batch, at: z.int().min(0).nullable() }),
  ).answers<DuplicateGroup | null>(),
  /**
   * One of the group's rows, how many it had when a person looked at them, and which of them are sent; the others are left
   * out. One step that undo takes back.
   */
  decideDuplicates: toEngine(
    z.strictObject({
      batch,
      row,
      rows: z.int().min(2),
      send: z.union([z.array(row).max(mostBeside), z.literal('all')]),
    }),
  ).answers<BatchSummary>(),
};

export interface DuplicateGroup {
  /** What the rows have in common: their reference ID, or permit number. */
  readonly key: string;
  /** Its place, from 0, among how many groups, of how many of which it is decided what is sent. */
  readonly at: number;
  readonly total: number;
  readonly decided: number;
  /** Its first rows, in order; how many there are in all. */
  readonly rows: readonly BesideRow[];
  readonly size: number;
  readonly isDecided: boolean;
}

export interface BesideRow extends BatchRow {
  /** What a person decided of it here. */
  readonly decision: 'left-out' | 'sent-too' | null;
  /** The controller has it, or is about to get it: it cannot be left out. */
  readonly locked: boolean;
}
