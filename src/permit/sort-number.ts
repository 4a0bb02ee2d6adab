import { amountFinding } from './amount.ts';
import { apiDateTime } from './calendar.ts';
import { trimmed } from './cell.ts';
import type { DateOrder } from './check-settings.ts';
import { readDate } from './date-notation.ts';
import type { FieldName } from './field.ts';
import { readSerial } from './serial-date.ts';

/** A field's place in an order: its value as a number, or null where it can be read as none, or not for certain. */
export type SortNumber = (cell: string) => number | null;

/** How the cells of a field are sorted where they are no mere text; null for all other columns. */
export function sortNumberOf(field: FieldName | null, dateOrder: DateOrder | null): SortNumber | null {
  switch (field) {
    case 'amount':
      return amountNumber;
    case 'endDate':
    case 'startDate':
      return (cell) => dateNumber(trimmed(cell), dateOrder);
    default:
      return null;
  }
}

function amountNumber(cell: string): number | null {
  const value = trimmed(cell);
  if (/^-?\d+(?:\.\d+)?$/.test(value)) return Number(value);
  const repair = value === '' ? null : amountFinding(value, '')?.repair;
  return repair ? Number(repair.value) : null;
}

/** Milliseconds, as if every clock showed UTC: an order needs no zone. A day without a time is taken as its beginning. */
function dateNumber(value: string, dateOrder: DateOrder | null): number | null {
  if (apiDateTime(value) === 'real') return Date.parse(`${value}Z`);
  const serial = readSerial(value);
  if (serial !== null) return Date.parse(`${serial.day}T${serial.time ?? '00:00:00'}Z`);
  const reading = readDate(value);
  if (reading.kind !== 'day' && reading.kind !== 'order') return null;
  if (reading.kind === 'order' && dateOrder === null) return null;
  const day =
    reading.kind === 'day' ? reading.day : dateOrder === 'day-first' ? reading.dayFirst : reading.monthFirst;
  const { hour, minute, second } = reading.clock.time ?? { hour: 0, minute: 0, second: 0 };
  return Date.UTC(day.year, day.month - 1, day.day, hour, minute, second);
}
