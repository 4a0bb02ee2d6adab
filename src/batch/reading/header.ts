import { trimmed } from '../../permit/cell.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { publishedNames } from './detect-dialect.ts';
import type { ReadFailure, ReadingNote } from './reading-options.ts';

export interface FoundHeader {
  /** Position among the records, from 0; -1 where the file has no header. */
  readonly index: number;
  /** True when records with text stand above it and nobody has confirmed it. */
  readonly proposed: boolean;
  /** True when no record names a field, so that the first one with text was taken. */
  readonly guessed: boolean;
}

/** A record without any text: not a row, though it counts for the row numbers. */
export function isBlank(record: readonly string[]): boolean {
  for (const cell of record) if (cell !== '' && trimmed(cell) !== '') return false;
  return true;
}

/**
 * Which of the first records is the header: the one a person laid down (counted from 1; 0: the file has none), else the first that names a
 * published field or a header that a person mapped, else the first that has text.
 */
export function findHeader(
  records: readonly (readonly string[])[],
  stated: number | undefined,
  mappedHeaders: readonly string[],
): Result<FoundHeader, ReadFailure> {
  if (stated === 0) return ok({ index: -1, proposed: false, guessed: false });
  if (stated !== undefined) {
    const record = records[stated - 1];
    if (!record || isBlank(record)) return fail('header-row-missing', { row: stated });
    return ok({ index: stated - 1, proposed: false, guessed: false });
  }
  const first = records.findIndex((record) => !isBlank(record));
  if (first === -1) return fail('file-empty', {});
  const wanted = new Set(mappedHeaders.map((header) => header.trim()));
  const named = records.findIndex(
    (record) => publishedNames(record) > 0 || record.some((cell) => wanted.has(cell.trim())),
  );
  if (named === -1) return ok({ index: first, proposed: false, guessed: true });
  return ok({ index: named, proposed: named !== first, guessed: false });
}

/** What is odd about a header, and about where it was found. */
export function headerNotes(
  headers: readonly string[],
  { index, proposed, guessed }: FoundHeader,
): ReadingNote[] {
  const notes: ReadingNote[] = [];
  if (proposed) notes.push({ code: 'header-not-first', facts: { row: index + 1 } });
  if (guessed) {
    const facts = { row: index + 1, ...(readsLikeData(headers) && { data: 1 }) };
    notes.push({ code: 'header-guessed', facts });
  }
  const blank = headers.filter((header) => header === '').length;
  if (blank > 0) notes.push({ code: 'header-blank', facts: { count: blank } });
  const seen = new Set<string>();
  for (const header of headers) {
    if (header === '') continue;
    if (seen.has(header)) notes.push({ code: 'header-repeated', facts: { header } });
    seen.add(header);
  }
  return notes;
}

/** What the columns of a file without a header are called: `Column 1` and so on, as many as most of its records have cells. */
export function columnNames(records: readonly (readonly string[])[]): string[] {
  const counts = new Map<number, number>();
  for (const record of records) {
    if (!isBlank(record)) counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
  }
  const [width] = [...counts].reduce(
    (most, one) => (one[1] > most[1] || (one[1] === most[1] && one[0] > most[0]) ? one : most),
    [1, 0],
  );
  return Array.from({ length: width }, (_, at) => `Column ${at + 1}`);
}

/** A date, an amount, or an ID: what stands in a permit's row and in no header. */
const datum =
  /^(?:\d{4}-\d\d?-\d\d?(?:[T ].*)?|\d\d?[./-]\d\d?[./-]\d{2,4}(?: .*)?|\d+[.,]\d\d|\d{3,}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;

/** Whether a record that was taken for a header is plainly a row. */
export function readsLikeData(record: readonly string[]): boolean {
  return record.some((cell) => datum.test(trimmed(cell)));
}
