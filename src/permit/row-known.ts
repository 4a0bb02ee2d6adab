import { isClock } from './column-role.ts';
import type { FieldName } from './field.ts';
import { type Finding, finding } from './finding.ts';
import { joinedCells } from './joined-date.ts';
import type { Mapping } from './mapping.ts';
import { comparable } from './same-value.ts';

/** What a row says, by field, as it is compared (same-value.ts); blank where it says nothing. */
export type RowValues = Readonly<Partial<Record<FieldName, string>>>;

/** A permit of the permit book, and where it is known from. */
export interface KnownFrom {
  readonly reference: string;
  /** What people call it: its number, else its reference ID. */
  readonly permit: string;
  /** The day when that was accepted, and the batch and row that told it. */
  readonly day: string;
  readonly batch: string;
  readonly row: number;
}

/**
 * What the permit book of the connection says of a row. Each was looked up by values that the row had then (`of`), and is
 * said no more once it has others.
 */
export interface RowKnown {
  /** The permit that the row would create was created here before. */
  readonly created?: KnownFrom & { readonly of: RowValues };
  /** Another permit has the row's plate. */
  readonly plate?: KnownFrom & { readonly of: RowValues };
  /** The permits that a row without a reference ID may mean, where they are several: their reference IDs. */
  readonly references?: readonly string[];
}

/** What a row's mapped cells say. */
export function rowValues(cells: readonly string[], mapping: Mapping): RowValues {
  const values: Partial<Record<FieldName, string>> = {};
  const joined = joinedCells(cells, mapping);
  for (const [at, field] of mapping.entries()) {
    if (field !== null && !isClock(field)) values[field] = comparable(field, joined[at] ?? '');
  }
  return values;
}

/** Whether a row still says what was looked up. */
export function stillSays(cells: readonly string[], mapping: Mapping, of: RowValues): boolean {
  const values = rowValues(cells, mapping);
  return Object.entries(of).every(([field, value]) => (values[field as FieldName] ?? '') === value);
}

/** Says that a plate is on another permit too, of this file (`twin`) or of the book. */
export function repeatedPlate(
  cells: readonly string[],
  mapping: Mapping,
  twin: number | null | undefined,
  known: RowKnown['plate'],
): Finding | null {
  if (twin) return finding('plate-repeated', { row: twin });
  if (!known || !stillSays(cells, mapping, known.of)) return null;
  return finding('plate-repeated', { permit: known.permit, day: known.day, batch: known.batch });
}
