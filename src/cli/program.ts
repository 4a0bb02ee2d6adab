import { Command, CommanderError, Option } from 'commander';
import { type Language, languages, wordsIn } from '../words/words.ts';
import { registerBook } from './book.ts';
import type { Cli, Streams } from './cli.ts';
import { registerConnection } from './connection.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { registerKey } from './key.ts';
import { registerList } from './list.ts';
import { registerPractice } from './practice.ts';
import { registerPush, registerResume, registerRetry } from './push.ts';
import { registerRead } from './read.ts';
import { registerReport } from './report.ts';
import { registerResults } from './results.ts';
import { registerTemplate } from './template.ts';
import { registerToken } from './token.ts';
import { registerUndo } from './undo.ts';
import { registerValidate } from './validate.ts';
import { registerVerify } from './verify.ts';

/** In the order in which help lists them. */
const commands: readonly ((cli: Cli) => void)[] = [
  registerRead,
  registerValidate,
  registerPush,
  registerResume,
  registerRetry,
  registerResults,
  registerReport,
  registerTemplate,
  registerVerify,
  registerKey,
  registerList,
  registerUndo,
  registerBook,
  registerPractice,
  registerConnection,
  registerToken,
];

/** What the program learns from its surroundings. */
export interface Invocation {
  /** Arguments after the program's name. */
  readonly argv: readonly string[];
  readonly streams: Streams;
  readonly version: string;
  readonly systemLanguage: Language;
  readonly interrupted: AbortSignal;
}

/** Runs one command line and answers the exit code that it deserves. */
export async function runProgram(invocation: Invocation): Promise<ExitCode> {
  const words = wordsIn(chosenLanguage(invocation));
  const { streams } = invocation;
  const program = new Command('permit-loader');
  const cli: Cli = {
    program,
    streams,
    words,
    version: invocation.version,
    interrupted: invocation.interrupted,
    exitCode: exitCodes.good,
  };
  program
    .description(words.cli.about)
    .version(invocation.version, '--version', words.cli.options.version)
    .helpOption('--help', words.cli.options.help)
    .helpCommand(false)
    .addOption(new Option('--data-dir <DIR>', words.cli.options.dataDir))
    .addOption(new Option('--json', words.cli.options.json))
    .addOption(new Option('--lang <LANG>', words.cli.options.lang).choices([...languages]))
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: (text) => streams.stderr.write(text),
    })
    .showHelpAfterError(words.cli.seeHelp)
    .exitOverride();
  for (const register of commands) register(cli);
  try {
    await program.parseAsync([...invocation.argv], { from: 'user' });
  } catch (cause) {
    if (!(cause instanceof CommanderError)) throw cause;
    if (cause.exitCode === 0) return exitCodes.good;
    // A command that could not be understood has no terminal yet, and whoever reads JSON still gets one value.
    if (invocation.argv.includes('--json')) {
      const message = cause.code === 'commander.help' ? words.cli.noCommand : cause.message;
      const error = { code: 'usage', message };
      streams.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`);
    }
    return exitCodes.unusable;
  }
  return cli.exitCode;
}

/** `--lang` decides the language of help and usage errors too, so it is looked for before anything is parsed. */
function chosenLanguage({ argv, systemLanguage }: Invocation): Language {
  const at = argv.findIndex((argument) => argument === '--lang' || argument.startsWith('--lang='));
  const value = at < 0 ? undefined : (argv[at]?.split('=')[1] ?? argv[at + 1]);
  return languages.find((language) => language === value) ?? systemLanguage;
}
