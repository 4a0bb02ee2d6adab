import { type Connection, targetOf } from '../connections/connection.ts';
import { deleteToken, tokenStatus, writeToken } from '../connections/keychain.ts';
import { findConnection } from '../connections/store.ts';
import type { Failure } from '../permit/result.ts';
import type { Words } from '../words/words.ts';
import type { Cli } from './cli.ts';
import { action } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { endDespiteHungKeychain } from './hung-keychain.ts';
import type { Terminal } from './terminal.ts';

/** `token set|status|delete`: a connection's token in the keychain. It is never an argument and never printed. */
export function registerToken(cli: Cli): void {
  const words = cli.words.opscom.token;
  const command = cli.program.command('token').description(words.about).helpCommand(false);
  command.command('set').argument('<CONNECTION>').description(words.set).action(action(cli, set));
  command.command('status').argument('<CONNECTION>').description(words.status).action(action(cli, status));
  command.command('delete').argument('<CONNECTION>').description(words.delete).action(action(cli, remove));
}

async function set(terminal: Terminal, _options: object, name: string): Promise<ExitCode> {
  const words = terminal.words.opscom.token;
  const connection = findConnection(terminal.dataFolder, name);
  if (!connection.ok) return refuse(terminal, connection.failure);
  if (connection.value.practice) return refuseForPractice(terminal, connection.value);
  const text = await terminal.readSecret(words.prompt(connection.value.name));
  if (text === null) return exitCodes.interrupted;
  const written = await writeToken(connection.value.name, targetOf(connection.value), text);
  if (!written.ok) return refuse(terminal, written.failure);
  terminal.print(words.written(connection.value.name));
  terminal.printJson({ connection: connection.value.name, token: 'set' });
  return exitCodes.good;
}

async function status(terminal: Terminal, _options: object, name: string): Promise<ExitCode> {
  const words = terminal.words.opscom.token;
  const connection = findConnection(terminal.dataFolder, name);
  if (!connection.ok) return refuse(terminal, connection.failure);
  if (connection.value.practice) {
    terminal.print(words.notNeeded(connection.value.name));
    terminal.printJson({ connection: connection.value.name, token: 'not-needed' });
    return exitCodes.good;
  }
  const found = await tokenStatus(connection.value.name, targetOf(connection.value));
  if (!found.ok) return refuse(terminal, found.failure);
  terminal.print((found.value === 'set' ? words.isSet : words.isMissing)(connection.value.name));
  // libsecret answers for a locked keyring as for one without the entry.
  if (found.value === 'missing' && process.platform === 'linux') terminal.note(words.maybeLocked);
  terminal.printJson({ connection: connection.value.name, token: found.value });
  return exitCodes.good;
}

async function remove(terminal: Terminal, _options: object, name: string): Promise<ExitCode> {
  const words = terminal.words.opscom.token;
  const connection = findConnection(terminal.dataFolder, name);
  if (!connection.ok) return refuse(terminal, connection.failure);
  if (connection.value.practice) return refuseForPractice(terminal, connection.value);
  const deleted = await deleteToken(connection.value.name);
  if (!deleted.ok) return refuse(terminal, deleted.failure);
  terminal.print((deleted.value ? words.deleted : words.nothingToDelete)(connection.value.name));
  terminal.printJson({ connection: connection.value.name, token: 'missing', deleted: deleted.value });
  return exitCodes.good;
}

function refuseForPractice(terminal: Terminal, { name }: Connection): ExitCode {
  return terminal.fail('token-not-needed', terminal.words.opscom.token.notNeeded(name), exitCodes.unusable);
}

function refuse(terminal: Terminal, failure: Failure<keyof Words['opscom']['failures']>): ExitCode {
  endDespiteHungKeychain(failure.code);
  const sentence = terminal.words.opscom.failures[failure.code](failure.facts);
  return terminal.fail(failure.code, sentence, exitCodes.unusable);
}
