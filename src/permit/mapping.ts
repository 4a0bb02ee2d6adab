import { trimmed } from './cell.ts';
import { type ColumnRole, isDateField } from './column-role.ts';
import { type FieldName, fieldNames } from './field.ts';
import { headerKey, withoutHint } from './header-key.ts';
import { plainHeaders, publishedHeaders } from './header-names.ts';
import type { OperationRules } from './operation.ts';
import { updateRules } from './update.ts';

/**
 * What a header stands for. Only `exact` (a published name), `normalised` (a plain name, whatever its case, spaces
 * and punctuation), `chosen` (by a person) and
 * `remembered` (chosen for another file with the same headers) set `field`. A `proposal` is a question: nothing comes of
 * it until a person decides, and until then nothing is sent.
 */
export interface ColumnMatch {
  readonly header: string;
  readonly field: ColumnRole | null;
  readonly certainty: 'exact' | 'normalised' | 'chosen' | 'remembered' | null;
  readonly proposal: ColumnRole | null;
}

/** What each column stands for, by position (index 0 is column 1). A field, or its time of day, stands at most once. */
export type Mapping = readonly (ColumnRole | null)[];

/** The first rows below a header: what a column holds tells a time of day from a date, and a reference ID. */
export type SampleRows = readonly (readonly string[])[];

const exactNames = new Map<string, FieldName>();
const plainNames = new Map<string, FieldName>();
for (const field of fieldNames) {
  for (const name of publishedHeaders[field]) {
    exactNames.set(name, field);
    plainNames.set(headerKey(name), field);
  }
  for (const name of plainHeaders[field]) plainNames.set(headerKey(name), field);
}

/** Where the product's own results have the reference ID that the controller handed out. */
const handedOut = 'opscom_reference_id';

/** Whether this product wrote the column, into results. */
export function isOwnColumn(header: string): boolean {
  return /^opscom_/i.test(trimmed(header));
}

/** The field that a header is a certain name of, whatever stands in brackets behind it. */
export function knownField(header: string): FieldName | undefined {
  if (isOwnColumn(header)) return undefined;
  return (
    exactNames.get(trimmed(header)) ??
    plainNames.get(headerKey(header)) ??
    plainNames.get(headerKey(withoutHint(header)))
  );
}

/**
 * What headers stand for beyond doubt, to an operation. Published names win over plain ones wherever they stand, then
 * the first in order; a field goes to one column, a date only in want of another to one that holds times of day
 * (`isClock`, by position). Columns that the product itself wrote into a results file
 * (`opscom_…`) stand for nothing, but for the reference ID where no other column has it: so the results of a creation
 * can be dropped again as an update.
 */
export function matchCertainly(
  headers: readonly string[],
  { fields }: OperationRules = updateRules,
  isClock: (column: number) => boolean = () => false,
): ColumnMatch[] {
  const taken = new Set<FieldName>();
  const matches: ColumnMatch[] = headers.map((header) => ({
    header,
    field: null,
    certainty: null,
    proposal: null,
  }));

  const take = (
    certainty: 'exact' | 'normalised',
    fieldOf: (header: string) => FieldName | undefined,
    clocksToo = false,
  ) => {
    headers.forEach((header, index) => {
      if (matches[index]?.field) return;
      const field = fieldOf(header);
      if (!field || taken.has(field) || !fields.includes(field)) return;
      if (!clocksToo && isDateField(field) && isClock(index)) return;
      taken.add(field);
      matches[index] = { header, field, certainty, proposal: null };
    });
  };
  take('exact', (header) => exactNames.get(trimmed(header)));
  take('normalised', (header) => (isOwnColumn(header) ? undefined : plainNames.get(headerKey(header))));
  take('normalised', knownField);
  take('normalised', knownField, true);
  take('normalised', (header) => (trimmed(header) === handedOut ? 'referenceId' : undefined));
  return matches;
}

/** The mapping that follows from the matches: proposals count for nothing until somebody chooses them. */
export function mappingOf(matches: readonly ColumnMatch[]): Mapping {
  return matches.map(({ field }) => field);
}

/** The columns, from 0, that a person has to decide about before anything is sent. */
export function openColumns(columns: readonly Pick<ColumnMatch, 'field' | 'proposal'>[]): number[] {
  return columns.flatMap(({ field, proposal }, at) => (field === null && proposal !== null ? [at] : []));
}

/** Whether the columns have what the operation cannot do without; otherwise nothing of the file can be sent. */
export function isSendable(matches: readonly Pick<ColumnMatch, 'field'>[], rules: OperationRules): boolean {
  return !rules.keyRequired || matches.some(({ field }) => field === rules.key);
}
