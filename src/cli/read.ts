import { basename, extname, join } from 'node:path';
import { csvLine } from '../batch/exports/csv-line.ts';
import { inspectSource, type SourceReading } from '../batch/import/inspect.ts';
import type { ReadFailure, ReadingNote, ReadingOptions } from '../batch/reading/reading-options.ts';
import { type NewFile, writeNewFile } from '../disk/new-file.ts';
import { fieldOf } from '../permit/column-role.ts';
import type { Result } from '../permit/result.ts';
import type { Cli } from './cli.ts';
import { action } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { addReadingOptions, type ReadingCommandOptions, readingOptions } from './reading-options.ts';
import type { Terminal } from './terminal.ts';

interface ReadCommandOptions extends ReadingCommandOptions {
  readonly out?: string;
  readonly outDir?: string;
}

/** `read`: says how files are understood, and writes what was read. */
export function registerRead(cli: Cli): void {
  const { commands, options } = cli.words.reading;
  const command = cli.program.command('read').argument('<FILE...>').description(commands.read);
  addReadingOptions(command, cli.words)
    .option('--out <CLEAN.csv>', options.clean)
    .option('--out-dir <DIR>', options.cleanFolder)
    .action(action(cli, read));
}

async function read(
  terminal: Terminal,
  options: ReadCommandOptions,
  files: readonly string[],
): Promise<ExitCode> {
  const { usage } = terminal.words.reading;
  const reading = readingOptions(options);
  if (!reading.ok) {
    const { code, facts } = reading.failure;
    return terminal.fail('usage', usage[code](facts), exitCodes.unusable);
  }
  if (options.out !== undefined && (files.length > 1 || options.outDir !== undefined)) {
    return terminal.fail('usage', usage['one-out'], exitCodes.unusable);
  }
  const answers: object[] = [];
  let exitCode: ExitCode = exitCodes.good;
  for (const file of files) {
    const out =
      options.outDir === undefined
        ? options.out
        : join(options.outDir, `${basename(file, extname(file))}.csv`);
    const answer = await readOne(terminal, file, reading.value, out);
    if (answer.failed !== null && exitCode === exitCodes.good) exitCode = answer.failed;
    answers.push(answer.json);
    if (terminal.interrupted.aborted) break;
  }
  terminal.printJson(answers);
  return exitCode;
}

async function readOne(
  terminal: Terminal,
  file: string,
  reading: ReadingOptions,
  out: string | undefined,
): Promise<{ readonly json: object; readonly failed: ExitCode | null }> {
  const { words } = terminal;
  const refuse = (code: string, message: string, exitCode: ExitCode) => {
    terminal.note(message);
    return { json: { file, error: { code, message } }, failed: exitCode };
  };
  const saved = await inspectInto(terminal, file, reading, out);
  if (!saved.read.ok) {
    const { code, facts } = saved.read.failure;
    const exitCode = code === 'cancelled' ? exitCodes.interrupted : exitCodes.unusable;
    return refuse(code, words.reading.failures[code](facts), exitCode);
  }
  if (saved.written && !saved.written.ok) {
    const { code, facts } = saved.written.failure;
    return refuse(code, words.reading.exports[code](facts), exitCodes.unusable);
  }
  const { value } = saved.read;
  const { format, encoding, delimiter, headerRow, rows, columns, notes } = value;
  terminal.print(words.reading.detected(value));
  tellNotes(terminal, notes);
  for (const line of [value.headers, ...value.firstRows]) terminal.print(csvLine(line).trimEnd());
  if (saved.written) terminal.tell(words.reading.written(saved.written.value));
  return {
    json: {
      file: value.path,
      format,
      encoding,
      delimiter,
      headerRow,
      rows,
      columns: columns.map(({ header, field }) => ({ header, field: field && fieldOf(field) })),
      notes: noteSentences(terminal, notes),
    },
    failed: null,
  };
}

interface Saved {
  readonly read: Result<SourceReading, ReadFailure>;
  readonly written: Awaited<ReturnType<typeof writeNewFile>> | null;
}

/** Reads a file and writes its records on the way; where reading fails no file is left. */
async function inspectInto(
  terminal: Terminal,
  file: string,
  reading: ReadingOptions,
  out: string | undefined,
): Promise<Saved> {
  const signal = terminal.interrupted;
  if (out === undefined) return { read: await inspectSource(file, reading, { signal }), written: null };
  const failed: { read: Result<SourceReading, ReadFailure> | null } = { read: null };
  const fill = async (target: NewFile) => {
    failed.read = await inspectSource(file, reading, {
      signal,
      onHeader: (headers) => target.write(csvLine(headers)),
      onRows: ({ rows }) => target.write(rows.map(csvLine).join('')),
    });
    if (!failed.read.ok) throw failed;
  };
  try {
    const written = await writeNewFile(out, fill);
    if (failed.read) return { read: failed.read, written };
    return { read: await inspectSource(file, reading, { signal }), written };
  } catch (cause) {
    if (cause === failed && failed.read) return { read: failed.read, written: null };
    throw cause;
  }
}

/** Tells people what was odd about a file; on stderr, so that it never mixes with JSON. */
export function tellNotes(terminal: Terminal, notes: readonly ReadingNote[] | readonly StoredNote[]): void {
  for (const sentence of noteSentences(terminal, notes)) terminal.note(sentence);
}

export function noteSentences(
  terminal: Terminal,
  notes: readonly ReadingNote[] | readonly StoredNote[],
): string[] {
  return notes.map((note) => noteSentence(terminal, note));
}

interface StoredNote {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

function noteSentence(terminal: Terminal, { code, facts }: StoredNote): string {
  const sentences: Readonly<Record<string, (facts: StoredNote['facts']) => string>> =
    terminal.words.reading.notes;
  return sentences[code]?.(facts) ?? code;
}
