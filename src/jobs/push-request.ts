import type { RunKind } from '../batch/push/run.ts';
import type { Connection } from '../connections/connection.ts';
import type { Words } from '../words/words.ts';

/** A push, a resumption or a retry, as a person asks for it. */
export interface PushRequest {
  /** Where to; its name is empty where controller and client code were given by hand. */
  readonly connection: Connection;
  /** Null for practice. */
  readonly token: string | null;
  /** The system's proxy for the controller, as a URL; null where the environment decides. */
  readonly proxy: string | null;
  readonly kind: RunKind;
  readonly onlyValid: boolean;
  /** Also rows left unknown, where doing it twice would do harm: a person has looked them up. */
  readonly unknownToo: boolean;
  /** Of a retry: only rows with these outcomes; null: the rejected and the unknown ones. */
  readonly outcomes: readonly ('rejected' | 'unknown' | 'unsent')[] | null;
  /** A person knows that the file was pushed to this controller before. */
  readonly again: boolean;
  /** The person has the batch before them: its rows as they were checked, and what became of them so far. */
  readonly shown: boolean;
  /** Practice only: some of the batch's permits do not exist there. */
  readonly leaveOut: boolean;
  /** Leave out rows that would change nothing, as far as is known. */
  readonly onlyChanged: boolean;
  /** Send ten rows first, then wait. */
  readonly trial: boolean;
  /** How long to wait for a controller that is away or asks to wait, in milliseconds; null: until cancelled. */
  readonly patienceMs: number | null;
  /** Where the results go; null: beside the source. */
  readonly out: string | null;
  /** Of the results. */
  readonly words: Words;
}
