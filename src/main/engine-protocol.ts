import type { BridgeEvent, Input, Outputs } from '../bridge/contract.ts';
import type { Connection } from '../connections/connection.ts';
import type { OperationName } from '../permit/operation.ts';
import type { Result } from '../permit/result.ts';
import type { Language } from '../words/words.ts';

/** The window's calls that the engine answers as they are. */
export type PassedOn =
  | 'cancelReading'
  | 'listBatches'
  | 'searchBatches'
  | 'summary'
  | 'rows'
  | 'countRows'
  | 'remap'
  | 'editCell'
  | 'repairIssue'
  | 'repairAll'
  | 'undo'
  | 'redo'
  | 'chooseDuplicates'
  | 'chooseDateOrder'
  | 'pausePush'
  | 'continuePush'
  | 'cancelPush'
  | 'verifyTrail'
  | 'removedBatches'
  | 'deleteBatch';

/** How a file is to be read, where the person stated it. */
export type ReadingChoice = Input<'readAgain'>['reading'];

/** A connection's settings that decide what of an End Date is sent. */
export type TimeSettings = Pick<Connection, 'zone' | 'endDate'>;

type PeriodWish = Omit<Input<'savePeriodReport'>, 'format'> & { readonly language: Language };

interface ReportWish {
  readonly batch: string;
  readonly redacted: boolean;
  readonly language: Language;
}

interface OwnCalls {
  /** Begins to read a file; its progress and its end come as events. */
  read: {
    input: {
      readonly reading: string;
      /** A path; null for the source of the batch that is replaced. */
      readonly source: string | null;
      readonly choice: ReadingChoice;
      readonly operation: OperationName;
      readonly connection: Connection;
      /** The batch whose place the new one takes, unless it was pushed. */
      readonly replaces: string | null;
      /** The batch named there stays, and the new one gets its columns, choices and edits, read as it was. */
      readonly carriesOver: boolean;
    };
    output: null;
  };
  checkFor: {
    input: { readonly batch: string; readonly connection: Connection };
    output: Outputs['summary'];
  };
  preview: {
    input: { readonly batch: string; readonly row: number; readonly connection: Connection };
    output: Outputs['previewRequest'];
  };
  /** Writes the warned and invalid rows with their issues, or the file as it is now; answers the path. */
  writeErrors: {
    input: { readonly batch: string; readonly out: string; readonly language: Language };
    output: string;
  };
  writeCorrected: { input: { readonly batch: string; readonly out: string }; output: string };
  /** Begins a run; the engine keeps the token until its end and nowhere else. Progress and end come as events. */
  push: {
    input: Omit<Input<'startPush'>, 'connection'> & {
      readonly connection: Connection;
      /** Null for practice. */
      readonly token: string | null;
      /** The system's proxy for the controller, as a URL. */
      readonly proxy: string | null;
      /** Of the notes that go into the batch and its results. */
      readonly language: Language;
      /** What the trail's head is signed with at the end (PKCS#8, base64); null without a keychain. */
      readonly signingKey: string | null;
    };
    output: null;
  };
  writeReport: {
    input: ReportWish & { readonly out: string; readonly format: 'html' | 'csv' | 'json' };
    output: string;
  };
  /** The report as a page to be printed, and what goes to the foot of every sheet. */
  reportPage: {
    input: ReportWish;
    output: { readonly html: string; readonly foot: string; readonly page: string };
  };
  archive: { input: { readonly batch: string; readonly folder: string }; output: string };
  /** Deletes batches made before `before` (ISO) of which nothing is left to look at; answers how many. */
  expire: { input: { readonly before: string }; output: number };
  periodPage: {
    input: PeriodWish;
    output: { readonly html: string; readonly csv: string; readonly foot: string; readonly page: string };
  };
  writePdf: {
    input: { readonly batch: string; readonly out: string; readonly pdf: Uint8Array };
    output: string;
  };
  tryOut: {
    input: { readonly connection: Connection; readonly token: string | null; readonly proxy: string | null };
    output: Outputs['tryConnection'];
  };
}

/** All that main may ask of the engine. */
export type EngineCalls = {
  [Name in PassedOn]: { input: Input<Name>; output: Outputs[Name] };
} & OwnCalls;

export type EngineCallName = keyof EngineCalls;

/** What main sends to the engine. */
export interface EngineRequest<Name extends EngineCallName = EngineCallName> {
  readonly id: number;
  readonly name: Name;
  readonly input: EngineCalls[Name]['input'];
}

/** What the engine sends to main. */
export type EngineMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'bug'; readonly id: number | null; readonly stack: string }
  | { readonly kind: 'event'; readonly event: BridgeEvent };

/** What the engine is started with. */
export interface EngineStart {
  /** The app's data folder. */
  readonly folder: string;
  readonly appVersion: string;
}
