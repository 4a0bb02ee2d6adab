import type { ResultColumns } from '../batch/import/own-results.ts';
import { isBlank, trimmed } from '../permit/cell.ts';
import type { OperationName } from '../permit/operation.ts';

/** What a row of results may have been that does not tell it. */
export const untoldOperations = ['update', 'delete'] as const;

export type UntoldOperation = (typeof untoldOperations)[number];

type Row = readonly string[];

interface ResultRow {
  /** As it was read. */
  readonly cells: Row;
  /** As it was sent: `opscom_edits` applied. */
  readonly sent: Row;
}

/**
 * What a row of this product's results proves of what was done to its permit, for results do not name their operation. A
 * permit that stands nowhere in its row was created, and a row with nothing to send but its permit deleted it: an update
 * of nothing is never sent. Null: an update or a deletion. `unsent`: columns of what no update sends.
 */
export function provenOperation(
  { cells, sent }: ResultRow,
  headers: readonly string[],
  { status, reference }: ResultColumns,
  unsent: readonly number[],
): 'create' | 'delete' | null {
  const permit = resultReference(cells, reference);
  if (permit === '') return null;
  const own = sent.slice(0, status).map(trimmed);
  const edits = cells[headers.lastIndexOf('opscom_edits')] ?? '';
  // What was filled into a column that the file does not have stands among the edits alone.
  if (!own.includes(permit) && !edits.includes(`→ ${permit}`)) return 'create';
  const namesOnly = own.every((cell, index) => cell === '' || cell === permit || unsent.includes(index));
  return namesOnly && isBlank(edits) ? 'delete' : null;
}

/** All rows of a results file come from one batch: where some prove that it deleted, and none the contrary, all did. */
export function operationOfAll(proven: ReadonlySet<OperationName>): OperationName | null {
  return proven.size === 1 && proven.has('delete') ? 'delete' : null;
}

/** The reference ID that a controller answered with, without the apostrophe that keeps it from being a formula. */
export function resultReference(cells: Row, column: number): string {
  return trimmed(cells[column] ?? '').replace(/^'/, '');
}
