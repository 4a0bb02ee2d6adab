import type { OperationName } from '../permit/operation.ts';
import type { Book } from './book.ts';
import type { BookConnection, FactValues, SourcedFact } from './fact.ts';
import { factsOf } from './facts.ts';
import { type KnownField, requestFields } from './known.ts';

/**
 * What can be put back of a permit: all that was sent, some of it, nothing, or that another batch has changed the permit
 * since, so that putting anything back could undo that.
 */
export type UndoState = 'restorable' | 'partly' | 'not-known' | 'changed-since';

/** A permit that a batch changed or made, and what was last known of it before. */
export interface UndoRow {
  /** The batch's row that was accepted first for it. */
  readonly row: number;
  readonly reference: string;
  readonly state: UndoState;
  /** Of an update: what was known before of the fields that were sent. Of a creation: what was sent. */
  readonly values: FactValues;
}

/** What a batch did that the book knows of. */
export interface UndoSource {
  readonly connection: BookConnection;
  readonly operation: OperationName;
  readonly rows: () => Generator<UndoRow>;
}

/** Permits that are looked up with one statement. */
const lookedUpAtOnce = 1_000;

interface BatchSource {
  readonly source: number;
  readonly connection: number;
  readonly controller: string;
  readonly client: string;
  readonly operation: OperationName;
}

/** What a batch's accepted rows changed, told by its file name; null where the book knows of none of them. */
export function undoSource({ db }: Book, batch: string): UndoSource | null {
  // A batch stays with one controller.
  const found = db
    .prepare(
      `select s.id as source, c.id as connection, c.controller, c.client, f.operation
       from source s join fact f on f.source = s.id join connection c on c.id = f.connection
       where s.name = ? order by f.at desc limit 1`,
    )
    .get(batch) as BatchSource | undefined;
  if (found === undefined) return null;
  const { source, connection, controller, client, operation } = found;
  return {
    connection: { controller, client },
    operation,
    *rows() {
      const permits = db
        .prepare(
          `select reference, min(row) as row from fact where source = ? and connection = ?
           group by reference order by row`,
        )
        .all(source, connection) as { reference: string; row: number }[];
      for (let from = 0; from < permits.length; from += lookedUpAtOnce) {
        const page = permits.slice(from, from + lookedUpAtOnce);
        const facts = factsOf(
          db,
          connection,
          page.map(({ reference }) => reference),
        );
        for (const { reference, row } of page) {
          yield { row, reference, ...undoOf(facts.get(reference) ?? [], source) };
        }
      }
    },
  };
}

/** `facts` of one permit in the order in which they became known. */
function undoOf(facts: readonly SourcedFact[], source: number): Pick<UndoRow, 'state' | 'values'> {
  const first = facts.findIndex((fact) => fact.source === source);
  const own = facts.filter((fact) => fact.source === source);
  const isChangedSince = hasOtherWord(facts.slice(first), source);
  const sent = Object.assign({}, ...own.map(({ values }) => values)) as FactValues;
  if (own[0]?.operation === 'create') {
    return { state: isChangedSince ? 'changed-since' : 'restorable', values: sent };
  }
  const before: { -readonly [Name in keyof FactValues]: FactValues[Name] } = {};
  for (const { name, field } of requestFields) {
    if (sent[name] === undefined) continue;
    // The last word on the field counts, and only where it was said the same way: in UTC, or as the file had it.
    const said = requestFields.filter((one) => one.field === field);
    const last = facts.slice(0, first).findLast(({ values }) => said.some((one) => values[one.name]));
    const value = last?.values[name];
    if (value !== undefined) before[name] = value;
  }
  const known = Object.keys(before).length;
  if (isChangedSince) return { state: 'changed-since', values: before };
  if (known === 0) return { state: 'not-known', values: before };
  return { state: known < Object.keys(sent).length ? 'partly' : 'restorable', values: before };
}

/** Whether another batch changed the permit since, or a list that was imported says something else of it. */
function hasOtherWord(facts: readonly SourcedFact[], source: number): boolean {
  const said = new Map<KnownField, string>();
  for (const fact of facts) {
    if (fact.source !== source && !fact.imported) return true;
    for (const { name, field } of requestFields) {
      const value = fact.values[name];
      if (value === undefined) continue;
      const word = `${name} ${value}`;
      if (fact.imported && said.has(field) && said.get(field) !== word) return true;
      said.set(field, word);
    }
  }
  return false;
}
