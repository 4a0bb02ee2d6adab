import type { FieldName } from './field.ts';

/**
 * What a header stands for. Only `exact` (a published name), `normalised` (a plain name, whatever its case, spaces
 * and punctuation) and `chosen` (by a person, or remembered from one) set `field`; a near match is only ever a
 * `proposal`.
 */
export interface ColumnMatch {
  readonly header: string;
  readonly field: FieldName | null;
  readonly certainty: 'exact' | 'normalised' | 'chosen' | null;
  readonly proposal: FieldName | null;
}

/** The field of each column, by position (index 0 is column 1). A field stands at most once. */
export type Mapping = readonly (FieldName | null)[];
