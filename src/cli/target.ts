import type { Command } from 'commander';
import { type Connection, connectionByHand, targetOf } from '../connections/connection.ts';
import { readToken } from '../connections/keychain.ts';
import { findConnection } from '../connections/store.ts';
import { parseClientCode, parseController } from '../permit/controller.ts';
import { parseToken } from '../permit/token.ts';
import type { Words } from '../words/words.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { endDespiteHungKeychain } from './hung-keychain.ts';
import type { Terminal } from './terminal.ts';

/** The options that say where a push goes and how fast. */
export interface TargetOptions {
  readonly connection?: string;
  readonly controller?: string;
  readonly client?: string;
  readonly tokenStdin?: boolean;
  readonly concurrency?: string;
  readonly rate?: string;
  readonly patience?: string;
}

export function addTargetOptions(command: Command, words: Words): Command {
  const { options } = words.cli;
  return command
    .option('--connection <NAME>', options.connection)
    .option('--controller <URL>', options.controller)
    .option('--client <CODE>', options.client)
    .option('--token-stdin', options.tokenStdin)
    .option('--concurrency <N>', options.concurrency)
    .option('--rate <N>', options.rate)
    .option('--patience <SECONDS>', options.patience);
}

/** Seconds that a terminal waits for a controller that is away before it gives up. */
const usualPatience = 600;

/** Where to push, with the pace that was asked for, and how long to wait for a controller that is away. */
export interface ChosenTarget {
  readonly connection: Connection;
  readonly patienceMs: number;
}

/** Checks the options and finds the connection; a failure has been told and its exit code is answered. */
export function chooseTarget(terminal: Terminal, options: TargetOptions): ChosenTarget | ExitCode {
  const { usage } = terminal.words.cli;
  const wrong = (sentence: string) => terminal.fail('usage', sentence, exitCodes.unusable);
  const concurrency = numberIn(options.concurrency, 1, 64, true);
  if (concurrency === 'wrong')
    return wrong(usage.notANumber('--concurrency', options.concurrency ?? '', 1, 64));
  const rate = numberIn(options.rate, 0.01, 100_000, false);
  if (rate === 'wrong') return wrong(usage.notANumber('--rate', options.rate ?? '', 0.01, 100_000));

  const patience = numberIn(options.patience, 0, 86_400, false);
  if (patience === 'wrong') return wrong(usage.notANumber('--patience', options.patience ?? '', 0, 86_400));
  const withPace = (connection: Connection): ChosenTarget => ({
    connection: {
      ...connection,
      concurrency: concurrency ?? connection.concurrency,
      rate: rate ?? connection.rate,
    },
    patienceMs: (patience ?? usualPatience) * 1000,
  });

  if (options.connection !== undefined) {
    if (options.controller !== undefined || options.client !== undefined) return wrong(usage.twoTargets);
    const found = findConnection(terminal.dataFolder, options.connection);
    if (!found.ok) return refuse(terminal, found.failure.code, found.failure.facts);
    return withPace(found.value);
  }
  if (options.controller === undefined) {
    return wrong(options.client === undefined ? usage.noTarget : usage.controllerMissing);
  }
  if (options.client === undefined) return wrong(usage.clientMissing);
  if (!options.tokenStdin) return wrong(usage.tokenNeeded);
  const controller = parseController(options.controller);
  if (!controller.ok) return refuse(terminal, controller.failure.code, controller.failure.facts);
  const client = parseClientCode(options.client);
  if (!client.ok) return refuse(terminal, client.failure.code, client.failure.facts);
  return withPace(connectionByHand(controller.value, client.value));
}

/** The token for a target: from standard input, else from the keychain. Null for practice, which needs none. */
export async function tokenFor(
  terminal: Terminal,
  { connection }: ChosenTarget,
  options: TargetOptions,
): Promise<{ readonly token: string | null } | ExitCode> {
  if (options.tokenStdin) {
    const parsed = parseToken(await terminal.readFirstLine());
    return parsed.ok ? { token: parsed.value } : refuse(terminal, parsed.failure.code, parsed.failure.facts);
  }
  if (connection.practice) return { token: null };
  const read = await readToken(connection.name, targetOf(connection));
  if (!read.ok) {
    endDespiteHungKeychain(read.failure.code);
    return refuse(terminal, read.failure.code, read.failure.facts);
  }
  if (read.value === null) {
    const sentence = terminal.words.cli.usage.tokenNotSet(connection.name);
    return terminal.fail('token-not-set', sentence, exitCodes.unusable);
  }
  return { token: read.value };
}

function refuse(
  terminal: Terminal,
  code: keyof Words['opscom']['failures'],
  facts: Readonly<Record<string, string | number>>,
): ExitCode {
  return terminal.fail(code, terminal.words.opscom.failures[code](facts), exitCodes.unusable);
}

function numberIn(
  text: string | undefined,
  least: number,
  most: number,
  whole: boolean,
): number | null | 'wrong' {
  if (text === undefined) return null;
  if (!(whole ? /^\d+$/ : /^\d+(\.\d+)?$/).test(text)) return 'wrong';
  const value = Number(text);
  return value >= least && value <= most ? value : 'wrong';
}
