import { statSync } from 'node:fs';
import { openDocument } from '../../src/batch/file/open-document.ts';
import { pendingRequests } from '../../src/batch/push/pending.ts';
import { bookPath, withBook } from '../../src/book/book.ts';
import { changesOf, rowChanges } from '../../src/book/changes.ts';
import { bookStatus } from '../../src/book/holdings.ts';
import { connectionByHand } from '../../src/connections/connection.ts';
import { checkKnownNow } from '../../src/jobs/connection-check.ts';
import { rowKinds } from '../../src/jobs/row-kinds.ts';
import type { Result } from '../../src/permit/result.ts';
import { createOnce } from '../reading/tasks.ts';

/** As `fillOutcomes` pushes. */
const connection = { controller: 'https://controller.example.com', client: 'OC-TOMA' };

/** The first use of a book that is not there: it is made of the batches. */
export function rebuildBook({ dataFolder }: { dataFolder: string }) {
  const startedAt = performance.now();
  const { permits } = done(withBook(dataFolder, (book) => bookStatus(book, connection)));
  return { ms: performance.now() - startedAt, permits, megabytes: statSync(bookPath(dataFolder)).size / 1e6 };
}

/** A file is read and checked, and held against the book; how long, and how much of that its permits are looked up and its rows held against them. Milliseconds. */
export async function checkWithBook({
  dataFolder,
  path,
  folder,
}: {
  dataFolder: string;
  path: string;
  folder: string;
}) {
  const { ms, batch, invalid } = await createOnce({ path, folder });
  const document = done(openDocument(batch));
  const heldAt = performance.now();
  const { controller, client } = connection;
  const byHand = connectionByHand(controller, client);
  done(await checkKnownNow(dataFolder, document, byHand));
  const held = performance.now() - heldAt;
  const kinds = toEnd(rowKinds(dataFolder, document, byHand));
  const editedAt = performance.now();
  toEnd(rowKinds(dataFolder, document, byHand, { kinds, since: [2] }));
  const edited = performance.now() - editedAt;
  const counts = { changed: 0, unchanged: 0, unknown: 0 };
  return done(
    withBook(dataFolder, (book) => {
      const startedAt = performance.now();
      for (const { change } of rowChanges(book, document, connection)) counts[change]++;
      const changes = performance.now() - startedAt;
      let lookup = 0;
      for (const rows of pendingRequests(document)) {
        const from = performance.now();
        changesOf(book, connection, 'update', rows);
        lookup += performance.now() - from;
      }
      return { check: ms + held + changes, held, changes, edited, lookup, invalid, ...counts };
    }),
  );
}

function toEnd<Value>(steps: Generator<unknown, Result<Value>>): Value {
  for (;;) {
    const next = steps.next();
    if (next.done) return done(next.value);
  }
}

function done<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}
