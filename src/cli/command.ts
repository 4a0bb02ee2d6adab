import type { Command } from 'commander';
import { tidyDataFolder } from '../batch/library/leftovers.ts';
import type { Cli, SharedOptions } from './cli.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { openTerminal, type Terminal } from './terminal.ts';

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
      tidyDataFolder(terminal.dataFolder);
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
