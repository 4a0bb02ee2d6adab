import { basename } from 'node:path';
import { Option } from 'commander';
import { writeTable } from '../batch/exports/table-file.ts';
import { withBook } from '../book/book.ts';
import { type BookConnection, bookConnectionOf } from '../book/fact.ts';
import { allKnown, bookStatus, forgetPermits } from '../book/holdings.ts';
import { knownTable } from '../book/known-table.ts';
import { forgetFile } from '../book/lists.ts';
import type { Connection } from '../connections/connection.ts';
import { findConnection } from '../connections/store.ts';
import { writeNewFile } from '../disk/new-file.ts';
import { importKnown } from '../jobs/import-known.ts';
import { type UntoldOperation, untoldOperations } from '../jobs/results-operation.ts';
import { operationRules } from '../permit/operation-rules.ts';
import type { Cli } from './cli.ts';
import { action } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import {
  addReadingOptions,
  headerMaps,
  type ReadingCommandOptions,
  readingOptions,
} from './reading-options.ts';
import type { Terminal } from './terminal.ts';

interface BookOptions {
  readonly connection: string;
}

interface ImportOptions extends BookOptions, ReadingCommandOptions {
  readonly map?: readonly string[];
  readonly operation?: UntoldOperation;
}

/** `book status|import|export|forget`: what this computer last knew of a connection's permits. */
export function registerBook(cli: Cli): void {
  const { about, commands, options } = cli.words.book;
  const again = (value: string, before: readonly string[] = []) => [...before, value];
  const command = cli.program.command('book').description(about).helpCommand(false);
  command
    .command('status')
    .description(commands.status)
    .requiredOption('--connection <NAME>', options.connection)
    .action(action(cli, status));
  addReadingOptions(command.command('import').argument('<FILE>'), cli.words)
    .description(commands.import)
    .requiredOption('--connection <NAME>', options.connection)
    .option('--map <HEADER=FIELD>', cli.words.reading.options.map, again)
    .addOption(new Option('--operation <WHICH>', options.operation).choices([...untoldOperations]))
    .action(action(cli, importFile));
  command
    .command('export')
    .description(commands.export)
    .requiredOption('--connection <NAME>', options.connection)
    .requiredOption('--out <F.csv>', options.out)
    .action(action(cli, exportBook));
  command
    .command('forget')
    .description(commands.forget)
    .requiredOption('--connection <NAME>', options.connection)
    .option('--file <F>', options.file)
    .option('--reference <ID>', options.reference)
    .option('--all', options.all)
    .action(action(cli, forget));
}

function status(terminal: Terminal, options: BookOptions): ExitCode {
  const connection = connectionNamed(terminal, options.connection);
  if (typeof connection === 'number') return connection;
  const found = withBook(terminal.dataFolder, (book) => bookStatus(book, connection));
  if (!found.ok) return tellBookFailure(terminal, found.failure);
  const oldest = isoTime(found.value.oldest);
  const newest = isoTime(found.value.newest);
  for (const line of terminal.words.book.status({ ...found.value, oldest, newest })) terminal.print(line);
  terminal.printJson({ connection: options.connection, ...found.value, oldest, newest });
  return exitCodes.good;
}

async function importFile(terminal: Terminal, options: ImportOptions, file: string): Promise<ExitCode> {
  const { reading: words, book } = terminal.words;
  const connection = findNamed(terminal, options.connection);
  if (typeof connection === 'number') return connection;
  const reading = readingOptions(options);
  const maps = headerMaps(options.map ?? [], operationRules.update);
  for (const parsed of [reading, maps]) {
    if (parsed.ok) continue;
    const { code, facts } = parsed.failure;
    return terminal.fail('usage', words.usage[code](facts), exitCodes.unusable);
  }
  if (!reading.ok || !maps.ok) return exitCodes.unusable;
  const done = await importKnown(terminal.dataFolder, {
    file,
    connection,
    reading: reading.value,
    maps: maps.value,
    rowsWere: options.operation ?? null,
    canAsk: false,
    appVersion: terminal.version,
    signal: terminal.interrupted,
  });
  if (!done.ok) {
    const { code, facts } = done.failure;
    if (code === 'cancelled') return exitCodes.interrupted;
    const sentence =
      code === 'nothing-known' || code === 'book-unusable' || code === 'rows-untold'
        ? book.failures[code](facts)
        : words.failures[code](facts);
    return terminal.fail(code, sentence, exitCodes.unusable);
  }
  const { at, ...counts } = done.value;
  for (const line of book.imported(basename(file), isoTime(at), counts)) terminal.print(line);
  terminal.printJson({ file, connection: options.connection, ...counts, date: isoTime(at) });
  return exitCodes.good;
}

async function exportBook(
  terminal: Terminal,
  options: BookOptions & { readonly out: string },
): Promise<ExitCode> {
  const connection = connectionNamed(terminal, options.connection);
  if (typeof connection === 'number') return connection;
  const { out } = options;
  const written = withBook(terminal.dataFolder, (book) => [...knownTable(allKnown(book, connection))]);
  if (!written.ok) return tellBookFailure(terminal, written.failure);
  const file = await writeNewFile(out, (into) => writeTable(into, out, written.value));
  if (!file.ok) {
    const { code, facts } = file.failure;
    return terminal.fail(code, terminal.words.push.results[code](facts), exitCodes.unusable);
  }
  terminal.print(terminal.words.reading.written(file.value));
  terminal.printJson({ out: file.value, permits: written.value.length - 1 });
  return exitCodes.good;
}

function forget(
  terminal: Terminal,
  options: BookOptions & { readonly file?: string; readonly reference?: string; readonly all?: boolean },
): ExitCode {
  const { book: words } = terminal.words;
  const { dataFolder } = terminal;
  const { file, reference, all } = options;
  if ([file, reference, all].filter((one) => one !== undefined).length !== 1) {
    return terminal.fail('usage', words.usage.forget, exitCodes.unusable);
  }
  const connection = connectionNamed(terminal, options.connection);
  if (typeof connection === 'number') return connection;
  const done =
    file === undefined
      ? forgetPermits(dataFolder, connection, reference ?? null, new Date())
      : forgetFile(dataFolder, connection, basename(file));
  if (!done.ok) return tellBookFailure(terminal, done.failure);
  terminal.print(words.forgot(done.value));
  terminal.printJson({ connection: options.connection, forgotten: done.value });
  return exitCodes.good;
}

function connectionNamed(terminal: Terminal, name: string): BookConnection | ExitCode {
  const found = findNamed(terminal, name);
  return typeof found === 'number' ? found : bookConnectionOf(found);
}

function findNamed(terminal: Terminal, name: string): Connection | ExitCode {
  const found = findConnection(terminal.dataFolder, name);
  if (found.ok) return found.value;
  const { code, facts } = found.failure;
  return terminal.fail(code, terminal.words.opscom.failures[code](facts), exitCodes.unusable);
}

/** Says why the book cannot be used. */
export function tellBookFailure(
  terminal: Terminal,
  {
    code,
    facts,
  }: { readonly code: 'book-unusable'; readonly facts: Readonly<Record<string, string | number>> },
): ExitCode {
  return terminal.fail(code, terminal.words.book.failures[code](facts), exitCodes.unusable);
}

function isoTime(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
