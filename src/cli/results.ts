import type { Separator } from '../batch/exports/csv-line.ts';
import { writeResults } from '../batch/exports/results.ts';
import { type Outcome, outcomes } from '../batch/file/tally.ts';
import { lastKnownOf } from '../jobs/known-changes.ts';
import type { Cli } from './cli.ts';
import { action } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { openGivenBatch } from './given-batch.ts';
import { namedDelimiters } from './reading-options.ts';
import type { Terminal } from './terminal.ts';
import { printZoneChanges } from './zone-lines.ts';

interface ResultsCommandOptions {
  readonly out: string;
  readonly only?: string;
  readonly separator?: string;
}

/** `results`: writes the results of a batch again, or those of some outcomes. */
export function registerResults(cli: Cli): void {
  const { commands, options } = cli.words.cli;
  cli.program
    .command('results')
    .argument('<BATCH>')
    .description(commands.results)
    .requiredOption('--out <F.csv|F.xlsx>', options.out)
    .option('--only <OUTCOMES>', options.only)
    .option('--separator <CHARACTER>', options.separator)
    .action(action(cli, results));
}

async function results(terminal: Terminal, options: ResultsCommandOptions, batch: string): Promise<ExitCode> {
  const { words } = terminal;
  const only = options.only?.split(',').map((name) => name.trim());
  const wrong = only?.find((name) => !outcomes.some((outcome) => outcome === name));
  if (wrong !== undefined) return terminal.fail('usage', words.cli.usage.outcome(wrong), exitCodes.unusable);
  const separator = separatorOf(options.separator);
  if (separator === 'wrong')
    return terminal.fail('usage', words.cli.usage.separator(options.separator ?? ''), exitCodes.unusable);
  const document = openGivenBatch(terminal, batch);
  if (typeof document === 'number') return document;
  try {
    const written = await writeResults(document, words, {
      out: options.out,
      lastKnown: lastKnownOf(terminal.dataFolder, document),
      ...(only && { only: only as Outcome[] }),
      ...(separator && { separator }),
    });
    if (!written.ok) {
      const { code, facts } = written.failure;
      return terminal.fail(code, words.push.results[code](facts), exitCodes.unusable);
    }
    printZoneChanges(terminal, document);
    terminal.print(words.cli.resultsAt(written.value));
    terminal.printJson({ batch: document.path, results: written.value });
    return exitCodes.good;
  } finally {
    document.close();
  }
}

const separators: readonly Separator[] = [',', ';', '\t', '|'];

function separatorOf(given: string | undefined): Separator | undefined | 'wrong' {
  if (given === undefined) return undefined;
  const meant = namedDelimiters[given.toLowerCase()] ?? given;
  return separators.find((separator) => separator === meant) ?? 'wrong';
}
