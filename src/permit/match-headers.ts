import { trimmed } from './cell.ts';
import { clockRole, type DateField, dateFields, isDateField } from './column-role.ts';
import { readDate } from './date-notation.ts';
import type { FieldName } from './field.ts';
import { headerKey, headerWords, withoutHint } from './header-key.ts';
import { nearness } from './header-nearness.ts';
import { isTimeOfDay } from './joined-date.ts';
import { type ColumnMatch, isOwnColumn, knownField, matchCertainly, type SampleRows } from './mapping.ts';
import type { OperationRules } from './operation.ts';
import { updateRules } from './update.ts';
import { valuesLike } from './value-proposal.ts';

/**
 * What each header stands for to an operation. A question (`proposal`) is asked of a column that looks like a field which
 * no column has for certain, of a second column for a field, and of the times of day beside a date.
 * Where no header names a field, the column whose values alone look like it is asked about.
 */
export function matchHeaders(
  headers: readonly string[],
  rules: OperationRules = updateRules,
  rows: SampleRows = [],
): ColumnMatch[] {
  const isClock = (column: number) => holds(rows, column, isTimeOfDay);
  const matches = matchCertainly(headers, rules, isClock);
  const taken = new Map(matches.flatMap(({ field }, at) => (field === null ? [] : [[field, at] as const])));
  const asked = new Set<DateField>();

  const columns = matches.map((match, at): ColumnMatch => {
    if (match.field !== null || isNoBodys(match.header)) return match;
    const clock = dateFields.find(
      (field) =>
        rules.fields.includes(field) &&
        !asked.has(field) &&
        isClock(at) &&
        isClockOf(match.header, field, taken.get(field) ?? null, at),
    );
    if (clock !== undefined) {
      asked.add(clock);
      return { ...match, proposal: clockRole(clock) };
    }
    return {
      ...match,
      proposal: lookedLike(match.header, rules.fields, taken, () => holds(rows, at, isDate)),
    };
  });
  return withValues(columns, rules, rows);
}

/** Asks about the columns whose values look like a field that no header names. */
function withValues(
  columns: readonly ColumnMatch[],
  { fields, keyRequired }: OperationRules,
  rows: SampleRows,
): ColumnMatch[] {
  const headers = columns.map(({ header }) => header);
  const proposed = [...columns];
  for (const field of fields) {
    if (field === 'referenceId' && !keyRequired) continue;
    if (proposed.some((one) => (one.field ?? one.proposal) === field)) continue;
    const like = valuesLike(field, headers, rows);
    const found = like === null ? undefined : proposed[like.column];
    if (!like || !found || found.field !== null) continue;
    if (field === 'referenceId' || found.proposal === null)
      proposed[like.column] = { ...found, proposal: field };
  }
  return proposed;
}

/** Blank, or a column of this product's own results. */
function isNoBodys(header: string): boolean {
  return headerKey(header) === '' || isOwnColumn(header);
}

/** The field that a column's header looks like; null where it looks like none, or like several alike. */
function lookedLike(
  header: string,
  fields: readonly FieldName[],
  taken: ReadonlyMap<string, number>,
  isDates: () => boolean,
): FieldName | null {
  const known = knownField(header);
  if (known !== undefined) return fields.includes(known) ? known : null;
  const numbered = knownField(withoutHint(header).replace(/\s*[#_-]?\s*[1-9]$/, ''));
  if (numbered !== undefined && fields.includes(numbered)) return numbered;
  const near = fields
    // Beside a field's own column only dates are asked for by a name that is merely similar: they are what goes wrong.
    .filter((field) => !taken.has(field) || (isDateField(field) && isDates()))
    .map((field) => ({ field, distance: nearness(header, field) }))
    .filter(({ distance }) => distance < Number.POSITIVE_INFINITY)
    .sort((one, other) => one.distance - other.distance);
  const [first, second] = near;
  return first && first.distance !== second?.distance ? first.field : null;
}

const clockWords = new Set(['time', 'hour', 'hours', 'heure', 'heures', 'clock']);

/** Whether a column of times of day is the one of a date that has its own column (from 0; null: it has none). */
function isClockOf(header: string, field: DateField, date: number | null, at: number): boolean {
  if (date === null) return false;
  if (knownField(header) === field || nearness(header, field) < Number.POSITIVE_INFINITY) return true;
  return at === date + 1 && headerWords(header).every((word) => clockWords.has(word));
}

/** Whether all values that a column's first rows have are of a kind, and there are any. */
export function holds(rows: SampleRows, column: number, isOfKind: (value: string) => boolean): boolean {
  const values = rows.map((row) => trimmed(row[column] ?? '')).filter((value) => value !== '');
  return values.length > 0 && values.every(isOfKind);
}

function isDate(value: string): boolean {
  return readDate(value).kind !== 'none';
}
