import { z } from 'zod';
import { type FieldName, fieldNames } from '../permit/field.ts';
import { type CheckState, type IssueCode, type Repair, type Severity, severityOf } from '../permit/issue.ts';
import type { ColumnMatch } from '../permit/mapping.ts';
import { type OperationName, operationNames } from '../permit/operation.ts';
import type { Failure, Result } from '../permit/result.ts';
import type { CallName } from './channels.ts';

const batch = z.string().regex(/^[^/\\\0]{1,200}\.permitbatch$/);
const connection = z.string().min(1).max(100);
const field = z.enum(fieldNames);
const code = z.enum(Object.keys(severityOf) as [IssueCode, ...IssueCode[]]);
const row = z.int().min(1);
const column = z.int().min(1);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const reading = z.strictObject({
  encoding: z.string().max(40).optional(),
  delimiter: z.string().min(1).max(1).optional(),
  quote: z.string().min(1).max(1).optional(),
  escape: z.string().min(1).max(1).optional(),
  sheet: z.string().max(100).optional(),
  headerRow: z.int().min(1).optional(),
});

const filter = z.strictObject({
  state: z.enum(['valid', 'warned', 'invalid']).optional(),
  code: code.optional(),
  text: z.string().max(200).optional(),
  outcome: z.enum(['accepted', 'rejected', 'unknown', 'unsent', 'skipped']).optional(),
  sort: z.strictObject({ column, descending: z.boolean() }).optional(),
});

/** All that the window may ask of the app: each call's name and the schema that its input must pass. */
export const inputs = {
  describeApp: z.undefined(),
  setLanguage: z.strictObject({ language: z.enum(['system', 'en', 'fr']) }),
  setTheme: z.strictObject({ theme: z.enum(['system', 'light', 'dark']) }),

  chooseFiles: z.undefined(),
  openSample: z.undefined(),
  /** Preload's own: it asks Electron for the paths of files that were really dropped. */
  openDropped: z.strictObject({ paths: z.array(z.string().min(1)).min(1).max(100) }),
  /** Reads a batch's file once more; the answer's batch takes the old one's place unless that was pushed. */
  readAgain: z.strictObject({ batch, reading, operation: z.enum(operationNames) }),
  /** Reads a batch's file once more for another connection: a new batch with the old one's columns, choices and edits. */
  renew: z.strictObject({ batch, connection }),
  /** Reads the file of a reading that failed (a header row to confirm, an encoding to state). */
  readFailed: z.strictObject({ failed: z.string().max(100), reading }),
  cancelReading: z.strictObject({ reading: z.string() }),

  listBatches: z.undefined(),
  /** The batches that hold this text in a reference ID. */
  searchBatches: z.strictObject({ text: z.string().min(1).max(200) }),
  summary: z.strictObject({ batch }),
  /** Answers within a few hundredths of a second, if need be with what was found so far; but for a sort never used. */
  rows: z.strictObject({ batch, filter, offset: z.int().min(0), limit: z.int().min(1).max(500) }),
  /** How many rows pass, once all were looked at. */
  countRows: z.strictObject({ batch, filter }),
  remap: z.strictObject({ batch, fields: z.array(field.nullable()).max(1000) }),
  editCell: z.strictObject({ batch, row, column, value: z.string().max(10_000) }),
  repairIssue: z.strictObject({ batch, row, column }),
  repairAll: z.strictObject({ batch, code }),
  undo: z.strictObject({ batch }),
  redo: z.strictObject({ batch }),
  chooseDuplicates: z.strictObject({ batch, keep: z.enum(['first', 'last', 'all']).nullable() }),
  chooseDateOrder: z.strictObject({ batch, order: z.enum(['day-first', 'month-first']).nullable() }),
  previewRequest: z.strictObject({ batch, row, connection }),
  saveErrors: z.strictObject({ batch }),
  saveCorrected: z.strictObject({ batch }),

  startPush: z.strictObject({
    batch,
    connection,
    kind: z.enum(['push', 'resume', 'retry']),
    onlyValid: z.boolean(),
    /** Also rows left unknown, where doing it twice would do harm: a person has looked them up. */
    unknownToo: z.boolean().default(false),
    again: z.boolean(),
    /** Practice only: some of the batch's permits do not exist there, so that trainees meet rejections. */
    leaveOut: z.boolean().default(false),
  }),
  pausePush: z.strictObject({ batch }),
  continuePush: z.strictObject({ batch }),
  cancelPush: z.strictObject({ batch }),
  showResults: z.strictObject({ batch }),
  openResults: z.strictObject({ batch }),
  verifyTrail: z.strictObject({ batch }),
  saveReport: z.strictObject({
    batch,
    format: z.enum(['pdf', 'html', 'csv', 'json']),
    /** Leaves out plates and the controller's messages. */
    redacted: z.boolean(),
  }),
  /** Days in UTC, both included; null for a connection or a user: any. */
  savePeriodReport: z.strictObject({
    from: day,
    to: day,
    connection: connection.nullable(),
    user: z.string().min(1).max(200).nullable(),
    format: z.enum(['pdf', 'csv']),
  }),
  /** Moves a batch into a folder that the person chooses. */
  archiveBatch: z.strictObject({ batch }),
  deleteBatch: z.strictObject({ batch }),
  removedBatches: z.undefined(),
  setRetention: z.strictObject({ months: z.union([z.literal(12), z.literal(36), z.literal(84)]).nullable() }),

  /** The connection to check this batch for and to push it to; it is also the next batches'. */
  chooseConnection: z.strictObject({ batch: batch.nullable(), connection }),
  listConnections: z.undefined(),
  saveConnection: z.strictObject({
    /** The name it had before; null for a new one. */
    previousName: connection.nullable(),
    name: connection,
    controller: z.string().max(500),
    client: z.string().max(100),
    rate: z.number().positive().nullable(),
    concurrency: z.int().min(1).max(64),
    zone: z.string().max(100).nullable(),
    endDate: z.enum(['unchanged', 'utc']),
    dayEnd: z.string().regex(/^\d\d:\d\d:\d\d$/),
  }),
  removeConnection: z.strictObject({ connection }),
  setToken: z.strictObject({ connection, token: z.string().min(1).max(200) }),
  deleteToken: z.strictObject({ connection }),
  tryConnection: z.strictObject({ connection }),
} as const satisfies Record<CallName, z.ZodType>;

/** What a call's handler gets: its input, parsed. */
export type Input<Name extends CallName> = z.output<(typeof inputs)[Name]>;

export interface AppDescription {
  readonly version: string;
  readonly platform: 'win32' | 'darwin' | 'linux';
  /** The system and the runtime with their versions, for support. */
  readonly system: string;
  /** What the person chose, and the language that follows from it. */
  readonly chosenLanguage: 'system' | 'en' | 'fr';
  readonly language: 'en' | 'fr';
  readonly theme: 'system' | 'light' | 'dark';
  /** The connection that new batches get: the one chosen last, practice at first. */
  readonly connection: string;
  /** Batches older than so many months are deleted at the start; null: they are kept for good. */
  readonly retention: 12 | 36 | 84 | null;
}

export type Outcome = 'accepted' | 'rejected' | 'unknown' | 'unsent' | 'skipped';

export type Tally = Readonly<Record<Outcome, number>>;

export interface BatchSummary {
  /** The batch's handle in every call: its file name. */
  readonly batch: string;
  /** The source file's name. */
  readonly file: string;
  readonly createdAt: string;
  readonly sha256: string;
  readonly format: 'csv' | 'xlsx';
  readonly encoding: string;
  readonly delimiter: string;
  readonly sheet: string | null;
  /** All sheets of the workbook; empty for text files. */
  readonly sheets: readonly string[];
  readonly headerRow: number;
  /** What is done with the permits. */
  readonly operation: OperationName;
  readonly columns: readonly ColumnMatch[];
  /** Up to three values of each column. */
  readonly samples: readonly (readonly string[])[];
  /** What was odd about the file and how it was read: codes that `words.reading.notes` has a sentence for. */
  readonly notes: readonly {
    readonly code: string;
    readonly facts: Readonly<Record<string, string | number>>;
  }[];
  readonly rows: number;
  readonly valid: number;
  readonly warned: number;
  readonly invalid: number;
  /** How many rows a push would send now: unsent, without errors, not left out as duplicates. */
  readonly pushable: number;
  readonly issueCounts: readonly IssueCount[];
  readonly duplicates: 'first' | 'last' | 'all' | null;
  readonly dateOrder: 'day-first' | 'month-first' | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly tally: Tally;
  readonly runs: number;
  readonly interrupted: boolean;
  /** How many rows resuming would send; 0 where nothing was interrupted. */
  readonly resumable: number;
  /** How the last run ended, and why it stopped; null before the first, and while one goes on or after one was cut off. */
  readonly ending: {
    readonly end: 'finished' | 'cancelled' | 'stopped' | 'failed';
    readonly reason: {
      readonly code: string;
      readonly facts: Readonly<Record<string, string | number>>;
    } | null;
  } | null;
  /** Where the newest results CSV was written; null before the first run. */
  readonly results: string | null;
  /** The connection that the batch is checked for and would be pushed to. */
  readonly connection: string | null;
  /** The connection of the last run. */
  readonly pushedTo: string | null;
}

export interface IssueCount {
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly count: number;
  /** How many of them have a repair that only one reading allows. */
  readonly safeRepairs: number;
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

export interface BatchRow {
  /** As the spreadsheet shows it. */
  readonly number: number;
  /** Cells as they are now, edits applied. */
  readonly cells: readonly string[];
  /** Columns (from 1) whose cell was edited or repaired. */
  readonly edited: readonly number[];
  readonly state: CheckState;
  readonly issues: readonly RowIssue[];
  readonly outcome: RowOutcome;
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

export interface RowPage {
  /** How many rows pass the filter; while they are not counted, how many were found so far. */
  readonly total: number;
  /** Whether the total is certain. Until it is, rows at the end of the page may be missing too. */
  readonly counted: boolean;
  readonly rows: readonly BatchRow[];
}

export interface RequestPreview {
  /** The body that would be sent, without the token; null while the row has errors. */
  readonly body: Readonly<Record<string, string>> | null;
  /** End Date as the lot's clock shows it; null without one or without a zone. */
  readonly localEnd: string | null;
}

export interface ConnectionSummary {
  readonly name: string;
  readonly practice: boolean;
  readonly controller: string;
  readonly client: string;
  readonly rate: number | null;
  readonly concurrency: number;
  readonly zone: string | null;
  readonly endDate: 'unchanged' | 'utc';
  readonly dayEnd: string;
  readonly token: 'set' | 'missing' | 'no-keychain' | 'not-needed';
}

export interface Opened {
  /** One reading for each file; its progress and its end come as events. */
  readonly readings: readonly { readonly reading: string; readonly file: string }[];
}

/** What each call answers when it goes well. */
export interface Outputs {
  describeApp: AppDescription;
  setLanguage: AppDescription;
  setTheme: AppDescription;
  chooseFiles: Opened;
  openSample: Opened;
  openDropped: Opened;
  readAgain: Opened;
  renew: Opened;
  readFailed: Opened;
  cancelReading: null;
  listBatches: History;
  searchBatches: readonly string[];
  summary: BatchSummary;
  rows: RowPage;
  /** Null when rows of another filter were asked for meanwhile. */
  countRows: number | null;
  remap: BatchSummary;
  editCell: BatchSummary;
  repairIssue: BatchSummary;
  repairAll: BatchSummary;
  undo: BatchSummary;
  redo: BatchSummary;
  chooseDuplicates: BatchSummary;
  chooseDateOrder: BatchSummary;
  previewRequest: RequestPreview;
  /** The path written; null when the person closed the dialog. */
  saveErrors: string | null;
  saveCorrected: string | null;
  startPush: null;
  pausePush: null;
  continuePush: null;
  cancelPush: null;
  showResults: null;
  openResults: null;
  verifyTrail: TrailState;
  /** The path written; null when the person closed the dialog. */
  saveReport: string | null;
  savePeriodReport: string | null;
  /** Where it was put; null when the person closed the dialog. */
  archiveBatch: string | null;
  deleteBatch: null;
  removedBatches: readonly RemovedBatch[];
  setRetention: AppDescription;
  chooseConnection: BatchSummary | null;
  listConnections: readonly ConnectionSummary[];
  saveConnection: readonly ConnectionSummary[];
  removeConnection: readonly ConnectionSummary[];
  setToken: readonly ConnectionSummary[];
  deleteToken: readonly ConnectionSummary[];
  /** A code that `words` has a sentence for, with its facts. */
  tryConnection: {
    readonly good: boolean;
    readonly code: string;
    readonly facts: Readonly<Record<string, string | number>>;
  };
}

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
    'batch-missing' | 'batch-foreign' | 'batch-newer' | 'batch-altered' | 'batch-unreadable'
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
  readonly auditHead: string | null;
}

/** What verifying a batch's audit trail found. */
export interface TrailState {
  readonly entries: number;
  /** Hash of the newest entry; null without a trail. */
  readonly head: string | null;
  /** The newest signature: up to which entry, by the key of which fingerprint. */
  readonly signed: { readonly entry: number; readonly fingerprint: string } | null;
  /** Rows whose last request has no outcome on the trail yet. */
  readonly inTheAir: number;
  /** The first that does not fit: a code that `words.audit.discrepancies` has a sentence for; null: whole and untouched. */
  readonly discrepancy: {
    readonly code: string;
    readonly entry: number;
    readonly about: string | number | null;
  } | null;
}

export interface ReadingProgress {
  readonly kind: 'reading';
  readonly reading: string;
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rowsPerSecond: number;
  /** The header and the first rows, as soon as they are known. */
  readonly preview: {
    readonly headers: readonly string[];
    readonly rows: readonly (readonly string[])[];
  } | null;
}

export interface ReadingEnded {
  readonly kind: 'reading-ended';
  readonly reading: string;
  readonly file: string;
  /** `cancelled` is no failure. A header row that must be confirmed is the failure `header-not-first`. */
  readonly result: Result<BatchSummary> | 'cancelled';
}

export interface PushProgress {
  readonly kind: 'push';
  readonly batch: string;
  readonly phase: 'canary' | 'sending' | 'paused' | 'waiting' | 'asking' | 'finishing';
  readonly tally: Tally;
  readonly attempts: number;
  readonly perSecond: number;
  readonly secondsLeft: number | null;
  readonly atOnce: number;
  /** What became of the file that the batch was read from; `words.push.source` has a sentence where it is not the same. */
  readonly source: 'same' | 'changed' | 'gone';
  /** Why it waits or asks: a code that `words` has a sentence for; null while it sends. */
  readonly reason: {
    readonly code: string;
    readonly facts: Readonly<Record<string, string | number>>;
  } | null;
}

export interface PushEnded {
  readonly kind: 'push-ended';
  readonly batch: string;
  readonly summary: BatchSummary;
  readonly end: 'finished' | 'cancelled' | 'stopped' | 'failed';
  /** Why it stopped or failed. */
  readonly reason: {
    readonly code: string;
    readonly facts: Readonly<Record<string, string | number>>;
  } | null;
  /** Rows for which the controller answered success for another permit: `words.push.mismatched` says it, loudly. */
  readonly mismatched: number;
  /** Rows that were not sent, as a later row of their permit was accepted before: `words.push.supersededRows` says it. */
  readonly superseded: number;
  /** The failure to write the results CSV, if there was one. */
  readonly resultsFailure: {
    readonly code: string;
    readonly facts: Readonly<Record<string, string | number>>;
  } | null;
}

/** A person chose something in the application menu that happens in the window. */
export interface MenuChosen {
  readonly kind: 'menu';
  readonly command:
    | 'new-batch'
    | 'connections'
    | 'settings'
    | 'guide'
    | 'shortcuts'
    | 'find'
    | 'undo'
    | 'redo';
}

export type BridgeEvent = ReadingProgress | ReadingEnded | PushProgress | PushEnded | MenuChosen;

type Call<Name extends CallName> =
  z.input<(typeof inputs)[Name]> extends undefined
    ? () => Promise<Result<Outputs[Name]>>
    : (input: z.input<(typeof inputs)[Name]>) => Promise<Result<Outputs[Name]>>;

/** What preload puts on `window.permitLoader`. */
export type Bridge = { readonly [Name in Exclude<CallName, 'openDropped'>]: Call<Name> } & {
  /** Opens files that a person dropped; a File made by script has no path and is refused. */
  readonly drop: (files: readonly File[]) => Promise<Result<Opened>>;
  /** Listens to every event; the answer stops listening. */
  readonly listen: (listener: (event: BridgeEvent) => void) => () => void;
};
