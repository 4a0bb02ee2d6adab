import { z } from 'zod';
import { columnRoles } from '../permit/column-role.ts';
import { confirmableCodes } from '../permit/issue.ts';
import type { BatchSummary } from './batch.ts';
import { toEngine, toMain } from './call.ts';
import { batch, column, connection, row } from './handles.ts';
import { code } from './rows.ts';

const role = z.enum(columnRoles);
/** Where an issue stands: a column, or 0 for the whole row. */
const place = z.int().min(0);

/** Changing a batch before it is pushed, and writing out what it holds. Each change answers the batch as it is then. */
export const editCalls = {
  /** What each column stands for; of those that are asked about, `leftOut` (from 0) are decided to be nothing. */
  remap: toEngine(
    z.strictObject({
      batch,
      fields: z.array(role.nullable()).max(1000),
      leftOut: z.array(z.int().min(0)).max(1000),
    }),
  ).answers<BatchSummary>(),
  editCell: toEngine(
    z.strictObject({ batch, row, column, value: z.string().max(10_000) }),
  ).answers<BatchSummary>(),
  /**
   * Sets a block of cells as one step: a line of values for each row, or one for all; in it a value for each column, or
   * one for all; null leaves a cell as it is. Rows that can no longer be changed stay as they are.
   */
  setCells: toEngine(
    z.strictObject({
      batch,
      rows: z.array(row).min(1),
      columns: z.array(column).min(1).max(1000),
      values: z.array(z.array(z.string().max(10_000).nullable()).min(1)).min(1),
    }),
  ).answers<BatchSummary>(),
  repairIssue: toEngine(z.strictObject({ batch, row, column: place })).answers<BatchSummary>(),
  repairAll: toEngine(z.strictObject({ batch, code })).answers<BatchSummary>(),
  /** Keeps a doubtful value as it is, or all with a doubt of one kind. */
  confirmIssue: toEngine(z.strictObject({ batch, row, column: place })).answers<BatchSummary>(),
  confirmAll: toEngine(z.strictObject({ batch, code: z.enum(confirmableCodes) })).answers<BatchSummary>(),
  /** Ends a change of many rows that goes on: the batch stays as it was before it. */
  stopChange: toEngine(z.strictObject({ batch })).answers<null>(),
  undo: toEngine(z.strictObject({ batch })).answers<BatchSummary>(),
  redo: toEngine(z.strictObject({ batch })).answers<BatchSummary>(),
  chooseDuplicates: toEngine(
    z.strictObject({ batch, keep: z.enum(['first', 'last', 'all']).nullable() }),
  ).answers<BatchSummary>(),
  chooseDateOrder: toEngine(
    z.strictObject({ batch, order: z.enum(['day-first', 'month-first']).nullable() }),
  ).answers<BatchSummary>(),
  /** The connection to check this batch for and to push it to; it is also the next batches'. */
  chooseConnection: toMain(
    z.strictObject({ batch: batch.nullable(), connection }),
  ).answers<BatchSummary | null>(),
  /** The path written; null when the person closed the dialog. */
  saveErrors: toMain(z.strictObject({ batch })).answers<string | null>(),
  saveCorrected: toMain(z.strictObject({ batch })).answers<string | null>(),
};

/** How far a change of many rows is; told only of one that takes long. */
export interface ChangeProgress {
  readonly kind: 'change';
  readonly batch: string;
  readonly done: number;
  readonly total: number;
}

/** A batch was held against what is known of its permits again, for another one was pushed. */
export interface BatchChecked {
  readonly kind: 'checked';
  readonly batch: string;
  readonly summary: BatchSummary;
}

/** Such a change is done, or was stopped. */
export interface ChangeEnded {
  readonly kind: 'change-ended';
  readonly batch: string;
}
