import type { FieldName } from './field.ts';

/** What can be done with permits, one request a row. */
export const operationNames = ['update', 'create', 'delete'] as const;

export type OperationName = (typeof operationNames)[number];

/** Fields that an operation may require besides its key. */
export type RequiredField = 'plate' | 'endDate';

/** What an operation makes of a file's columns and asks of its rows. How it is sent is `opscom`'s to know. */
export interface OperationRules {
  readonly name: OperationName;
  /** What a column can stand for, in the order in which the API publishes it. */
  readonly fields: readonly FieldName[];
  /** What tells one permit from another: rows that share it are duplicates, and never under way at the same time. */
  readonly key: 'referenceId' | 'permitNo';
  /** Whether a row without it cannot be sent. */
  readonly keyRequired: boolean;
  /** What else a row cannot be sent without: the API publishes an error for each. */
  readonly required: readonly RequiredField[];
  /** The issue of a row that says nothing about its permit; null where the key alone is enough. */
  readonly nothing: 'nothing-to-update' | 'nothing-to-create' | null;
}
