import { listBatches } from '../batch/library/history.ts';
import type { Cli } from './cli.ts';
import { action } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** `list`: past batches, newest first; one that cannot be opened is told of on standard error. */
export function registerList(cli: Cli): void {
  cli.program.command('list').description(cli.words.cli.commands.list).action(action(cli, list));
}

function list(terminal: Terminal): ExitCode {
  const { words } = terminal;
  const { batches, unopened } = listBatches(terminal.dataFolder);
  for (const { batch, failure } of unopened) {
    terminal.note(words.cli.notListed(batch, words.reading.unopened[failure.code]));
  }
  terminal.printJson({ batches });
  if (batches.length === 0) {
    if (unopened.length === 0) terminal.print(words.cli.noBatches);
    return exitCodes.good;
  }
  const lines = batches.map((one) => [
    one.createdAt.slice(0, 16).replace('T', ' '),
    one.file,
    ...[one.rows, one.accepted, one.rejected, one.unknown, one.unsent, one.skipped].map(String),
    one.interrupted ? words.cli.listInterrupted : '',
  ]);
  for (const line of aligned([words.cli.listHeader, ...lines])) terminal.print(line);
  return exitCodes.good;
}

/** Numbers (all but the first two columns and the last) to the right. */
function aligned(table: readonly (readonly string[])[]): string[] {
  const columns = table[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...table.map((cells) => (cells[column] ?? '').length)),
  );
  return table.map((cells) =>
    widths
      .map((width, column) => {
        const cell = cells[column] ?? '';
        return column < 2 || column === columns - 1 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}
