import { comparable } from '../permit/same-value.ts';
import type { Book } from './book.ts';
import type { BookConnection, SourcedFact } from './fact.ts';
import { factsOf, findConnectionId } from './facts.ts';
import { type KnownPermit, knownPermits } from './known.ts';

/** Above every character of a reference ID, a plate or a number. */
const last = '\u{10FFFF}';

/**
 * Permits of a connection whose reference ID begins with `text` to the letter, or that have or had a plate or a permit
 * number that begins with it, whatever case, spaces and dashes; all for a blank one. In the order of their reference IDs.
 */
export function searchPermits(
  book: Book,
  connection: BookConnection,
  text: string,
  limit: number,
): KnownPermit[] {
  const id = findConnectionId(book.db, connection);
  const wanted = text.trim();
  const found = new Set<string>();
  const look = (column: string, from: string): void => {
    if (from === '' && wanted !== '') return;
    const rows = book.db
      .prepare(
        `select distinct reference from fact where connection = ? and ${column} >= ? and ${column} < ?
         order by ${column} limit ?`,
      )
      .all(id, from, from + last, limit) as { reference: string }[];
    for (const { reference } of rows) found.add(reference);
  };
  look('reference', wanted);
  if (wanted !== '') {
    look('plate_key', comparable('plate', wanted));
    look('permit_key', comparable('permitNo', wanted));
  }
  const references = [...found].toSorted().slice(0, limit);
  const known = knownPermits(book, connection, references);
  return references.flatMap((reference) => known.get(reference) ?? []);
}

/** All that was accepted for a permit, and what lists said of it, newest first. */
export function permitHistory(book: Book, connection: BookConnection, reference: string): SourcedFact[] {
  const facts = factsOf(book.db, findConnectionId(book.db, connection), [reference]);
  return (facts.get(reference) ?? []).toReversed();
}
