import { changeSettings } from '../batch/edits/remap.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { readMeta } from '../batch/file/meta.ts';
import { findEarlierPush } from '../batch/library/history.ts';
import { lastRun, type RunKind } from '../batch/push/run.ts';
import { addCheckOptions, type CheckCommandOptions, checkFile } from './check-file.ts';
import type { Cli } from './cli.ts';
import { action } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { openGivenBatch } from './given-batch.ts';
import { runPush, tellRefusal } from './push-run.ts';
import { addTargetOptions, type ChosenTarget, chooseTarget, type TargetOptions, tokenFor } from './target.ts';
import type { Terminal } from './terminal.ts';

interface RunOptions extends TargetOptions {
  readonly results?: string;
  readonly unknownToo?: boolean;
}

interface PushCommandOptions extends RunOptions, CheckCommandOptions {
  readonly onlyValid?: boolean;
  readonly again?: boolean;
}

/** `push`: checks a file and sends it, or sends a batch. */
export function registerPush(cli: Cli): void {
  const { commands, options } = cli.words.cli;
  const command = cli.program.command('push').argument('<FILE|BATCH>').description(commands.push);
  addCheckOptions(addTargetOptions(command, cli.words), cli.words)
    .option('--only-valid', options.onlyValid)
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
      action(cli, async (terminal: Terminal, given: RunOptions, batch: string) => {
        const target = chooseTarget(terminal, given);
        if (typeof target === 'number') return target;
        const access = await tokenFor(terminal, target, given);
        if (typeof access === 'number') return access;
        return withBatch(terminal, batch, (document) =>
          send(terminal, document, target, access.token, kind, given),
        );
      }),
    );
}

async function push(terminal: Terminal, options: PushCommandOptions, file: string): Promise<ExitCode> {
  const target = chooseTarget(terminal, options);
  if (typeof target === 'number') return target;
  const given = await tokenFor(terminal, target, options);
  if (typeof given === 'number') return given;
  const work = (document: BatchDocument): ExitCode | Promise<ExitCode> => {
    const refused = pushedBefore(terminal, document, target, options);
    return refused ?? send(terminal, document, target, given.token, 'push', options);
  };
  if (file.endsWith('.permitbatch')) {
    return withBatch(terminal, file, (document) => {
      checkForConnection(document, target);
      return work(document);
    });
  }
  const document = await checkFile(terminal, file, options, target.connection);
  if (typeof document === 'number') return document;
  try {
    return await work(document);
  } finally {
    document.close();
  }
}

/**
 * A batch that was checked with other time settings than the connection's is checked again: they decide what is sent.
 * Once a run began, what was sent by the settings of then stays, and the rest goes by them too.
 */
function checkForConnection(document: BatchDocument, { connection }: ChosenTarget): void {
  const settings = readMeta(document, 'settings');
  if (!connection || !settings || lastRun(document) !== null) return;
  const { zone, endDate, dayEnd } = connection;
  if (settings.zone === zone && settings.endDate === endDate && settings.dayEnd === dayEnd) return;
  changeSettings(document, { zone, endDate, dayEnd });
}

async function withBatch(
  terminal: Terminal,
  path: string,
  work: (document: BatchDocument) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  const document = openGivenBatch(terminal, path);
  if (typeof document === 'number') return document;
  try {
    return await work(document);
  } finally {
    document.close();
  }
}

/** A file that this connection got before is sent once more only when that was said. */
function pushedBefore(
  terminal: Terminal,
  document: BatchDocument,
  { connection, controller, client }: ChosenTarget,
  options: PushCommandOptions,
): ExitCode | null {
  if (options.again || connection?.practice) return null;
  const target = { connection: connection?.name ?? '', controller, client };
  const earlier = findEarlierPush(terminal.dataFolder, document, target);
  if (!earlier) return null;
  const { batch, at, tally } = earlier;
  const sentence = terminal.words.push.refusals['pushed-before']({ batch, at, ...tally });
  return tellRefusal(terminal, document, { code: 'pushed-before', message: sentence }, exitCodes.rowsNotGood);
}

function send(
  terminal: Terminal,
  document: BatchDocument,
  target: ChosenTarget,
  token: string | null,
  kind: RunKind,
  options: PushCommandOptions,
): Promise<ExitCode> {
  return runPush(terminal, document, {
    target,
    token,
    kind,
    onlyValid: options.onlyValid ?? false,
    unknownToo: options.unknownToo ?? false,
    patienceMs: target.patienceMs,
    results: options.results ?? null,
  });
}
