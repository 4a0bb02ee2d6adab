import { z } from 'zod';
import { type FieldName, fieldNames } from '../permit/field.ts';
import type { FileFormat } from '../permit/file-format.ts';
import { operationNames } from '../permit/operation.ts';
import type { Result } from '../permit/result.ts';
import type { BatchSummary } from './batch.ts';
import { toEngine, toMain } from './call.ts';
import { batch, connection } from './handles.ts';

const reading = z.strictObject({
  encoding: z.string().max(40).optional(),
  delimiter: z.string().min(1).max(1).optional(),
  quote: z.string().min(1).max(1).optional(),
  escape: z.string().min(1).max(1).optional(),
  sheet: z.string().max(100).optional(),
  headerRow: z.int().min(0).optional(),
});

/** How a file is to be read, where the person stated it. */
export type ReadingChoice = z.output<typeof reading>;

const field = z.enum(fieldNames);

/** One value for all rows of a field that no column holds; null where it is to have none any more. */
export interface SameForAll {
  readonly field: FieldName;
  readonly value: string | null;
}

/** Opening files: each becomes a reading, whose progress and end come as events. */
export const fileCalls = {
  chooseFiles: toMain(z.undefined()).answers<Opened>(),
  /** Rows as spreadsheets put them on the clipboard. */
  openPasted: toMain(z.strictObject({ text: z.string().min(1).max(50_000_000) })).answers<Opened>(),
  /** Pastes into the page, as the menu does. */
  paste: toMain(z.undefined()).answers<null>(),
  openSample: toMain(z.undefined()).answers<Opened>(),
  /** Preload's own: it asks Electron for the paths of files that were really dropped. */
  openDropped: toMain(
    z.strictObject({ paths: z.array(z.string().min(1)).min(1).max(100) }),
  ).answers<Opened>(),
  /** Reads a batch's file once more; the answer's batch takes the old one's place unless that was pushed. */
  readAgain: toMain(z.strictObject({ batch, reading, operation: z.enum(operationNames) })).answers<Opened>(),
  /** Reads a batch's file once more for another connection: a new batch with the old one's columns, choices and edits. */
  renew: toMain(z.strictObject({ batch, connection })).answers<Opened>(),
  /**
   * Gives a field that no column holds one value for all rows (null: takes that back): its file is read once more, and the
   * new batch takes the old one's place with its columns, choices and edits.
   */
  setForAll: toMain(
    z.strictObject({ batch, field, value: z.string().trim().min(1).max(200).nullable() }),
  ).answers<Opened>(),
  /** Reads the file of a reading that failed (a header row to confirm, an encoding to state). */
  readFailed: toMain(z.strictObject({ failed: z.string().max(100), reading })).answers<Opened>(),
  /** Saves an empty file to fill in: the path written; null when the person closed the dialog. */
  saveTemplate: toMain(z.strictObject({ operation: z.enum(operationNames) })).answers<string | null>(),
  cancelReading: toEngine(z.strictObject({ reading: z.string() })).answers<null>(),
};

export interface Opened {
  /** One reading for each file. */
  readonly readings: readonly { readonly reading: string; readonly file: string }[];
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
  /** How the file was understood whose reading waits for a word on that. */
  readonly understood?: UnderstoodFile;
}

/** What the options of a reading are chosen from. */
export interface UnderstoodFile {
  readonly format: FileFormat;
  readonly encoding: string;
  readonly delimiter: string;
  readonly sheet: string | null;
  /** All sheets of a workbook; empty for text files. */
  readonly sheets: readonly string[];
  readonly headerRow: number;
}

export interface ReadingEnded {
  readonly kind: 'reading-ended';
  readonly reading: string;
  readonly file: string;
  /** `cancelled` is no failure. A header row that must be confirmed is the failure `header-not-first`. */
  readonly result: Result<BatchSummary> | 'cancelled';
}
