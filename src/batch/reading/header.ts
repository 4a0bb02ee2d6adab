import { trimmed } from '../../permit/cell.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { publishedNames } from './detect-dialect.ts';
import type { ReadFailure, ReadingNote } from './reading-options.ts';

export interface FoundHeader {
  /** Position among the records, from 0. */
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
 * Which of the first records is the header: the one a person laid down (counted from 1), else the first that names a
 * published field or a header that a person mapped, else the first that has text.
 */
export function findHeader(
  records: readonly (readonly string[])[],
  stated: number | undefined,
  mappedHeaders: readonly string[],
): Result<FoundHeader, ReadFailure> {
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
  if (guessed) notes.push({ code: 'header-guessed', facts: { row: index + 1 } });
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
