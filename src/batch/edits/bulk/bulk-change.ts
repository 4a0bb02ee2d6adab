import type { ConfirmableCode } from '../../../permit/issue.ts';
import type { ValueChange } from '../../../permit/value-change.ts';
import type { ChosenReason } from '../../file/left-out.ts';
import type { RowScope } from './scope.ts';

/** What is to become of the cells of one column. */
export type ColumnChange =
  | ValueChange
  | {
      readonly action: 'replace-pattern';
      readonly pattern: string;
      readonly replacement: string;
      readonly matchCase: boolean;
    }
  /** `from` counts from 1. */
  | { readonly action: 'copy'; readonly from: number }
  /** A blank cell gets the value of the nearest row above it in the file that has one. */
  | { readonly action: 'fill-down' };

/** What a person asks for of many rows at once. */
export type BulkChange =
  /** `column` counts from 1. */
  | { readonly kind: 'column'; readonly column: number; readonly change: ColumnChange }
  | { readonly kind: 'leave-out'; readonly reason: ChosenReason }
  | { readonly kind: 'bring-back' }
  /** Keeps the values with this doubt as they are. */
  | { readonly kind: 'keep'; readonly code: ConfirmableCode };

export interface BulkRequest {
  readonly scope: RowScope;
  readonly change: BulkChange;
}
