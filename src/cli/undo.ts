import { currentRow, rowColumns, type StoredRow } from '../batch/file/current-row.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { leftOutReason } from '../batch/file/left-out.ts';
import { readMeta } from '../batch/file/meta.ts';
import { undoBatch } from '../jobs/undo.ts';
import { trimmed } from '../permit/cell.ts';
import { mappingOf } from '../permit/mapping.ts';
import type { Cli } from './cli.ts';
import { action } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { openGivenBatch } from './given-batch.ts';
import type { Terminal } from './terminal.ts';

/** `undo`: makes a batch that puts back what was known of the permits before another one was pushed. */
export function registerUndo(cli: Cli): void {
  cli.program
    .command('undo')
    .argument('<BATCH>')
    .description(cli.words.book.commands.undo)
    .action(action(cli, undo));
}

async function undo(terminal: Terminal, _options: object, given: string): Promise<ExitCode> {
  const document = openGivenBatch(terminal, given);
  if (typeof document === 'number') return document;
  const { book: words, cli } = terminal.words;
  try {
    const made = await undoBatch(terminal.dataFolder, document, terminal.version);
    if (!made.ok) {
      const { code, facts } = made.failure;
      const isRefusal = code === 'undo-nothing' || code === 'undo-delete';
      return terminal.fail(
        code,
        undoFailure(terminal, code, facts),
        isRefusal ? exitCodes.rowsNotGood : exitCodes.unusable,
      );
    }
    const { document: undoing, counts } = made.value;
    const { path } = undoing;
    const leftOut = leftOutLines(terminal, undoing);
    undoing.close();
    const { restorable, partly, 'changed-since': changedSince, 'not-known': notKnown } = counts;
    const rows = restorable + partly + changedSince + notKnown;
    for (const line of words.undone({ restorable, partly, changedSince, notKnown })) terminal.print(line);
    for (const line of leftOut) terminal.print(`  ${line}`);
    const more = rows - restorable - leftOut.length;
    if (more > 0) terminal.print(`  ${terminal.words.report.capped(leftOut.length, rows - restorable)}`);
    terminal.print(cli.batchAt(path));
    terminal.printJson({ batch: path, rows, restorable, partly, changedSince, notKnown });
    return exitCodes.good;
  } finally {
    document.close();
  }
}

const mostListed = 20;

/** The first rows that are left out, each with its permit and why. */
function leftOutLines({ words }: Terminal, document: BatchDocument): string[] {
  const reference = mappingOf(readMeta(document, 'columns') ?? []).indexOf('referenceId');
  const rows = document.db
    .prepare(`select ${rowColumns} from row where skipped <> 0 order by number limit ?`)
    .all(mostListed) as unknown as StoredRow[];
  return rows.map(currentRow).map(({ cells, skipped }) => {
    const reason = leftOutReason(skipped);
    return `${trimmed(cells[reference] ?? '')}: ${reason === null ? '' : words.leftOut[reason]}`;
  });
}

type UndoRefusal = Extract<Awaited<ReturnType<typeof undoBatch>>, { ok: false }>['failure'];

function undoFailure(
  { words: { book, push, reading } }: Terminal,
  code: UndoRefusal['code'],
  facts: UndoRefusal['facts'],
): string {
  switch (code) {
    case 'undo-nothing':
    case 'undo-delete':
    case 'book-unusable':
      return book.failures[code](facts);
    default:
      return code in push.results
        ? push.results[code as keyof typeof push.results](facts)
        : reading.failures[code as keyof typeof reading.failures](facts);
  }
}
