import { type CurrentRow, rowPages, rowsWithIssue } from '../batch/file/current-row.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { readMeta, rulesOf } from '../batch/file/meta.ts';
import { trimmed } from '../permit/cell.ts';
import { createRules } from '../permit/create.ts';
import { mappingOf } from '../permit/mapping.ts';
import { matchHeaders } from '../permit/match-headers.ts';
import { comparable } from '../permit/same-value.ts';
import type { Book } from './book.ts';
import type { BookConnection } from './fact.ts';
import { type FoundPermit, findPermits } from './same-permit.ts';

/** Where a file says which permit a row is about, besides the reference ID: positions of columns; -1 for none. */
export interface SearchColumns {
  readonly reference: number;
  readonly number: number;
  readonly zone: number;
  readonly plate: number;
}

/** The columns to look permits up by; null where there are none. */
export function searchColumns(document: BatchDocument): SearchColumns | null {
  const columns = readMeta(document, 'columns') ?? [];
  const mapping = mappingOf(columns);
  // An update has no field for a permit's number and zone: they are told by their headers.
  const told = matchHeaders(
    columns.map(({ header }) => header),
    createRules,
  );
  const at = (field: 'permitNo' | 'zone' | 'plate') => {
    const own = mapping.indexOf(field);
    const certain = told.findIndex((column) => column.field === field);
    const found =
      own >= 0 ? own : certain >= 0 ? certain : told.findIndex(({ proposal }) => proposal === field);
    return mapping[found] === null || mapping[found] === field ? found : -1;
  };
  const found = {
    reference: mapping.indexOf('referenceId'),
    number: at('permitNo'),
    zone: at('zone'),
    plate: at('plate'),
  };
  return found.number < 0 && found.plate < 0 ? null : found;
}

/** The permits that each of these rows may mean, by row number; of those that have a reference ID nothing is said. */
export function permitsMeant(
  book: Book,
  connection: BookConnection,
  columns: SearchColumns,
  rows: readonly CurrentRow[],
): Map<number, readonly FoundPermit[]> {
  const cell = ({ cells }: CurrentRow, at: number) => (at < 0 ? '' : trimmed(cells[at] ?? ''));
  const sought = rows
    .filter((row) => cell(row, columns.reference) === '')
    .map((row) => ({
      row: row.number,
      number: comparable('permitNo', cell(row, columns.number)),
      zone: comparable('zone', cell(row, columns.zone)),
      plates: cell(row, columns.plate)
        .split(/[,;/&\r\n]+/)
        .map((plate) => comparable('plate', plate))
        .filter((plate) => plate !== ''),
    }));
  const permits = findPermits(
    book,
    connection,
    sought.flatMap(({ number }) => (number === '' ? [] : [number])),
    sought.flatMap(({ plates }) => plates),
  );
  return new Map(
    sought.map(({ row, number, zone, plates }) => {
      const inZone = ({ values }: FoundPermit) => !zone || !values.zone || values.zone === zone;
      const numbered = permits.byNumber(number).filter(inZone);
      const plated = plates
        .flatMap((plate) => permits.byPlate(plate).filter(({ values }) => values.plate === plate))
        .filter(inZone);
      // A permit of another number is another permit, whatever its plate.
      const found =
        numbered.length > 0
          ? narrowed(numbered, plated)
          : plated.filter(({ values }) => !number || !values.permitNo);
      return [row, [...new Map(found.map((permit) => [permit.known.reference, permit])).values()]];
    }),
  );
}

/** Of several permits with one number those that have the row's plate, where there are such. */
function narrowed(numbered: readonly FoundPermit[], plated: readonly FoundPermit[]): readonly FoundPermit[] {
  const both = numbered.filter(({ known }) =>
    plated.some((other) => other.known.reference === known.reference),
  );
  return both.length > 0 ? both : numbered;
}

/** How many rows lack a reference ID, by how many permits the book knows that they may mean: one, several or none. */
export interface ReferenceCounts {
  found: number;
  ambiguous: number;
  missing: number;
}

/** Rows that a reference ID is wanted of. */
export const rowsWithoutReference = rowsWithIssue("code in ('reference-missing', 'reference-ambiguous')", []);

/** Counts all rows that lack a reference ID and are not left out, pausing after each page; null where nothing tells them. */
export function* countReferences(
  book: Book,
  document: BatchDocument,
  connection: BookConnection,
): Generator<void, ReferenceCounts | null, void> {
  const columns = searchColumns(document);
  if (columns === null || rulesOf(document).key !== 'referenceId') return null;
  const counts = { found: 0, ambiguous: 0, missing: 0 };
  for (const rows of rowPages(document, columns.reference < 0 ? undefined : rowsWithoutReference)) {
    const wanted = rows.filter(({ skipped }) => skipped === 0);
    for (const permits of permitsMeant(book, connection, columns, wanted).values()) addTo(counts, permits);
    yield;
  }
  return counts;
}

export function addTo(counts: ReferenceCounts, { length }: readonly FoundPermit[]): void {
  if (length === 1) counts.found++;
  else if (length === 0) counts.missing++;
  else counts.ambiguous++;
}
