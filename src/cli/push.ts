import { isBatchPath } from '../batch/file/batch-extension.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { noteSameRows } from './changes.ts';
import { addCheckOptions, type CheckCommandOptions, checkFile } from './check-file.ts';
import type { Cli } from './cli.ts';
import { action } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { tellFoundReferences } from './found-references.ts';
import { openGivenBatch } from './given-batch.ts';
import { checkOnly, leaveOutAsAsked } from './only-option.ts';
import { type RunOptions, runPush } from './push-run.ts';
import { addTargetOptions, chooseTarget, type TargetOptions, tokenFor } from './target.ts';
import type { Terminal } from './terminal.ts';

type RunCommandOptions = TargetOptions & RunOptions;

interface PushCommandOptions extends RunCommandOptions, CheckCommandOptions {}

/** `push`: checks a file and sends it, or sends a batch. */
export function registerPush(cli: Cli): void {
  const { commands, options } = cli.words.cli;
  const command = cli.program.command('push').argument('<FILE|BATCH>').description(commands.push);
  addCheckOptions(addTargetOptions(command, cli.words), cli.words)
    .option('--only-valid', options.onlyValid)
    .option('--only-changed', options.onlyChanged)
    .option('--again', options.again)
    .option('--results <OUT.csv>', options.results)
    .action(action(cli, push));
}

/** `resume`: goes on with an interrupted run. */
export function registerResume(cli: Cli): void {
  registerRun(cli, 'resume');
}

/** `retry`: sends rejected and unknown rows again. */
export function registerRetry(cli: Cli): void {
  registerRun(cli, 'retry');
}

function registerRun(cli: Cli, kind: 'resume' | 'retry'): void {
  const { commands, options } = cli.words.cli;
  const command = cli.program.command(kind).argument('<BATCH>').description(commands[kind]);
  if (kind === 'retry') command.option('--unknown-too', options.unknownToo);
  addTargetOptions(command, cli.words)
    .option('--results <OUT.csv>', options.results)
    .action(
      action(cli, async (terminal: Terminal, given: RunCommandOptions, batch: string) => {
        const target = chooseTarget(terminal, given);
        if (typeof target === 'number') return target;
        const access = await tokenFor(terminal, target, given);
        if (typeof access === 'number') return access;
        const document = openGivenBatch(terminal, batch);
        return runPush(terminal, document, kind, { ...given, ...target, ...access });
      }),
    );
}

/** A batch without the rows that `--only` does not ask for; where that makes no sense it has been told. */
function narrowed(
  terminal: Terminal,
  document: BatchDocument | ExitCode,
  only: readonly string[],
): BatchDocument | ExitCode {
  if (typeof document === 'number') return document;
  const { reading } = terminal.words;
  const form = checkOnly(only);
  if (!form.ok) {
    document.close();
    const { code, facts } = form.failure;
    return terminal.fail('usage', reading.usage[code](facts), exitCodes.unusable);
  }
  const done = leaveOutAsAsked(document, only);
  if (done.ok) return document;
  document.close();
  const { code, facts } = done.failure;
  return terminal.fail(code, reading.failures[code](facts), exitCodes.unusable);
}

async function push(terminal: Terminal, options: PushCommandOptions, file: string): Promise<ExitCode> {
  const target = chooseTarget(terminal, options);
  if (typeof target === 'number') return target;
  const access = await tokenFor(terminal, target, options);
  if (typeof access === 'number') return access;
  if (isBatchPath(file) && options.set !== undefined) {
    return terminal.fail('usage', terminal.words.reading.usage['set-batch'], exitCodes.unusable);
  }
  const document = isBatchPath(file)
    ? narrowed(terminal, openGivenBatch(terminal, file), options.only ?? [])
    : await checkFile(terminal, file, options, target.connection);
  if (isBatchPath(file) && typeof document !== 'number' && options.findReferences) {
    await tellFoundReferences(terminal, document, target.connection);
  }
  if (typeof document !== 'number' && !options.onlyChanged)
    noteSameRows(terminal, document, target.connection);
  return runPush(terminal, document, 'push', { ...options, ...target, ...access });
}
