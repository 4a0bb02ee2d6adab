import type { OperationName } from '../../permit/operation.ts';
import type { ComparableValues } from '../../permit/same-value.ts';

/** What this computer knows of a row that a controller accepted. */
export interface AcceptedRow {
  readonly operation: OperationName;
  /** Each value that was in the file or was sent, by field. */
  readonly values: ComparableValues;
}

/** Finds the row that was accepted then with that reference ID: null where nobody knows of it here; `practised` was nothing. */
export type FindAccepted = (referenceId: string, completedAt: string) => AcceptedRow | 'practised' | null;
