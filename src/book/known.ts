import { type FieldName, fieldNames } from '../permit/field.ts';
import type { Book } from './book.ts';
import type { BookConnection, FactValues, SourcedFact } from './fact.ts';
import { factsOf, findConnectionId } from './facts.ts';

export type KnownField = Exclude<FieldName, 'referenceId'>;

/** What can be known of a permit. An end in UTC and one as the file had it are one field. */
export const knownFields = fieldNames.filter((field): field is KnownField => field !== 'referenceId');

/** A value that was last known here, and from where. */
export interface KnownValue {
  readonly value: string;
  /** An End Date that was sent as EndDateUtc. */
  readonly utc: boolean;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The batch's file name, or that of the list that was imported. */
  readonly batch: string;
  /** It is known from such a list; `at` is its date then. */
  readonly imported: boolean;
  readonly row: number;
  readonly run: number;
}

export type KnownValues = { readonly [Field in KnownField]?: KnownValue };

/** What this computer knows of a permit: never what the controller holds now, for others change permits too. */
export interface KnownPermit {
  readonly reference: string;
  readonly values: KnownValues;
  /** It was deleted from here, and nothing was accepted for it since. */
  readonly isDeleted: boolean;
  /** What was accepted for it last. */
  readonly last: SourcedFact;
}

/** What is known of permits by their reference IDs; those that the book does not know are missing. */
export function knownPermits(
  { db }: Book,
  connection: BookConnection,
  references: readonly string[],
): Map<string, KnownPermit> {
  const known = new Map<string, KnownPermit>();
  for (const [reference, facts] of factsOf(db, findConnectionId(db, connection), references)) {
    const permit = knownFrom(facts);
    if (permit !== null) known.set(reference, permit);
  }
  return known;
}

/** What facts of one permit, in the order in which they became known, add up to; null for none. */
export function knownFrom(facts: readonly SourcedFact[]): KnownPermit | null {
  const last = facts.at(-1);
  if (!last) return null;
  const values: { -readonly [Field in KnownField]?: KnownValue } = {};
  for (const fact of facts) {
    for (const { name, field, utc } of requestFields) {
      const value = fact.values[name];
      if (value !== undefined) values[field] = knownValue(fact, value, utc);
    }
  }
  return { reference: last.reference, values, isDeleted: last.operation === 'delete', last };
}

export function knownValue(fact: SourcedFact, value: string, utc: boolean): KnownValue {
  const { at, batch, imported, row, run } = fact;
  return { value, utc, at, batch, imported, row, run };
}

interface RequestField {
  readonly name: keyof FactValues;
  readonly field: KnownField;
  readonly utc: boolean;
  /** The other way to say the field; no request says both. */
  readonly otherName?: keyof FactValues;
}

/** What a request calls each field. */
export const requestFields: readonly RequestField[] = [
  { name: 'endTime', field: 'endDate', utc: false, otherName: 'endDateUtc' },
  { name: 'endDateUtc', field: 'endDate', utc: true, otherName: 'endTime' },
  { name: 'plate', field: 'plate', utc: false },
  { name: 'amount', field: 'amount', utc: false },
  { name: 'currency', field: 'currency', utc: false },
  { name: 'permitNo', field: 'permitNo', utc: false },
  { name: 'zone', field: 'zone', utc: false },
  { name: 'startTime', field: 'startDate', utc: false },
];
