import type { Database } from '../batch/file/database.ts';
import type { RowValues } from '../permit/row-known.ts';
import { comparable } from '../permit/same-value.ts';
import type { Book } from './book.ts';
import type { BookConnection, SourcedFact } from './fact.ts';
import { factsOf, findConnectionId } from './facts.ts';
import { type KnownField, type KnownPermit, knownFrom, requestFields } from './known.ts';

/** A permit that is known here, found by something else than its reference ID. */
export interface FoundPermit {
  readonly known: KnownPermit;
  /** How it was created here; null where it was not. */
  readonly created: SourcedFact | null;
  /** What is known of it now, and what it was created with, as it is compared. */
  readonly values: RowValues;
  readonly made: RowValues;
}

/** Known permits by their numbers and plates, deleted ones left out. */
export interface PermitFinder {
  byNumber(number: string): readonly FoundPermit[];
  /** Those that have this plate, or were created with it. */
  byPlate(plate: string): readonly FoundPermit[];
}

/** What tells a row's permit, as it is compared; blank where it is not said. */
export interface SoughtKeys {
  readonly reference: string;
  readonly number: string;
  readonly plate: string;
}

/** Which of these (from 0) have a number or a plate that another permit than their own has, or had. */
export function sharedKeys(
  { db }: Book,
  connection: BookConnection,
  keys: readonly SoughtKeys[],
): ReadonlySet<number> {
  const id = findConnectionId(db, connection);
  const shared = new Set<number>();
  if (id === null) return shared;
  for (const [column, key] of [
    ['permit_key', 'number'],
    ['plate_key', 'plate'],
  ] as const) {
    const sought = keys.flatMap((one, at) => (one[key] === '' ? [] : [[at, one[key], one.reference]]));
    if (sought.length === 0) continue;
    // Not joined: many rows, and many permits, may have one plate, such as what stands for none.
    const { found } = db
      .prepare(
        `select group_concat(wanted.value ->> 0) as found from json_each(?) wanted where exists
           (select 1 from fact f where f.${column} = wanted.value ->> 1 and f.connection = ? and f.reference <> wanted.value ->> 2)`,
      )
      .get(JSON.stringify(sought), id) as { found: string | null };
    for (const at of found === null ? [] : found.split(',')) shared.add(Number(at));
  }
  return shared;
}

/** Looks up all permits that have, or had, one of these numbers or plates, as they are compared. */
export function findPermits(
  { db }: Book,
  connection: BookConnection,
  numbers: readonly string[],
  plates: readonly string[],
): PermitFinder {
  const id = findConnectionId(db, connection);
  const references = [
    ...referencesBy(db, id, 'permit_key', numbers),
    ...referencesBy(db, id, 'plate_key', plates),
  ];
  const [byNumber, byPlate] = [new Map<string, FoundPermit[]>(), new Map<string, FoundPermit[]>()];
  for (const facts of factsOf(db, id, references).values()) {
    const known = knownFrom(facts);
    if (known === null || known.isDeleted) continue;
    const created = facts.findLast(({ operation }) => operation === 'create') ?? null;
    const permit = { known, created, values: valuesNow(known), made: valuesMade(created) };
    if (permit.values.permitNo) add(byNumber, permit.values.permitNo, permit);
    for (const plate of new Set([permit.values.plate, permit.made.plate])) {
      if (plate) add(byPlate, plate, permit);
    }
  }
  return {
    byNumber: (number) => byNumber.get(number) ?? [],
    byPlate: (plate) => byPlate.get(plate) ?? [],
  };
}

function valuesNow({ values }: KnownPermit): RowValues {
  return Object.fromEntries(
    Object.entries(values).map(([field, { value }]) => [field, comparable(field as KnownField, value)]),
  );
}

function valuesMade(created: SourcedFact | null): RowValues {
  const given = created?.values ?? {};
  return Object.fromEntries(
    requestFields.flatMap(({ name, field }) => {
      const value = given[name];
      return value === undefined ? [] : [[field, comparable(field, value)]];
    }),
  );
}

function referencesBy(
  db: Database,
  connection: number | null,
  column: 'permit_key' | 'plate_key',
  keys: readonly string[],
): string[] {
  if (connection === null || keys.length === 0) return [];
  const found = db
    .prepare(
      `select distinct f.reference from json_each(?) wanted cross join fact f
       where f.${column} = wanted.value and f.connection = ?`,
    )
    .all(JSON.stringify([...new Set(keys)]), connection) as { reference: string }[];
  return found.map(({ reference }) => reference);
}

function add(permits: Map<string, FoundPermit[]>, key: string, permit: FoundPermit): void {
  const known = permits.get(key);
  if (known) known.push(permit);
  else permits.set(key, [permit]);
}

/** What people call a permit: its number, else its reference ID. */
export function permitName({ reference, values }: KnownPermit): string {
  return values.permitNo?.value ?? reference;
}
