import type { BulkChange } from '../../../bridge/bulk.ts';
import { type ConfirmableCode, isConfirmable } from '../../../permit/issue.ts';
import type { RowFilter } from '../../shell/navigation.tsx';

export const bulkActions = [
  'set',
  'blank',
  'replace',
  'upper-case',
  'plate-form',
  'copy',
  'fill-down',
  'leave-out',
  'bring-back',
  'keep',
] as const;

export type BulkAction = (typeof bulkActions)[number];

/** What a person has said so far of a change of many rows. */
export interface BulkDraft {
  readonly action: BulkAction;
  /** Counts from 1; null before one was chosen. */
  readonly column: number | null;
  readonly value: string;
  readonly find: string;
  readonly replacement: string;
  readonly isPattern: boolean;
  readonly matchCase: boolean;
  readonly from: number | null;
}

export const emptyDraft: BulkDraft = {
  action: 'set',
  column: null,
  value: '',
  find: '',
  replacement: '',
  isPattern: false,
  matchCase: false,
  from: null,
};

/** Whether an action is about a column, and not about rows as a whole. */
export function wantsColumn(action: BulkAction): boolean {
  return action !== 'leave-out' && action !== 'bring-back' && action !== 'keep';
}

/** The actions that make sense for the rows that are shown: a doubt is kept where its rows are looked at. */
export function actionsFor({ code }: RowFilter): readonly BulkAction[] {
  return code !== null && isConfirmable(code) ? bulkActions : bulkActions.filter((one) => one !== 'keep');
}

/** The change that a draft asks for; null while something is missing. */
export function bulkChangeOf(draft: BulkDraft, code: RowFilter['code']): BulkChange | null {
  const { action, column, value, find, replacement, isPattern, matchCase, from } = draft;
  if (action === 'leave-out') return { kind: 'leave-out', reason: 'by-hand' };
  if (action === 'bring-back') return { kind: 'bring-back' };
  if (action === 'keep') return code === null ? null : { kind: 'keep', code: code as ConfirmableCode };
  if (column === null) return null;
  const of = (change: Extract<BulkChange, { kind: 'column' }>['change']): BulkChange => ({
    kind: 'column',
    column,
    change,
  });
  switch (action) {
    case 'set':
      return value === '' ? null : of({ action, value });
    case 'replace':
      if (find === '') return null;
      return isPattern
        ? of({ action: 'replace-pattern', pattern: find, replacement, matchCase })
        : of({ action, find, replacement, matchCase });
    case 'copy':
      return from === null ? null : of({ action, from });
    default:
      return of({ action });
  }
}
