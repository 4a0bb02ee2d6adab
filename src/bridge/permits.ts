import { z } from 'zod';
import type { FieldName } from '../permit/field.ts';
import type { OperationName } from '../permit/operation.ts';
import { toEngine, toMain } from './call.ts';
import { connection } from './handles.ts';

const reference = z.string().min(1).max(200);
const text = z.string().max(200);

/** What this computer last knew of a connection's permits: never what the controller holds now. */
export const permitCalls = {
  /** By the beginning of a reference ID, plate or permit number; a blank text finds all. */
  searchPermits: toEngine(z.strictObject({ connection, text })).answers<FoundPermits>(),
  /** All that was accepted for a permit from here, and what imported lists say of it, newest first. */
  permitHistory: toEngine(z.strictObject({ connection, reference })).answers<readonly PermitEvent[]>(),
  /** Forgets what is known of one permit, for good; answers of how many permits something was known. */
  forgetPermit: toEngine(z.strictObject({ connection, reference })).answers<number>(),
  /** Of how many permits of a connection something is known. */
  countPermits: toEngine(z.strictObject({ connection })).answers<number>(),
  /** Forgets what is known of all permits of a connection, imported lists too. */
  forgetAllPermits: toEngine(z.strictObject({ connection })).answers<number>(),
  /** Forgets what imported lists of this name say. */
  forgetList: toEngine(z.strictObject({ connection, file: z.string().min(1).max(300) })).answers<number>(),
  /** Saves the permits found by a text, or one permit's history, where the person chooses; null when they close the dialog. */
  savePermits: toMain(z.strictObject({ connection, text, reference: reference.nullable() })).answers<
    string | null
  >(),
  /** Takes in what a list says that the person chooses; null when they close the dialog. */
  importPermits: toMain(z.strictObject({ connection })).answers<ListAnswer | null>(),
  /** The same list, once a person has said what its rows were. */
  importAsked: toEngine(z.strictObject({ rowsWere: z.enum(['update', 'delete']) })).answers<ListAnswer>(),
};

export interface FoundPermits {
  /** The first of them, by reference ID. */
  readonly permits: readonly PermitLine[];
  /** There are more than these. */
  readonly more: boolean;
}

/** A value with where it is known from. */
export interface LastKnown {
  readonly value: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The batch's file name, or that of the imported list. */
  readonly batch: string;
}

export interface PermitLine {
  readonly reference: string;
  readonly values: Readonly<Partial<Record<FieldName, LastKnown>>>;
  readonly isDeleted: boolean;
  /** When something was known of it last, and where from. */
  readonly at: number;
  readonly batch: string;
}

/** One thing that became known of a permit. */
export interface PermitEvent {
  readonly at: number;
  readonly batch: string;
  readonly row: number;
  /** A person imported it; it was not accepted from here. */
  readonly imported: boolean;
  readonly operation: OperationName;
  readonly values: Readonly<Partial<Record<FieldName, string>>>;
}

export type ListAnswer = TakenList | UntoldList;

/** Nothing was taken in: a person has to say what rows of results were. */
export interface UntoldList {
  readonly kind: 'untold';
  readonly file: string;
  readonly rows: number;
}

export interface TakenList {
  readonly kind: 'taken';
  readonly file: string;
  readonly permits: number;
  readonly rows: number;
  /** Of them: those that tell of a deletion. */
  readonly deletions: number;
  /** Rows that were passed over. */
  readonly passedOver: number;
  /** The list's date, in epoch milliseconds. */
  readonly at: number;
}
