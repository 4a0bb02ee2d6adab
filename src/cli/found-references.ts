import type { BatchDocument } from '../batch/file/document.ts';
import { personHere } from '../batch/file/person.ts';
import type { Connection } from '../connections/connection.ts';
import { findReferencesNow } from '../jobs/find-references.ts';
import type { Terminal } from './terminal.ts';

/** Looks up the reference IDs of the rows that lack one, and says how many were found. */
export async function tellFoundReferences(
  terminal: Terminal,
  document: BatchDocument,
  connection: Connection,
): Promise<void> {
  const { book } = terminal.words;
  const editor = { who: personHere(), now: () => new Date() };
  const done = await findReferencesNow(terminal.dataFolder, document, connection, editor);
  if (done.ok) {
    const { found, ambiguous, missing } = done.value;
    terminal.note(book.references(found, ambiguous, missing));
    return;
  }
  const { code, facts } = done.failure;
  if (code !== 'book-unusable') throw new Error(`Reference IDs could not be filled in: ${code}`);
  terminal.note(book.failures[code](facts));
}
