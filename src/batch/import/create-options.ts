import type { CheckSettings } from '../../permit/check.ts';
import type { ColumnMatch } from '../../permit/mapping.ts';
import type { Result } from '../../permit/result.ts';
import type { DuplicateChoice } from '../check/duplicates.ts';
import type { FindAccepted } from '../file/accepted-row.ts';
import type { Meta } from '../file/meta.ts';
import type { ReadFailure, ReadingOptions } from '../reading/reading-options.ts';
import type { AddedField } from './added-columns.ts';
import type { ColumnChoice } from './chosen-columns.ts';

export interface CreateOptions extends ColumnChoice {
  /** The file to read. */
  readonly source: string;
  /** Where the batch file goes; made where missing. */
  readonly folder: string;
  readonly reading: ReadingOptions;
  readonly settings: Omit<CheckSettings, 'now'>;
  readonly duplicates: DuplicateChoice;
  /** Fields that no column of the file holds and that get one of their own, blank at first. */
  readonly added?: readonly AddedField[];
  /** Finds rows of this product's own results in the batches that are known; without it none is. */
  readonly findAccepted?: FindAccepted;
  /** The batch that this one is made to undo. */
  readonly undoes?: Meta<'undoes'>;
  /** Who opened the file, for the audit trail. */
  readonly by: string;
  readonly appVersion: string;
  readonly now: () => Date;
  /** Looks at the columns before any row is read; where it fails there is no batch. */
  readonly refuse?: (columns: readonly ColumnMatch[]) => Result<unknown, ReadFailure>;
  readonly onProgress?: (progress: CreateProgress) => void;
  readonly signal?: AbortSignal;
  /** Bytes read at once. */
  readonly blockSize?: number;
}

export interface CreateProgress {
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
  readonly preview: { readonly headers: readonly string[]; readonly rows: readonly (readonly string[])[] };
}
