import { z } from 'zod';
import type { Failure } from '../permit/result.ts';
import type { BatchSummary, Tally } from './batch.ts';
import { toEngine, toMain } from './call.ts';
import { batch } from './handles.ts';

/** All batches of this computer, and those that are kept no longer. */
export const historyCalls = {
  listBatches: toEngine(z.undefined()).answers<History>(),
  /** The batches that hold this text in a reference ID or a plate; a search that a newer one follows is cut short. */
  searchBatches: toEngine(z.strictObject({ text: z.string().min(1).max(200) })).answers<readonly string[]>(),
  /** Moves a batch into a folder that the person chooses: where it was put; null when the person closed the dialog. */
  archiveBatch: toMain(z.strictObject({ batch })).answers<string | null>(),
  /** Whether it was deleted: main asks the person first. */
  deleteBatch: toMain(z.strictObject({ batch })).answers<boolean>(),
  removedBatches: toEngine(z.undefined()).answers<readonly RemovedBatch[]>(),
};

/** All batches of this computer. */
export interface History {
  /** Newest first. */
  readonly batches: readonly BatchSummary[];
  /** By name. */
  readonly unopened: readonly UnopenedBatch[];
}

/** A batch file that cannot be opened, by its file name, and why: `words.reading.unopened` has a sentence for it. */
export interface UnopenedBatch {
  readonly batch: string;
  readonly failure: Failure<
    'batch-missing' | 'batch-foreign' | 'batch-newer' | 'batch-altered' | 'batch-in-use' | 'batch-unreadable'
  >;
}

/** What stays in the history of a batch that was archived or deleted. */
export interface RemovedBatch {
  readonly batch: string;
  /** The source file's path. */
  readonly file: string;
  readonly createdAt: string;
  readonly removedAt: string;
  readonly by: string;
  /** null: deleted. */
  readonly archivedTo: string | null;
  readonly tally: Tally;
  /** One for each push. */
  readonly pushes: readonly { readonly connection: string }[];
  readonly auditHead: string | null;
}
