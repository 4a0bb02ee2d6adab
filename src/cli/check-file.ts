import { type Command, Option } from 'commander';
import { setForAll } from '../batch/edits/bulk/set-for-all.ts';
import { confirmAll } from '../batch/edits/confirm.ts';
import { repairAll } from '../batch/edits/repair.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { personHere } from '../batch/file/person.ts';
import type { Connection } from '../connections/connection.ts';
import { checkKnownNow } from '../jobs/connection-check.ts';
import { learnAllPlates } from '../jobs/known-plates.ts';
import { openFile } from '../jobs/open-file.ts';
import { type OperationName, operationNames } from '../permit/operation.ts';
import { operationRules } from '../permit/operation-rules.ts';
import type { Result } from '../permit/result.ts';
import type { Words } from '../words/words.ts';
import { confirmRequests } from './confirm-option.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { tellFoundReferences } from './found-references.ts';
import { checkOnly, leaveOutAsAsked, wantedRows } from './only-option.ts';
import {
  addReadingOptions,
  headerMaps,
  type ReadingCommandOptions,
  readingOptions,
} from './reading-options.ts';
import { setRequests } from './set-option.ts';
import type { Terminal } from './terminal.ts';

/** The options of checking, which `validate` and `push` share. */
export interface CheckCommandOptions extends ReadingCommandOptions {
  readonly map?: readonly string[];
  readonly operation?: OperationName;
  readonly duplicates?: 'first' | 'last' | 'all';
  readonly repair?: boolean;
  readonly confirm?: readonly string[];
  readonly only?: readonly string[];
  readonly set?: readonly string[];
  readonly findReferences?: boolean;
}

export function addCheckOptions(command: Command, words: Words): Command {
  const { options } = words.reading;
  const again = (value: string, before: readonly string[] = []) => [...before, value];
  return addReadingOptions(command, words)
    .addOption(new Option('--operation <WHICH>', options.operation).choices([...operationNames]))
    .option('--map <HEADER=FIELD>', options.map, again)
    .option('--set <FIELD=VALUE>', options.set, again)
    .addOption(new Option('--duplicates <WHICH>', options.duplicates).choices(['first', 'last', 'all']))
    .option('--repair', options.repair)
    .option('--find-references', words.book.options.find)
    .option('--confirm <CODE>', options.confirm, again)
    .option('--only <HEADER=VALUE>', options.only, again);
}

/** Makes a batch of a file, repaired where that was asked, and held against what is known of the connection's permits; a failure has been told and its exit code is answered. */
export async function checkFile(
  terminal: Terminal,
  file: string,
  options: CheckCommandOptions,
  connection: Connection | null,
): Promise<BatchDocument | ExitCode> {
  const { words } = terminal;
  const reading = readingOptions(options);
  const operation = options.operation ?? 'update';
  const maps = headerMaps(options.map ?? [], operationRules[operation]);
  const confirms = confirmRequests(options.confirm ?? []);
  const only = options.only ?? [];
  const values = setRequests(options.set ?? [], operationRules[operation]);
  for (const parsed of [reading, maps, confirms, checkOnly(only), values]) {
    if (!parsed.ok) {
      const { code, facts } = parsed.failure;
      return terminal.fail('usage', words.reading.usage[code](facts), exitCodes.unusable);
    }
  }
  if (!reading.ok || !maps.ok || !confirms.ok || !values.ok) return exitCodes.unusable;
  if (options.findReferences && connection === null) {
    return terminal.fail('usage', words.book.usage.find, exitCodes.unusable);
  }
  const bar = terminal.progressBar();
  const made = await openFile(terminal.dataFolder, {
    source: file,
    reading: reading.value,
    operation,
    maps: maps.value,
    connection,
    duplicates: options.duplicates ?? null,
    added: values.value,
    referenceOptional: false,
    addsReference: options.findReferences === true,
    refuse: (columns) =>
      wantedRows(
        only,
        columns.map(({ header }) => header),
      ),
    appVersion: terminal.version,
    onProgress: ({ rows, bytes, totalBytes, rowsPerSecond }) =>
      bar.draw(bytes, totalBytes, words.reading.progress(rows, rowsPerSecond)),
    signal: terminal.interrupted,
  });
  bar.clear();
  if (!made.ok) {
    const { code, facts } = made.failure;
    const exitCode = code === 'cancelled' ? exitCodes.interrupted : exitCodes.unusable;
    const { failures, hints } = words.reading;
    const sentence = failures[code](facts);
    const hint =
      code === 'header-not-first' || code === 'no-reference-column' || code === 'encoding-unclear'
        ? ` ${hints[code](facts)}`
        : '';
    return terminal.fail(code, sentence + hint, exitCode);
  }
  const editor = { who: personHere(), now: () => new Date() };
  leaveOutAsAsked(made.value, only);
  // Repaired before as well: a row that lacks cells is given a value only once it has them.
  if (values.value.length > 0 && options.repair) mustBeDone(repairAll(made.value, {}, editor));
  for (const value of values.value) setForAll(made.value, value, editor);
  if (options.repair) mustBeDone(repairAll(made.value, {}, editor));
  if (connection !== null) {
    if (options.findReferences) await tellFoundReferences(terminal, made.value, connection);
    // Where the book cannot be used, whoever asked for the batch says so.
    await checkKnownNow(terminal.dataFolder, made.value, connection);
  }
  // A row tells one doubt after the other.
  for (const _ of confirms.value) {
    for (const request of confirms.value) mustBeDone(confirmAll(made.value, request, editor));
  }
  if (connection !== null && confirms.value.length > 0)
    learnAllPlates(terminal.dataFolder, made.value, connection);
  return made.value;
}

function mustBeDone(step: Result<unknown>): void {
  if (!step.ok) throw new Error(`A new batch could not be changed: ${step.failure.code}`);
}
