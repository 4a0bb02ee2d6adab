import { fieldOf, isClock } from './column-role.ts';
import type { FieldName } from './field.ts';
import { type ColumnMatch, openColumns } from './mapping.ts';

/** What a person is asked about a column before anything is sent. */
export interface ColumnQuestion {
  /** From 0. */
  readonly column: number;
  /** It looks like a field that no column has; it is a second one for a field; it holds the times of a date's column. */
  readonly kind: 'similar' | 'second' | 'clock';
  readonly field: FieldName;
  /** The column, from 0, that has the field now; null for none. */
  readonly other: number | null;
  /** How to name it where a header is wanted: its header, or `Column N` where that stands more than once or is blank. */
  readonly name: string;
}

/** The questions that columns leave open. */
export function columnQuestions(columns: readonly ColumnMatch[]): ColumnQuestion[] {
  return openColumns(columns).flatMap((column): ColumnQuestion[] => {
    const role = columns[column]?.proposal;
    if (!role) return [];
    const field = fieldOf(role);
    const at = columns.findIndex((one) => one.field === field);
    const other = at < 0 ? null : at;
    const kind = other === null ? 'similar' : isClock(role) ? 'clock' : 'second';
    return [{ column, kind, field, other, name: columnName(columns, column) }];
  });
}

function columnName(columns: readonly ColumnMatch[], column: number): string {
  const header = columns[column]?.header ?? '';
  const isAlone = header !== '' && columns.filter((one) => one.header === header).length === 1;
  return isAlone ? header : `Column ${column + 1}`;
}
