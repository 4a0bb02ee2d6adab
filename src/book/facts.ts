import type { Database } from '../batch/file/database.ts';
import { inTransaction } from '../batch/file/transaction.ts';
import type { BookConnection, Fact, FactValues, SourcedFact } from './fact.ts';
import { valueColumns } from './fact.ts';

const values = Object.entries(valueColumns) as [keyof typeof valueColumns, keyof FactValues][];

/** Facts that are written with one statement. */
export const factsAtOnce = 2_000;

/** The number of a connection in the book; it is added where it is not known yet. */
export function connectionId(db: Database, { controller, client }: BookConnection): number {
  db.prepare('insert or ignore into connection (controller, client) values (?, ?)').run(controller, client);
  const found = findConnectionId(db, { controller, client });
  if (found === null) throw new Error('The connection that was just added is not there.');
  return found;
}

/** The same; null where the book knows nothing of it. */
export function findConnectionId(db: Database, { controller, client }: BookConnection): number | null {
  const found = db
    .prepare('select id from connection where controller = ? and client = ?')
    .get(controller, client) as { id: number } | undefined;
  return found?.id ?? null;
}

/** A fact that knows its connection by its number. */
export interface NumberedFact extends Fact {
  readonly connection: number;
}

const insertFacts = `
insert or ignore into fact (source, connection, reference, at, row, run, operation, ${values.map(([column]) => column).join(', ')})
select ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
  ${values.map((_, at) => `value ->> ${6 + at}`).join(', ')} from json_each(?)`;

/** Adds facts of one source. One that is there already, by its row, stays as it is: taking a batch twice adds nothing. */
export function addFacts(db: Database, source: number, facts: readonly NumberedFact[]): void {
  const lines = facts.map(({ connection, reference, at, row, run, operation, values: given }) => [
    connection,
    reference,
    at,
    row,
    run,
    operation,
    ...values.map(([, name]) => given[name] ?? null),
  ]);
  db.prepare(insertFacts).run(source, JSON.stringify(lines));
}

/** Takes a source and all its facts out of the book. */
export function removeSource(db: Database, source: number): void {
  inTransaction(db, () => {
    db.prepare('delete from fact where source = ?').run(source);
    db.prepare('delete from source where id = ?').run(source);
  });
}

/** A line of facts as SQL selects it with `factColumns` from `factTables`. */
export interface FactLine {
  reference: string;
  at: number;
  row: number;
  run: number;
  operation: Fact['operation'];
  name: string;
  end_time: string | null;
  end_utc: string | null;
  start_time: string | null;
  plate: string | null;
  amount: string | null;
  currency: string | null;
  permit_no: string | null;
  zone: string | null;
}

export const factColumns = `f.reference, f.at, f.row, f.run, f.operation, s.name, ${values.map(([column]) => `f.${column}`).join(', ')}`;

export const factTables = 'fact f join source s on s.id = f.source';

/** The order in which facts became known; those of one time and batch stand in the order of their rows. */
export const factOrder = 'f.at, s.name, f.row';

export function factOf(line: FactLine): SourcedFact {
  const given: { -readonly [Name in keyof FactValues]: FactValues[Name] } = {};
  for (const [column, name] of values) {
    const value = line[column];
    if (value !== null) given[name] = value;
  }
  const { reference, at, row, run, operation, name } = line;
  return { reference, at, row, run, operation, values: given, batch: name };
}
