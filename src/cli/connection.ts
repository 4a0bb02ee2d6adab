import { Option } from 'commander';
import type { Connection } from '../connections/connection.ts';
import { listConnections, removeConnection, saveConnection } from '../connections/store.ts';
import { changeConnections } from '../jobs/change-connections.ts';
import type { Failure } from '../permit/result.ts';
import type { Words } from '../words/words.ts';
import type { Cli } from './cli.ts';
import { action } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { endDespiteHungKeychain } from './hung-keychain.ts';
import type { Terminal } from './terminal.ts';

interface AddOptions {
  readonly controller: string;
  readonly client: string;
  readonly rate?: string;
  readonly concurrency?: string;
  readonly zone?: string;
  readonly endDate?: 'unchanged' | 'utc';
  readonly dayEnd?: string;
  readonly plateForm?: string;
}

/** `connection add|list|remove`: the controllers that a person set up. */
export function registerConnection(cli: Cli): void {
  const { about, add: addAbout, list: listAbout, remove: removeAbout, options } = cli.words.opscom.connection;
  const command = cli.program.command('connection').description(about).helpCommand(false);
  command
    .command('add')
    .argument('<NAME>')
    .description(addAbout)
    .requiredOption('--controller <URL>', options.controller)
    .requiredOption('--client <CODE>', options.client)
    .option('--rate <N>', options.rate)
    .option('--concurrency <N>', options.concurrency)
    .option('--zone <IANA>', options.zone)
    .addOption(new Option('--end-date <HOW>', options.endDate).choices(['unchanged', 'utc']))
    .option('--day-end <HH:MM:SS>', options.dayEnd)
    .option('--plate-form <MIN-MAX>', options.plateForm)
    .action(action(cli, add));
  command.command('list').description(listAbout).action(action(cli, list));
  command.command('remove').argument('<NAME>').description(removeAbout).action(action(cli, remove));
}

async function add(terminal: Terminal, options: AddOptions, name: string): Promise<ExitCode> {
  const { rate, concurrency, zone, endDate, dayEnd, plateForm } = options;
  for (const [code, text] of [
    ['connection-rate', rate],
    ['connection-concurrency', concurrency],
  ] as const) {
    if (text !== undefined && !/^\d+(\.\d+)?$/.test(text))
      return refuse(terminal, { code, facts: { value: text } });
  }
  const draft = {
    name,
    controller: options.controller,
    client: options.client,
    ...(rate !== undefined && { rate: Number(rate) }),
    ...(concurrency !== undefined && { concurrency: Number(concurrency) }),
    ...(zone !== undefined && { zone }),
    ...(endDate !== undefined && { endDate }),
    ...(dayEnd !== undefined && { dayEnd }),
    ...(plateForm !== undefined && { plateForm }),
  };
  const { dataFolder } = terminal;
  const saved = await changeConnections(dataFolder, () => saveConnection(dataFolder, draft));
  if (!saved.ok) return refuse(terminal, saved.failure);
  terminal.print(terminal.words.opscom.connection.added(saved.value.name));
  terminal.printJson({ connection: saved.value });
  return exitCodes.good;
}

function list(terminal: Terminal): ExitCode {
  const listed = listConnections(terminal.dataFolder);
  if (!listed.ok) return refuse(terminal, listed.failure);
  const words = terminal.words.opscom.connection;
  for (const line of aligned([words.header, ...listed.value.map((one) => cellsOf(one, words.practice))])) {
    terminal.print(line);
  }
  terminal.printJson({ connections: listed.value });
  return exitCodes.good;
}

async function remove(terminal: Terminal, _options: object, name: string): Promise<ExitCode> {
  const { dataFolder } = terminal;
  const removed = await changeConnections(dataFolder, () => removeConnection(dataFolder, name));
  if (!removed.ok) return refuse(terminal, removed.failure);
  const { connection, failures } = terminal.words.opscom;
  const { tokenLeft } = removed.value;
  endDespiteHungKeychain(tokenLeft?.code ?? '');
  if (tokenLeft === null) terminal.print(connection.removed(removed.value.name));
  else {
    terminal.note(
      connection.removedWithoutToken(removed.value.name, failures[tokenLeft.code](tokenLeft.facts)),
    );
  }
  terminal.printJson({ removed: removed.value.name, tokenLeft: tokenLeft?.code ?? null });
  return exitCodes.good;
}

function refuse(terminal: Terminal, failure: Failure<keyof Words['opscom']['failures']>): ExitCode {
  endDespiteHungKeychain(failure.code);
  const sentence = terminal.words.opscom.failures[failure.code](failure.facts);
  return terminal.fail(failure.code, sentence, exitCodes.unusable);
}

function cellsOf(connection: Connection, practice: string): string[] {
  const { name, controller, client } = connection;
  return [name, controller ?? practice, connection.practice ? '' : client];
}

function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = [0, 1].map((column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)));
  return table.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
