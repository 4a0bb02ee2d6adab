import { trimmed } from '../../permit/cell.ts';
import { isReference } from '../../permit/reference.ts';
import { countOf, type Dialect, fits, linesOf } from './dialect.ts';
import { lineCells } from './odd-record.ts';

/** Whether a record with line breaks in its cells has a line that may read like a row: told fast, as most have none. */
export function mayHoldRows(record: string, { delimiter, width, headerWidth }: Dialect): boolean {
  const least = (headerWidth === 0 ? width : Math.min(width, headerWidth)) - 1;
  return linesOf(record)
    .slice(1)
    .some((line) => countOf(line, delimiter) >= least);
}

/**
 * Where the reference ID would have to stand for lines of this record to read like rows of its table: the columns,
 * from 1, in which a line with the table's number of cells has the form of one. A line is one of a cell, or one of
 * the record where its first is as long as a row too, so that a stray quote in each of two rows may have made it.
 */
export function heldRows(record: string, cells: readonly string[], dialect: Dialect): number[] {
  const first = linesOf(record)[0] ?? '';
  const lines = cells.flatMap((cell) => {
    const of = linesOf(cell);
    return of.length > 1 ? of : [];
  });
  if (fits(lineCells(first, dialect).length, dialect)) lines.push(...linesOf(record).slice(1));
  // A reference ID has a digit in it, other than words, unless the record's own has none.
  const plain = cells.map((cell) => !/\d/.test(cell));
  const columns = new Set<number>();
  for (const line of lines) {
    const parts = lineCells(line, dialect);
    if (!fits(parts.length, dialect)) continue;
    parts.forEach((part, at) => {
      const bare = trimmed(part.replaceAll(dialect.quote, ''));
      if (isReference(bare) && (plain[at] || /\d/.test(bare))) columns.add(at + 1);
    });
  }
  return [...columns].sort((a, b) => a - b);
}
