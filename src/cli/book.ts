import { writeTable } from '../batch/exports/table-file.ts';
import { type Book, withBook } from '../book/book.ts';
import { type BookConnection, bookConnectionOf } from '../book/fact.ts';
import { allKnown, bookStatus, forgetPermits } from '../book/holdings.ts';
import { type KnownPermit, knownFields } from '../book/known.ts';
import { findConnection } from '../connections/store.ts';
import { writeNewFile } from '../disk/new-file.ts';
import type { Cli } from './cli.ts';
import { action } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

interface BookOptions {
  readonly connection: string;
}

/** `book status|export|forget`: what this computer last knew of a connection's permits. */
export function registerBook(cli: Cli): void {
  const { about, commands, options } = cli.words.book;
  const command = cli.program.command('book').description(about).helpCommand(false);
  command
    .command('status')
    .description(commands.status)
    .requiredOption('--connection <NAME>', options.connection)
    .action(action(cli, status));
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
    .option('--reference <ID>', options.reference)
    .option('--all', options.all)
    .action(action(cli, forget));
}

function status(terminal: Terminal, options: BookOptions): ExitCode {
  const connection = connectionNamed(terminal, options.connection);
  if (typeof connection === 'number') return connection;
  const found = withBook(terminal.dataFolder, (book) => bookStatus(book, connection));
  if (!found.ok) return tellBookFailure(terminal, found.failure);
  const { permits, rows, batches } = found.value;
  const oldest = isoTime(found.value.oldest);
  const newest = isoTime(found.value.newest);
  terminal.print(terminal.words.book.status(permits, rows, batches, oldest, newest));
  terminal.printJson({ connection: options.connection, ...found.value, oldest, newest });
  return exitCodes.good;
}

async function exportBook(
  terminal: Terminal,
  options: BookOptions & { readonly out: string },
): Promise<ExitCode> {
  const connection = connectionNamed(terminal, options.connection);
  if (typeof connection === 'number') return connection;
  const { out } = options;
  const written = withBook(terminal.dataFolder, (book) => [...exportLines(book, connection)]);
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

/** Each field with where its value is known from. */
function* exportLines(book: Book, connection: BookConnection): Generator<string[]> {
  const columns = knownFields.flatMap((field) => [field, `${field}_known_since`, `${field}_known_from`]);
  yield ['referenceId', ...columns, 'deleted'];
  for (const permit of allKnown(book, connection)) yield exportLine(permit);
}

function exportLine({ reference, values, isDeleted }: KnownPermit): string[] {
  const cells = knownFields.flatMap((field) => {
    const known = values[field];
    return known ? [known.value, new Date(known.at).toISOString(), known.batch] : ['', '', ''];
  });
  return [reference, ...cells, isDeleted ? 'yes' : ''];
}

function forget(
  terminal: Terminal,
  options: BookOptions & { readonly reference?: string; readonly all?: boolean },
): ExitCode {
  const { book: words } = terminal.words;
  if ((options.reference === undefined) === (options.all !== true)) {
    return terminal.fail('usage', words.usage.forget, exitCodes.unusable);
  }
  const connection = connectionNamed(terminal, options.connection);
  if (typeof connection === 'number') return connection;
  const done = forgetPermits(terminal.dataFolder, connection, options.reference ?? null, new Date());
  if (!done.ok) return tellBookFailure(terminal, done.failure);
  terminal.print(words.forgot(done.value));
  terminal.printJson({ connection: options.connection, forgotten: done.value });
  return exitCodes.good;
}

function connectionNamed(terminal: Terminal, name: string): BookConnection | ExitCode {
  const found = findConnection(terminal.dataFolder, name);
  if (found.ok) return bookConnectionOf(found.value);
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
