import type { Command } from 'commander';
import type { Words } from '../words/words.ts';
import type { ExitCode } from './exit-code.ts';

/** What a command registers itself with. */
export interface Cli {
  readonly program: Command;
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
