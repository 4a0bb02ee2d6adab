import type { Readable, Writable } from 'node:stream';
import type { Command } from 'commander';
import type { Words } from '../words/words.ts';
import type { ExitCode } from './exit-code.ts';

/** What the program reads and where it writes: the streams of its process, but for a test that runs it in its own. */
export interface Streams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
}

/** What a command registers itself with. */
export interface Cli {
  readonly program: Command;
  readonly streams: Streams;
  readonly words: Words;
  readonly version: string;
  /** Aborts at the first Ctrl+C or termination signal; the second one ends the process at once. */
  readonly interrupted: AbortSignal;
  exitCode: ExitCode;
}

/** The options that every command takes, as commander hands them over. */
export interface SharedOptions {
  readonly dataDir?: string;
  readonly json?: boolean;
}
