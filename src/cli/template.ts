import { Option } from 'commander';
import { writeTemplate } from '../batch/exports/template.ts';
import { type OperationName, operationNames } from '../permit/operation.ts';
import type { Cli } from './cli.ts';
import { action } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

interface TemplateOptions {
  readonly operation: OperationName;
  readonly out: string;
}

/** `template`: an empty file with an operation's headers and one example row. */
export function registerTemplate(cli: Cli): void {
  const { commands, options } = cli.words.reading;
  cli.program
    .command('template')
    .description(commands.template)
    .addOption(
      new Option('--operation <WHICH>', options.templateOperation)
        .choices([...operationNames])
        .makeOptionMandatory(),
    )
    .requiredOption('--out <F.csv|F.xlsx>', options.templateOut)
    .action(action(cli, template));
}

async function template(terminal: Terminal, { operation, out }: TemplateOptions): Promise<ExitCode> {
  const { words } = terminal;
  const written = await writeTemplate(operation, out, words);
  if (!written.ok) {
    const { code, facts } = written.failure;
    return terminal.fail(code, words.reading.exports[code](facts), exitCodes.unusable);
  }
  terminal.print(words.reading.written(written.value));
  terminal.printJson({ operation, template: written.value });
  return exitCodes.good;
}
