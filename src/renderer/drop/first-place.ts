import type { BatchSummary } from '../../bridge/batch.ts';
import { isSendable } from '../../permit/mapping.ts';
import { operationRules } from '../../permit/operation-rules.ts';
import type { Place } from '../shell/navigation.tsx';

/** Where a new batch is shown: the rows, unless its columns want a person's word first. */
export function firstPlace(summary: BatchSummary): Place {
  const open = summary.columns.some((column) => column.field === null && column.proposal !== null);
  const reference = isSendable(summary.columns, operationRules[summary.operation]);
  return open || !reference ? 'columns' : 'check';
}
