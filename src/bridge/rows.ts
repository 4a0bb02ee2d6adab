import { z } from 'zod';
import type { DateQuestion } from '../permit/date-question.ts';
import { type FieldName, fieldNames } from '../permit/field.ts';
import { type CheckState, type IssueCode, type Repair, type Severity, severityOf } from '../permit/issue.ts';
import type { LeftOutReason } from '../permit/left-out-reason.ts';
import type { Failure } from '../permit/result.ts';
import type { BatchSummary, Outcome } from './batch.ts';
import { toEngine } from './call.ts';
import { batch, column, connection, row } from './handles.ts';

export const code = z.enum(Object.keys(severityOf) as [IssueCode, ...IssueCode[]]);

export const filter = z.strictObject({
  state: z.enum(['valid', 'warned', 'invalid', 'left-out']).optional(),
  code: code.optional(),
  /** Only those rows with the issue that no repair fits for sure. */
  noRepair: z.literal(true).optional(),
  text: z.string().max(200).optional(),
  /** The one column that the text is looked for in. */
  textColumn: column.optional(),
  /** Rows with this text in any cell or in the controller's answer, or with this number or code. */
  resultText: z.string().max(200).optional(),
  /** Of each column one of its values, to the letter. */
  values: z
    .array(z.strictObject({ column, values: z.array(z.string()).min(1).max(1_000) }))
    .max(50)
    .optional(),
  outcome: z.enum(['accepted', 'rejected', 'unknown', 'unsent', 'skipped']).optional(),
  /** Rejected rows with this answer. */
  answer: z.strictObject({ errorCode: z.int().nullable(), message: z.string().nullable() }).optional(),
  /** Rows that a push would send now. */
  toSend: z.literal(true).optional(),
  /** Rows with a value that a person keeps as it is, or with this issue kept. */
  confirmed: z.union([code, z.literal('any')]).optional(),
  /** Rows that a push would send now and that would change something of what was last known here, nothing, or nobody knows. */
  change: z.enum(['changed', 'unchanged', 'unknown']).optional(),
  /** The same that would change this field. */
  changedField: z.enum(fieldNames).exclude(['referenceId']).optional(),
  sort: z.strictObject({ column, descending: z.boolean() }).optional(),
});

/** Which rows, and in which order. */
export type RowFilter = z.output<typeof filter>;

/** Looking at a batch and its rows. */
export const rowCalls = {
  summary: toEngine(z.strictObject({ batch })).answers<BatchSummary>(),
  /** Answers within a few hundredths of a second, if need be with what was found so far; but for a sort never used. */
  rows: toEngine(
    z.strictObject({ batch, filter, offset: z.int().min(0), limit: z.int().min(1).max(500) }),
  ).answers<RowPage>(),
  /** The first rows as they were read, whatever was changed since. */
  firstRowsRead: toEngine(z.strictObject({ batch, limit: z.int().min(1).max(100) })).answers<
    readonly { readonly number: number; readonly cells: readonly string[] }[]
  >(),
  /** What is to be asked of the order of day and month; null where no row waits for the answer. */
  dateQuestion: toEngine(z.strictObject({ batch })).answers<DateQuestion | null>(),
  /** How many rows pass, once all were looked at; null when rows of another filter were asked for meanwhile. */
  countRows: toEngine(z.strictObject({ batch, filter })).answers<number | null>(),
  /** The numbers of rows that pass, in the filter's order from `offset` on, and which of them can no longer be changed. */
  rowNumbers: toEngine(
    z.strictObject({ batch, filter, offset: z.int().min(0), limit: z.int().min(1) }),
  ).answers<RowNumbers>(),
  /** The 200 most frequent values of a column among the rows that pass. */
  columnValues: toEngine(
    z.strictObject({ batch, filter, column, search: z.string().max(200) }),
  ).answers<ColumnValues>(),
  /** What tells the permits of the rows that pass, in file order: their reference IDs, or their permit numbers. */
  permitKeys: toEngine(z.strictObject({ batch, filter })).answers<readonly string[]>(),
  previewRequest: toEngine(z.strictObject({ batch, row, connection })).answers<RequestPreview>(),
};

export interface RowNumbers {
  readonly numbers: readonly number[];
  readonly locked: readonly number[];
  /** Rows whose cells may stand in other columns. */
  readonly shapeless: readonly number[];
}

export interface ColumnValues {
  /** The most frequent first. */
  readonly values: readonly { readonly value: string; readonly rows: number }[];
  /** How many different ones there are in all. */
  readonly distinct: number;
}

export interface RowPage {
  /** How many rows pass the filter; while they are not counted, how many were found so far. */
  readonly total: number;
  /** Whether the total is certain. Until it is, rows at the end of the page may be missing too. */
  readonly counted: boolean;
  readonly rows: readonly BatchRow[];
}

export interface BatchRow {
  /** As the spreadsheet shows it. */
  readonly number: number;
  /** Cells as they are now, edits applied. */
  readonly cells: readonly string[];
  /** Columns (from 1) whose cell was edited or repaired. */
  readonly edited: readonly number[];
  readonly state: CheckState;
  /** Why it is left out of what is sent; null where it is not. */
  readonly leftOut: LeftOutReason | null;
  readonly issues: readonly RowIssue[];
  /** What was last known here of the values that the row would change. */
  readonly was: readonly WasKnown[];
  readonly outcome: RowOutcome;
}

/** A value that was last known here of the row's permit, where the row would change it. */
export interface WasKnown {
  /** The cell that would change it; counts from 1. */
  readonly column: number;
  readonly value: string;
  /** When it was accepted, in epoch milliseconds. */
  readonly at: number;
  /** The batch it is known from. */
  readonly batch: string;
}

export interface RowIssue {
  readonly column: number | null;
  readonly field: FieldName | null;
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly value: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly repair: Repair | null;
}

export interface RowOutcome {
  readonly status: Outcome;
  readonly attempts: number;
  readonly errorCode: number | null;
  /** The controller's own words. */
  readonly message: string | null;
  /** What was noted beside them: `words.notes` says it. */
  readonly note: Failure | null;
}

export interface RequestPreview {
  /** The value of each field that would be sent; none while the row has errors. */
  readonly values: readonly { readonly field: FieldName; readonly value: string }[];
  /** The body that would be sent, without the token; null while the row has errors. */
  readonly body: Readonly<Record<string, string>> | null;
  /** End Date as the lot's clock shows it; null without one or without a zone. */
  readonly localEnd: string | null;
}
