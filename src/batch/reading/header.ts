import { fail, ok, type Result } from '../../permit/result.ts';
import { publishedNames } from './detect-dialect.ts';
import type { ReadFailure } from './reading-options.ts';
import { isBlank } from './table.ts';

export interface FoundHeader {
  /** Position among the records, from 0. */
  readonly index: number;
  /** True when records with text stand above it and nobody has confirmed it. */
  readonly proposed: boolean;
  /** True when no record names a field, so that the first one with text was taken. */
  readonly guessed: boolean;
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
