import { trimmed } from './cell.ts';
import { readDate } from './date-notation.ts';
import { headerKey } from './header-key.ts';
import { isOwnColumn, type SampleRows } from './mapping.ts';

/** A column whose first values look like reference IDs, and how many of them do. */
export interface ReferenceLike {
  /** From 0. */
  readonly column: number;
  readonly count: number;
  readonly total: number;
}

/** So many of a column's values have to look like it. */
const share = 0.95;

/** The column whose values look most like reference IDs; null where none does. Only ever a proposal. */
export function referenceLike(headers: readonly string[], rows: SampleRows): ReferenceLike | null {
  let best: ReferenceLike | null = null;
  for (const [column, header] of headers.entries()) {
    if (isOwnColumn(header) || headerKey(header) === '') continue;
    const values = rows.map((row) => trimmed(row[column] ?? '')).filter((value) => value !== '');
    const ids = new Set(values.filter(looksLikeReference));
    const found = { column, count: ids.size, total: values.length };
    // What stands again and again tells no permit from another.
    if (ids.size >= values.length * share && ids.size > (best?.count ?? 0)) best = found;
  }
  return best;
}

const uuid = /^[{(]?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}[)}]?$/i;

/** A UUID, or a long text of letters, digits and dashes such as no plate, date or telephone number is. */
function looksLikeReference(value: string): boolean {
  if (uuid.test(value)) return true;
  if (!/^[A-Za-z0-9-]{8,50}$/.test(value) || !/\d/.test(value) || !/[a-z]/i.test(value)) return false;
  return (value.includes('-') || value.length >= 12) && readDate(value).kind === 'none';
}
