import type { SourcedFact } from './fact.ts';
import { type KnownPermit, knownFields, requestFields } from './known.ts';

/** An end in UTC says so: who reads it, or imports it again, would else take it for the lot's time. */
const shown = ({ value, utc }: { readonly value: string; readonly utc: boolean }) =>
  utc ? `${value}Z` : value;

/** A table of permits, the header its first line: each field with where its value is known from. */
export function* knownTable(permits: Iterable<KnownPermit>): Generator<string[]> {
  const columns = knownFields.flatMap((field) => [field, `${field}_known_since`, `${field}_known_from`]);
  yield ['referenceId', ...columns, 'deleted'];
  for (const { reference, values, isDeleted } of permits) {
    const cells = knownFields.flatMap((field) => {
      const known = values[field];
      return known ? [shown(known), new Date(known.at).toISOString(), known.batch] : ['', '', ''];
    });
    yield [reference, ...cells, isDeleted ? 'yes' : ''];
  }
}

/** What a line of such a table tells besides its values. */
export interface KnownLine {
  /** When the oldest of its values was known, in epoch milliseconds: the others were known later. Null without one. */
  readonly since: number | null;
  readonly isDeleted: boolean;
}

/** Reads the lines of such a table, which another computer may have written; null where the headers are another table's. */
export function knownLineReader(
  headers: readonly string[],
): ((cells: readonly string[]) => KnownLine) | null {
  const columns = knownFields.map((field) => headers.indexOf(`${field}_known_since`));
  const deleted = headers.lastIndexOf('deleted');
  if (deleted < 0 || columns.includes(-1)) return null;
  return (cells) => {
    const times = columns.map((column) => Date.parse(cells[column] ?? '')).filter((at) => !Number.isNaN(at));
    return { since: times.length === 0 ? null : Math.min(...times), isDeleted: cells[deleted] === 'yes' };
  };
}

/** A permit's history as such a table: what it was given, when, and where that is known from. */
export function* historyTable(facts: Iterable<SourcedFact>): Generator<string[]> {
  yield ['referenceId', 'known_since', 'known_from', 'row', 'operation', ...knownFields];
  for (const { reference, at, batch, row, operation, values } of facts) {
    const cells = knownFields.map((field) => {
      const sent = requestFields.find((one) => one.field === field && values[one.name] !== undefined);
      const value = sent && values[sent.name];
      return value === undefined ? '' : shown({ value, utc: sent?.utc === true });
    });
    yield [reference, new Date(at).toISOString(), batch, String(row), operation, ...cells];
  }
}
