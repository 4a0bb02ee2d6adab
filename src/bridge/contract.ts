import type { z } from 'zod';
import type { Result } from '../permit/result.ts';
import { appCalls, type MenuChosen } from './app.ts';
import { bookCalls } from './book.ts';
import { bulkCalls } from './bulk.ts';
import type { Answerer, Call } from './call.ts';
import { connectionCalls } from './connections.ts';
import { duplicateCalls } from './duplicates.ts';
import { type BatchChecked, type ChangeEnded, type ChangeProgress, editCalls } from './edits.ts';
import { fileCalls, type Opened, type ReadingEnded, type ReadingProgress } from './files.ts';
import { historyCalls } from './history.ts';
import { permitCalls } from './permits.ts';
import { type PushEnded, type PushProgress, pushCalls } from './push.ts';
import { referenceCalls } from './references.ts';
import { reportCalls } from './reports.ts';
import { rowCalls } from './rows.ts';

/** All that the window may ask of the app: each call by its name. */
export const contract = {
  ...appCalls,
  ...fileCalls,
  ...rowCalls,
  ...editCalls,
  ...bulkCalls,
  ...duplicateCalls,
  ...bookCalls,
  ...permitCalls,
  ...referenceCalls,
  ...pushCalls,
  ...historyCalls,
  ...reportCalls,
  ...connectionCalls,
} as const satisfies Readonly<Record<string, Call<Answerer, z.ZodType, unknown>>>;

type Contract = typeof contract;

export type CallName = keyof Contract;

export const callNames = Object.keys(contract) as CallName[];

/** What the window may send as a call's input. */
export type RawInput<Name extends CallName> = z.input<Contract[Name]['input']>;

/** What a call's handler gets: its input, parsed. */
export type Input<Name extends CallName> = z.output<Contract[Name]['input']>;

/** What a call answers when it goes well. */
export type Output<Name extends CallName> =
  Contract[Name] extends Call<Answerer, z.ZodType, infer Answer> ? Answer : never;

/** The calls that main, or the engine, answers. */
export type NameOf<By extends Answerer> = {
  [Name in CallName]: Contract[Name]['by'] extends By ? Name : never;
}[CallName];

/** The calls of some topics that `By` must answer, each with its handler: the compiler finds a missing one. */
export type HandlersOf<Topics, By extends Answerer> = {
  readonly [Name in keyof Topics & NameOf<By>]: (
    input: Input<Name>,
  ) => Result<Output<Name>> | Promise<Result<Output<Name>>>;
};

export type BridgeEvent =
  | ReadingProgress
  | ReadingEnded
  | ChangeProgress
  | ChangeEnded
  | BatchChecked
  | PushProgress
  | PushEnded
  | MenuChosen;

type Asking<Name extends CallName> =
  RawInput<Name> extends undefined
    ? () => Promise<Result<Output<Name>>>
    : (input: RawInput<Name>) => Promise<Result<Output<Name>>>;

/** What preload puts on `window.permitLoader`. */
export type Bridge = { readonly [Name in Exclude<CallName, 'openDropped'>]: Asking<Name> } & {
  /** Opens files that a person dropped; a File made by script has no path and is refused. */
  readonly drop: (files: readonly File[]) => Promise<Result<Opened>>;
  /** Listens to every event; the answer stops listening. */
  readonly listen: (listener: (event: BridgeEvent) => void) => () => void;
};
