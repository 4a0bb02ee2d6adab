import { trimmed } from './cell.ts';
import { currencyNamed } from './currency.ts';
import { readDate } from './date-notation.ts';
import type { FieldName } from './field.ts';
import { headerKey, headerWords, namesAnotherThing } from './header-key.ts';
import { isOwnColumn, knownField, type SampleRows } from './mapping.ts';

/** A column whose first values look like a field, and how many of them do. */
export interface ValueLike {
  readonly field: FieldName;
  /** From 0. */
  readonly column: number;
  readonly count: number;
  readonly total: number;
}

/** So many of a column's values have to look like it. */
const share = 0.95;

/** The column whose values look most like reference IDs; null where none does. Only ever a proposal. */
export function referenceLike(headers: readonly string[], rows: SampleRows): ValueLike | null {
  let best: ValueLike | null = null;
  for (const [column, header] of headers.entries()) {
    if (isOwnColumn(header) || headerKey(header) === '') continue;
    const values = valuesOf(rows, column);
    const ids = new Set(values.filter(looksLikeReference));
    const found = { field: 'referenceId', column, count: ids.size, total: values.length } as const;
    // What stands again and again tells no permit from another.
    if (ids.size >= values.length * share && ids.size > (best?.count ?? 0)) best = found;
  }
  return best;
}

/**
 * The column whose values alone look like a field that no header names; null where none does, or several do: then
 * nobody could say which is meant. Only ever a proposal.
 */
export function valuesLike(field: FieldName, headers: readonly string[], rows: SampleRows): ValueLike | null {
  if (field === 'referenceId') return referenceLike(headers, rows);
  const kind = valueKinds[field];
  if (kind === undefined) return null;
  const found = headers.flatMap((header, column): ValueLike[] => {
    if (!mayBe(header, kind.others)) return [];
    const values = valuesOf(rows, column);
    const count = values.filter(kind.looksLike).length;
    const enough = values.length >= fewest && count >= values.length * share;
    const varied = !kind.varies || new Set(values).size >= values.length * mostlyDifferent;
    return enough && varied ? [{ field, column, count, total: values.length }] : [];
  });
  const [only, another] = found;
  return only && !another ? only : null;
}

/** Fewer values than these tell nothing. */
const fewest = 2;
const mostlyDifferent = 0.8;

interface ValueKind {
  readonly looksLike: (value: string) => boolean;
  /** Words of headers that say it is another thing with such values. */
  readonly others: ReadonlySet<string>;
  /** What stands again and again is none. */
  readonly varies?: boolean;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const valueKinds: Partial<Readonly<Record<FieldName, ValueKind>>> = {
  endDate: {
    looksLike: (value) => value.length >= 8 && readDate(value).kind !== 'none',
    others: words(
      'birth dob naissance seen vu last dernier printed imprime registered inscrit sent envoye due',
    ),
  },
  amount: {
    looksLike: (value) => /^(?:[a-z]{2,3} ?)?\$? ?\d{1,6}[.,]\d{2}(?: ?\$| ?[a-z]{3})?$/i.test(value),
    others: words(
      'lat latitude lng long longitude rate taux hours heures percent pourcentage weight poids version',
    ),
  },
  currency: { looksLike: (value) => currencyNamed(value) !== null, others: words('') },
  plate: {
    looksLike: isPlateLike,
    others: words(
      'permit permis zone lot space stall place unit apt appartement postal zip code vin serial serie id ref invoice facture sku model',
    ),
    varies: true,
  },
};

/** Whether a header says nothing of what its column holds. */
function mayBe(header: string, others: ReadonlySet<string>): boolean {
  if (isOwnColumn(header) || headerKey(header) === '' || knownField(header) !== undefined) return false;
  const said = headerWords(header);
  return !namesAnotherThing(said) && !said.some((word) => others.has(word));
}

function valuesOf(rows: SampleRows, column: number): string[] {
  return rows.map((row) => trimmed(row[column] ?? '')).filter((value) => value !== '');
}

const uuid = /^[{(]?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}[)}]?$/i;

/** A UUID, or a long text of letters, digits and dashes such as no plate, date or telephone number is. */
function looksLikeReference(value: string): boolean {
  if (uuid.test(value)) return true;
  if (!/^[A-Za-z0-9-]{8,50}$/.test(value) || !/\d/.test(value) || !/[a-z]/i.test(value)) return false;
  return (value.includes('-') || value.length >= 12) && readDate(value).kind === 'none';
}

const postalCode = /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/;

/** Five to eight capitals and digits, some of each, in one group or two: vanity plates are no sign of a column of plates. */
function isPlateLike(value: string): boolean {
  const bare = value.replace(/[ -]/, '');
  if (!/^[A-Z0-9]{5,8}$/.test(bare) || postalCode.test(value)) return false;
  return /[A-Z]/.test(bare) && /\d/.test(bare);
}
