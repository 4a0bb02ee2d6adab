import { writeTable } from '../batch/exports/table-file.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { withBook } from '../book/book.ts';
import { type ChangeCounts, type RowChange, rowChanges } from '../book/changes.ts';
import { bookConnectionOf } from '../book/fact.ts';
import type { Connection } from '../connections/connection.ts';
import { writeNewFile } from '../disk/new-file.ts';
import { tellBookFailure } from './book.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/**
 * Tells how many rows would change what was last known of a connection's permits, and writes each such cell where that
 * was asked. A book that cannot be used is told of, and keeps nobody from checking: null, unless `diff` was asked for.
 */
export async function tellChanges(
  terminal: Terminal,
  document: BatchDocument,
  connection: Connection,
  diff: string | undefined,
): Promise<ChangeCounts | null | ExitCode> {
  const counts = { changed: 0, unchanged: 0, unknown: 0 };
  const found = withBook(terminal.dataFolder, (book) => {
    const lines: string[][] = [diffHeader];
    for (const row of rowChanges(book, document, bookConnectionOf(connection))) {
      counts[row.change]++;
      if (diff !== undefined) lines.push(...diffLines(row));
    }
    return lines;
  });
  const { words } = terminal;
  if (!found.ok) {
    if (diff !== undefined) return tellBookFailure(terminal, found.failure);
    terminal.note(words.book.failures[found.failure.code](found.failure.facts));
    return null;
  }
  if (diff !== undefined) {
    const written = await writeNewFile(diff, (file) => writeTable(file, diff, found.value));
    if (!written.ok) {
      const { code, facts } = written.failure;
      return terminal.fail(code, words.reading.exports[code](facts), exitCodes.unusable);
    }
    terminal.tell(words.reading.written(written.value));
  }
  terminal.print(words.book.changes(counts.changed, counts.unchanged, counts.unknown));
  return counts;
}

const diffHeader = ['row', 'opscom_reference_id', 'field', 'known', 'new', 'known_since', 'known_from'];

function diffLines({ row, reference, cells }: RowChange): string[][] {
  return cells.map(({ field, known, wanted }) => [
    String(row),
    reference ?? '',
    field,
    known.value,
    wanted,
    new Date(known.at).toISOString(),
    known.batch,
  ]);
}
