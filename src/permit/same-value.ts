import { isoDay, isoTime } from './calendar.ts';
import { trimmed } from './cell.ts';
import { isClock, isDateField } from './column-role.ts';
import { readDate } from './date-notation.ts';
import type { FieldName } from './field.ts';
import { joinedCells } from './joined-date.ts';
import type { Mapping } from './mapping.ts';

/**
 * A value as it is compared between two files of the same permits: a spreadsheet that saves a file again writes dates and
 * amounts its own way, and a repair writes them the controller's way. Never to be sent.
 */
export function comparable(field: FieldName, value: string): string {
  const text = trimmed(value);
  if (text === '') return '';
  if (isDateField(field)) return dayAndTime(text) ?? text.toLowerCase();
  if (field === 'amount') {
    const bare = text
      .replace(/[^\d.,-]/g, '')
      .replace(/,(?=\d{1,2}$)/, '.')
      .replace(/,/g, '');
    return /^-?\d+(?:\.\d+)?$/.test(bare) ? String(Number(bare)) : text;
  }
  // Case counts in a reference ID, as everywhere; dashes and spaces in a plate mean nothing.
  if (field === 'referenceId') return text;
  return field === 'plate' ? plateKey(text) : text.toLowerCase();
}

/** A plate without case, spaces and dashes: what two ways to write one plate have in common. */
export function plateKey(plate: string): string {
  if (/^[A-Z0-9]*$/.test(plate)) return plate;
  return plate.toUpperCase().replace(/[\s\p{Pd}\p{Cf}]+/gu, '');
}

/** Day and time of a date that has only one reading; null for any other text. */
function dayAndTime(text: string): string | null {
  const reading = readDate(text);
  if (reading.kind !== 'day') return null;
  const { time } = reading.clock;
  return time === null ? isoDay(reading.day) : `${isoDay(reading.day)}T${isoTime(time)}`;
}

/** Values by field, as they are compared. */
export type ComparableValues = Readonly<Partial<Record<FieldName, readonly string[]>>>;

/** What the mapped cells of several states of a row say, by field, as it is compared. */
export function comparableValues(states: readonly (readonly string[])[], mapping: Mapping): ComparableValues {
  const values: Partial<Record<FieldName, string[]>> = {};
  for (const cells of states) {
    const joined = joinedCells(cells, mapping);
    for (const [at, field] of mapping.entries()) {
      if (field === null || isClock(field)) continue;
      const value = comparable(field, joined[at] ?? '');
      values[field] = [...new Set([...(values[field] ?? []), value])];
    }
  }
  return values;
}
