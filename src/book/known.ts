import type { Database } from '../batch/file/database.ts';
import { type FieldName, fieldNames } from '../permit/field.ts';
import type { PermitRequest } from '../permit/permit-request.ts';
import type { Book } from './book.ts';
import type { BookConnection, SourcedFact } from './fact.ts';
import { type FactLine, factColumns, factOf, factOrder, factTables, findConnectionId } from './facts.ts';

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
  /** The batch's file name. */
  readonly batch: string;
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
}

/** What is known of permits by their reference IDs; those that the book does not know are missing. */
export function knownPermits(
  { db }: Book,
  connection: BookConnection,
  references: readonly string[],
): Map<string, KnownPermit> {
  const known = new Map<string, KnownPermit>();
  for (const [reference, facts] of factsOf(db, connection, references)) {
    const permit = knownFrom(facts);
    if (permit !== null) known.set(reference, permit);
  }
  return known;
}

/** All facts of permits by their reference IDs, each permit's in the order in which they became known. */
function factsOf(
  db: Database,
  connection: BookConnection,
  references: readonly string[],
): Map<string, SourcedFact[]> {
  const found = new Map<string, SourcedFact[]>();
  const id = findConnectionId(db, connection);
  if (id === null || references.length === 0) return found;
  const lines = db
    .prepare(
      `select ${factColumns} from json_each(?) wanted cross join ${factTables}
       where f.connection = ? and f.reference = wanted.value order by ${factOrder}`,
    )
    .all(JSON.stringify([...new Set(references)]), id) as FactLine[];
  for (const line of lines) {
    const facts = found.get(line.reference);
    if (facts) facts.push(factOf(line));
    else found.set(line.reference, [factOf(line)]);
  }
  return found;
}

/** What facts of one permit, in the order in which they became known, add up to; null for none. */
function knownFrom(facts: readonly SourcedFact[]): KnownPermit | null {
  const [first] = facts;
  if (!first) return null;
  const values: { -readonly [Field in KnownField]?: KnownValue } = {};
  for (const fact of facts) {
    const { at, batch, row, run } = fact;
    for (const [field, { value, utc }] of fieldValues(fact.values)) {
      values[field] = { value, utc, at, batch, row, run };
    }
  }
  return { reference: first.reference, values, isDeleted: facts.at(-1)?.operation === 'delete' };
}

/** The values of a request by their fields. */
export function fieldValues(
  request: PermitRequest,
): (readonly [KnownField, { readonly value: string; readonly utc: boolean }])[] {
  const { endTime, endDateUtc, plate, amount, currency, permitNo, zone, startTime } = request;
  const all = [
    ['endDate', endTime ?? endDateUtc, endDateUtc !== undefined],
    ['plate', plate, false],
    ['amount', amount, false],
    ['currency', currency, false],
    ['permitNo', permitNo, false],
    ['zone', zone, false],
    ['startDate', startTime, false],
  ] as const;
  return all.flatMap(([field, value, utc]) =>
    value === undefined ? [] : [[field, { value, utc }] as const],
  );
}
