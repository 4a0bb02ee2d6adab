import type { EditFailure, Editor } from '../batch/edits/edit.ts';
import { fetchedAfter } from '../batch/edits/fetched-rows.ts';
import { changeManyRows, type ManyRows, type RowPlanner } from '../batch/edits/many-rows.ts';
import { markKnown } from '../batch/edits/mark-known.ts';
import { runInSlices, type SlicedStep } from '../batch/edits/sliced-step.ts';
import { readCounts } from '../batch/file/counts.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { type BookFailure, withBookPausing } from '../book/book.ts';
import { bookConnectionOf } from '../book/fact.ts';
import { knownOfRows } from '../book/known-rows.ts';
import {
  addTo,
  permitsMeant,
  type ReferenceCounts,
  rowsWithoutReference,
  searchColumns,
} from '../book/reference-search.ts';
import type { Connection } from '../connections/connection.ts';
import { ok, type Result } from '../permit/result.ts';

/**
 * Fills in the reference ID of each row that lacks one and of which the permit book knows exactly one permit, all as one
 * step that undo takes back; rows that several permits may be meant by get them to choose from. `onCounts` hears how many.
 */
export function* findReferences(
  dataFolder: string,
  document: BatchDocument,
  connection: Connection,
  editor: Editor,
  onCounts: (counts: ReferenceCounts) => void = () => {},
  writer = document,
): SlicedStep<EditFailure | BookFailure> {
  const at = bookConnectionOf(connection);
  const columns = searchColumns(document);
  if (columns === null || columns.reference < 0) return ok(null);
  const { issues } = readCounts(document);
  const counts = { found: 0, ambiguous: 0, missing: 0 };
  const several = new Set<number>();
  const done = yield* withBookPausing(dataFolder, function* (book) {
    const plan: RowPlanner = (checked) => {
      const wanted = checked.map(({ row }) => row).filter(({ skipped }) => skipped === 0);
      const meant = permitsMeant(book, at, columns, wanted);
      return ok(
        checked.map(({ row: { number } }) => {
          const permits = meant.get(number);
          if (permits === undefined) return [];
          addTo(counts, permits);
          const [first, second] = permits;
          if (second) several.add(number);
          if (!first || second) return [];
          const value = first.known.reference;
          return [{ row: number, column: columns.reference + 1, value, kind: 'edit' }];
        }),
      );
    };
    const total = (issues['reference-missing']?.count ?? 0) + (issues['reference-ambiguous']?.count ?? 0);
    const pages: ManyRows['pages'] = (look) => fetchedAfter(look, rowsWithoutReference);
    const filled = yield* changeManyRows(document, { pages, plan, total }, editor, writer);
    if (!filled.ok) return filled;
    onCounts(counts);
    const seeks = ({ number }: { readonly number: number }) => several.has(number);
    return yield* markKnown(document, knownOfRows(book, document, at, Date.now(), seeks), writer);
  });
  return done.ok ? done.value : done;
}

/** The same, to its end; answers how many rows it found the reference ID of. */
export async function findReferencesNow(
  dataFolder: string,
  document: BatchDocument,
  connection: Connection,
  editor: Editor,
): Promise<Result<ReferenceCounts, BookFailure | EditFailure | 'cancelled'>> {
  let counts: ReferenceCounts = { found: 0, ambiguous: 0, missing: 0 };
  const step = findReferences(dataFolder, document, connection, editor, (found) => {
    counts = found;
  });
  const signal = new AbortController().signal;
  const done = await runInSlices(step, { signal, onProgress: () => {} });
  return done.ok ? ok(counts) : done;
}
