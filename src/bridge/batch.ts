import type { FieldName } from '../permit/field.ts';
import type { FileFormat } from '../permit/file-format.ts';
import type { IssueCode, Severity } from '../permit/issue.ts';
import type { LeftOutReason } from '../permit/left-out-reason.ts';
import type { ColumnMatch } from '../permit/mapping.ts';
import type { OperationName } from '../permit/operation.ts';
import type { Failure } from '../permit/result.ts';

export type Outcome = 'accepted' | 'rejected' | 'unknown' | 'unsent' | 'skipped';

export type Tally = Readonly<Record<Outcome, number>>;

export interface AddedColumn {
  /** Null once another column stands for it. */
  readonly field: FieldName | null;
  /** Counts from 1. */
  readonly column: number;
  readonly value: string;
}

export interface BatchSummary {
  /** The batch's handle in every call: its file name. */
  readonly batch: string;
  /** The source file's name. */
  readonly file: string;
  /** Its rows were pasted: there is no folder for results to stand in. */
  readonly pasted: boolean;
  readonly createdAt: string;
  readonly sha256: string;
  readonly format: FileFormat;
  readonly encoding: string;
  readonly delimiter: string;
  readonly sheet: string | null;
  /** All sheets of the workbook; empty for text files. */
  readonly sheets: readonly string[];
  readonly headerRow: number;
  /** What is done with the permits. */
  readonly operation: OperationName;
  readonly columns: readonly ColumnMatch[];
  /** The last columns, which no file has, and the value that all rows were given in each. */
  readonly added: readonly AddedColumn[];
  /** Up to three values of each column. */
  readonly samples: readonly (readonly string[])[];
  /** What was odd about the file and how it was read: codes that `words.reading.notes` has a sentence for. */
  readonly notes: readonly Failure[];
  readonly rows: number;
  /** Of the rows that are not left out; valid + warned + invalid + leftOut.rows = rows. */
  readonly valid: number;
  readonly warned: number;
  readonly invalid: number;
  readonly leftOut: LeftOut;
  /** How many rows a push would send now: unsent, without errors, not left out. */
  readonly pushable: number;
  /** How many rows of each outcome a retry could send now, if that is what a person decides; none before the first run. */
  readonly retryable: Readonly<Record<'rejected' | 'unknown' | 'unsent', number>>;
  /** Of the rows that are not left out. */
  readonly issueCounts: readonly IssueCount[];
  readonly duplicates: 'first' | 'last' | 'all' | null;
  readonly dateOrder: 'day-first' | 'month-first' | null;
  /** The order that the file itself proves, and the first date that can only be read so; null where it proves none. */
  readonly dateProof: { readonly order: 'day-first' | 'month-first'; readonly value: string } | null;
  /** The number of the step that undo would take back; 0 where there is none. */
  readonly lastStep: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** What that step is, and the one that redo would do again; null where that is not known. */
  readonly nextUndo: ToldStep | null;
  readonly nextRedo: ToldStep | null;
  readonly tally: Tally;
  readonly runs: number;
  readonly interrupted: boolean;
  /** How many rows resuming would send; 0 where nothing was interrupted. */
  readonly resumable: number;
  /** How the last run ended, and why it stopped; null before the first, and while one goes on or after one was cut off. */
  readonly ending: {
    readonly end: 'finished' | 'cancelled' | 'stopped' | 'failed';
    readonly reason: Failure | null;
  } | null;
  /** Where the newest results CSV was written; null before the first run. */
  readonly results: string | null;
  /** Where those of earlier runs were written, the newest first. */
  readonly olderResults: readonly string[];
  /** The connection that the batch is checked for and would be pushed to. */
  readonly connection: string | null;
  /** The connection of the last run. */
  readonly pushedTo: string | null;
}

/** What a step did: its main change, to how many of what, or how it answers what is asked about the whole batch. */
type ToldStep =
  | {
      readonly did: 'change' | 'repair' | 'keep' | 'leave-out' | 'bring-back' | 'choose';
      readonly of: FieldName | 'cell' | 'row';
      readonly count: number;
    }
  | {
      readonly did: 'answer';
      readonly question: 'duplicates';
      readonly answer: BatchSummary['duplicates'];
    }
  | {
      readonly did: 'answer';
      readonly question: 'date-order';
      readonly answer: BatchSummary['dateOrder'];
    };

/** Rows that are kept from being sent, whatever checking says of them. */
export interface LeftOut {
  readonly rows: number;
  readonly reasons: Readonly<Partial<Record<LeftOutReason, number>>>;
}

export interface IssueCount {
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly count: number;
  /** How many of them have a repair that only one reading allows. */
  readonly safeRepairs: number;
}
