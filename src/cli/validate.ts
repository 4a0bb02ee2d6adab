import { summarise } from '../batch/check/summary.ts';
import { writeCorrected, writeIssueList } from '../batch/exports/row-exports.ts';
import { readCounts } from '../batch/file/counts.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { rowsByNumber } from '../batch/rows/rows.ts';
import type { Connection } from '../connections/connection.ts';
import { findConnection } from '../connections/store.ts';
import { batchReport, secondsSince } from './batch-report.ts';
import { tellChanges } from './changes.ts';
import { addCheckOptions, type CheckCommandOptions, checkFile } from './check-file.ts';
import type { Cli } from './cli.ts';
import { columnNotes } from './column-notes.ts';
import { action } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { noteSentences, tellNotes } from './read.ts';
import type { Terminal } from './terminal.ts';

interface ValidateOptions extends CheckCommandOptions {
  readonly connection?: string;
  readonly errors?: string;
  readonly out?: string;
  readonly diff?: string;
}

/** How many issues the JSON lists, and how many are told to people. */
const listedIssues = 1_000;
const toldIssues = 20;

/** `validate`: reads and checks a file; no network, no token. */
export function registerValidate(cli: Cli): void {
  const { commands, options } = cli.words.reading;
  const command = cli.program.command('validate').argument('<FILE>').description(commands.validate);
  addCheckOptions(command, cli.words)
    .option('--connection <NAME>', options.connection)
    .option('--errors <OUT.csv>', options.errors)
    .option('--out <FIXED.csv>', options.fixed)
    .option('--diff <OUT.csv>', cli.words.book.options.diff)
    .action(action(cli, validate));
}

async function validate(terminal: Terminal, options: ValidateOptions, file: string): Promise<ExitCode> {
  const startedAt = performance.now();
  const connection = connectionNamed(terminal, options.connection);
  if (typeof connection === 'number') return connection;
  if (connection === null && options.diff !== undefined) {
    return terminal.fail('usage', terminal.words.book.usage.diff, exitCodes.unusable);
  }
  const document = await checkFile(terminal, file, options, connection);
  if (typeof document === 'number') return document;
  try {
    const { words } = terminal;
    const written = [
      ...(options.errors === undefined
        ? []
        : [await writeIssueList(document, options.errors, (issue) => words.issues.message(issue))]),
      ...(options.out === undefined ? [] : [await writeCorrected(document, options.out)]),
    ];
    for (const file of written) {
      if (file.ok) terminal.tell(words.reading.written(file.value));
      else {
        const { code, facts } = file.failure;
        return terminal.fail(code, words.reading.exports[code](facts), exitCodes.unusable);
      }
    }
    tell(terminal, document);
    const changes =
      connection === null ? null : await tellChanges(terminal, document, connection, options.diff);
    if (typeof changes === 'number') return changes;
    terminal.printJson({
      ...batchReport(document),
      ...(changes && { changes: changes.counts }),
      notes: [
        ...noteSentences(terminal, summarise(document).notes),
        ...columnNotes(terminal, document),
        ...(changes?.notes ?? []),
      ],
      issues: firstIssues(terminal, document, listedIssues),
      seconds: secondsSince(startedAt),
    });
    const { invalid, leftOut } = readCounts(document);
    return invalid > leftOut.invalid ? exitCodes.rowsNotGood : exitCodes.good;
  } finally {
    document.close();
  }
}

function connectionNamed(terminal: Terminal, name: string | undefined): Connection | null | ExitCode {
  if (name === undefined) return null;
  const found = findConnection(terminal.dataFolder, name);
  if (found.ok) return found.value;
  const { code, facts } = found.failure;
  return terminal.fail(code, terminal.words.opscom.failures[code](facts), exitCodes.unusable);
}

function tell(terminal: Terminal, document: BatchDocument): void {
  const { words } = terminal;
  const { rows, valid, warned, invalid, leftOut, issueCounts, notes } = summarise(document);
  tellNotes(terminal, notes);
  for (const note of columnNotes(terminal, document)) terminal.note(note);
  for (const { code, count, severity } of issueCounts) {
    terminal.print(words.reading.issueCount(severity, words.issues.titles[code], count));
  }
  if (terminal.json) return;
  const issues = firstIssues(
    terminal,
    document,
    toldIssues,
    'row in (select number from row where skipped = 0)',
  );
  for (const { row, message } of issues) terminal.print(words.reading.issueLine(row, message));
  const total = issueCounts.reduce((sum, { count }) => sum + count, 0);
  if (total > issues.length) terminal.print(words.reading.moreIssues(total - issues.length));
  terminal.print(
    words.reading.counts({
      rows,
      valid: valid - leftOut.valid,
      warned: warned - leftOut.warned,
      invalid: invalid - leftOut.invalid,
      leftOut: leftOut.valid + leftOut.warned + leftOut.invalid,
    }),
  );
  terminal.print(words.cli.batchAt(document.path));
}

interface ListedIssue {
  readonly row: number;
  readonly message: string;
}

/** The first issues by row, then column; those of the whole row first. */
function firstIssues(terminal: Terminal, document: BatchDocument, most: number, where = '1'): ListedIssue[] {
  const { issues: words } = terminal.words;
  const numbers = document.db
    .prepare(`select distinct row from issue where ${where} order by row limit ?`)
    .all(most) as { row: number }[];
  const rows = rowsByNumber(
    document,
    numbers.map(({ row }) => row),
  );
  return rows
    .flatMap(({ number, issues }) =>
      issues.map((issue) => ({
        row: number,
        column: issue.column,
        field: issue.field,
        code: issue.code,
        severity: issue.severity,
        message: words.message(issue),
        value: issue.value,
        repair: issue.repair && {
          value: issue.repair.value,
          label: words.repairLabel(issue.repair, issue.value),
          safe: issue.repair.safe,
        },
      })),
    )
    .slice(0, most);
}
