import type { Command } from 'commander';
import type { Words } from '../words/words.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** What the exit codes of every command mean; README and cli.md promise them to schedulers. */
export const exitCodes = {
  /** All good; warnings too. */
  good: 0,
  /** Some rows invalid, rejected or unknown; a push refused for what the file is; a trail that does not verify. */
  rowsNotGood: 1,
  /** Wrong usage, unreadable file, no reference column. */
  unusable: 2,
  /** The connection refused the run or could not be reached, or the run could not go on. */
  stopped: 3,
  /** By Ctrl+C or a signal; what was done is on disk. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

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

/**
 * Makes a commander action of `work`: opens the terminal for the shared options, hands over the command's own
 * options and its arguments, and keeps the exit code that `work` answers.
 */
export function action<Options extends object, Arguments extends readonly unknown[] = []>(
  cli: Cli,
  work: (terminal: Terminal, options: Options, ...rest: Arguments) => ExitCode | Promise<ExitCode>,
): (...all: unknown[]) => Promise<void> {
  return async (...all) => {
    const command = all.pop() as Command;
    all.pop();
    const options = command.optsWithGlobals<Options & SharedOptions>();
    const terminal = openTerminal(cli, options);
    try {
      cli.exitCode = await work(terminal, options, ...(all as unknown as Arguments));
    } catch (cause) {
      cli.exitCode = tellThrown(terminal, cause);
    }
  };
}

/** What nobody expected, in one line: a stack helps no scheduler, and a data folder that cannot be used has words. */
function tellThrown(terminal: Terminal, cause: unknown): ExitCode {
  const { words, dataFolder } = terminal;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const path = cause instanceof Error && 'path' in cause ? String(cause.path) : '';
  if (!path.startsWith(dataFolder)) {
    return terminal.fail('unexpected', words.cli.unexpected(reason), exitCodes.stopped);
  }
  const sentence = words.cli.failures['data-folder']({ path: dataFolder, reason });
  return terminal.fail('data-folder', sentence, exitCodes.unusable);
}
