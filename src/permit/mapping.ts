import { trimmed } from './cell.ts';
import { type FieldName, fieldNames } from './field.ts';
import { headerKey, withoutHint } from './header-key.ts';
import { plainHeaders, publishedHeaders } from './header-names.ts';
import { nearness } from './header-nearness.ts';
import type { OperationRules } from './operation.ts';
import { updateRules } from './update.ts';

/**
 * What a header stands for. Only `exact` (a published name), `normalised` (a plain name, whatever its case, spaces
 * and punctuation), `chosen` (by a person) and
 * `remembered` (chosen for another file with the same headers) set `field`; a near match is only ever a
 * `proposal`.
 */
export interface ColumnMatch {
  readonly header: string;
  readonly field: FieldName | null;
  readonly certainty: 'exact' | 'normalised' | 'chosen' | 'remembered' | null;
  readonly proposal: FieldName | null;
}

/** The field of each column, by position (index 0 is column 1). A field stands at most once. */
export type Mapping = readonly (FieldName | null)[];

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

/**
 * What headers stand for beyond doubt, to an operation. Published names win over plain ones wherever they stand, then
 * the first in order; a field goes to one column. Columns that the product itself wrote into a results file
 * (`opscom_…`) stand for nothing, but for the reference ID where no other column has it: so the results of a creation
 * can be dropped again as an update.
 */
export function matchCertainly(
  headers: readonly string[],
  { fields }: OperationRules = updateRules,
): ColumnMatch[] {
  const taken = new Set<FieldName>();
  const matches: ColumnMatch[] = headers.map((header) => ({
    header,
    field: null,
    certainty: null,
    proposal: null,
  }));

  const take = (certainty: 'exact' | 'normalised', fieldOf: (header: string) => FieldName | undefined) => {
    headers.forEach((header, index) => {
      if (matches[index]?.field) return;
      const field = fieldOf(header);
      if (!field || taken.has(field) || !fields.includes(field)) return;
      taken.add(field);
      matches[index] = { header, field, certainty, proposal: null };
    });
  };
  take('exact', (header) => exactNames.get(trimmed(header)));
  take('normalised', (header) => plainNames.get(headerKey(header)));
  take('normalised', (header) => plainNames.get(headerKey(withoutHint(header))));
  take('normalised', (header) => (trimmed(header) === handedOut ? 'referenceId' : undefined));
  return matches;
}

/** What each header stands for to an operation: for a field that no column has for certain, the nearest is proposed. */
export function matchHeaders(headers: readonly string[], rules: OperationRules = updateRules): ColumnMatch[] {
  const { fields } = rules;
  const matches = matchCertainly(headers, rules);
  const taken = new Set(matches.flatMap(({ field }) => field ?? []));

  const near = headers.flatMap((header, index) => {
    const key = headerKey(header);
    const known = plainNames.get(key) ?? plainNames.get(headerKey(withoutHint(header)));
    const certain = matches[index]?.field !== null || (known !== undefined && fields.includes(known));
    if (certain || key === '' || /^opscom_/i.test(trimmed(header))) return [];
    return fields
      .filter((field) => !taken.has(field))
      .map((field) => ({ index, field, distance: nearness(header, field) }))
      .filter(({ distance }) => distance < Number.POSITIVE_INFINITY);
  });
  near.sort((a, b) => a.distance - b.distance || a.index - b.index);
  const proposed = new Set<number>();
  for (const { index, field, distance } of near) {
    if (taken.has(field) || proposed.has(index)) continue;
    const rival = near.some(
      (other) => other.index === index && other.field !== field && other.distance === distance,
    );
    proposed.add(index);
    if (rival) continue;
    taken.add(field);
    matches[index] = { header: headers[index] ?? '', field: null, certainty: null, proposal: field };
  }
  return matches;
}

/** The mapping that follows from the matches: proposals count for nothing until somebody chooses them. */
export function mappingOf(matches: readonly ColumnMatch[]): Mapping {
  return matches.map(({ field }) => field);
}

/** Whether the columns have what the operation cannot do without; otherwise nothing of the file can be sent. */
export function isSendable(matches: readonly Pick<ColumnMatch, 'field'>[], rules: OperationRules): boolean {
  return !rules.keyRequired || matches.some(({ field }) => field === rules.key);
}
