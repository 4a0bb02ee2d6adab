import { writeTable } from '../batch/exports/table-file.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { rulesOf } from '../batch/file/meta.ts';
import { withBook } from '../book/book.ts';
import { type ChangeCounts, type RowChange, rowChanges, type SameAsLast, sameWith } from '../book/changes.ts';
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
): Promise<ToldChanges | null | ExitCode> {
  let same: SameAsLast | null = null;
  const counts = { changed: 0, unchanged: 0, unknown: 0 };
  const found = withBook(terminal.dataFolder, (book) => {
    const lines: string[][] = [diffHeader];
    for (const row of rowChanges(book, document, bookConnectionOf(connection))) {
      counts[row.change]++;
      same = sameWith(same, row);
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
  const notes = sameNotes(terminal, same, counts.changed + counts.unchanged + counts.unknown);
  for (const note of notes) terminal.note(note);
  return { counts, notes };
}

/** What a file would change, and what is to be noted of it. */
interface ToldChanges {
  readonly counts: ChangeCounts;
  readonly notes: readonly string[];
}

/**
 * Notes before a push how many rows carry exactly what was accepted last time; without such rows nothing. Where the book
 * cannot be used that is said: then nobody looks whether a permit was created here before.
 */
export function noteSameRows(terminal: Terminal, document: BatchDocument, connection: Connection): void {
  const isUpdate = rulesOf(document).name === 'update';
  const found = withBook(terminal.dataFolder, (book) => {
    let [same, all]: [SameAsLast | null, number] = [null, 0];
    if (isUpdate) {
      for (const row of rowChanges(book, document, bookConnectionOf(connection))) {
        same = sameWith(same, row);
        all++;
      }
    }
    return sameNotes(terminal, same, all);
  });
  const { failures } = terminal.words.book;
  const notes = found.ok ? found.value : [failures[found.failure.code](found.failure.facts)];
  for (const note of notes) terminal.note(note);
}

function sameNotes({ words }: Terminal, same: SameAsLast | null, all: number): string[] {
  if (same === null) return [];
  return [words.book.same(same.rows, all, new Date(same.at).toISOString().slice(0, 10), same.batch)];
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
