import type { Database } from '../batch/file/database.ts';
import { inTransaction } from '../batch/file/transaction.ts';
import { comparable } from '../permit/same-value.ts';
import type { BookConnection, ConnectedFact, Fact, FactValues, SourcedFact } from './fact.ts';
import { valueColumns } from './fact.ts';

const values = Object.entries(valueColumns) as [keyof typeof valueColumns, keyof FactValues][];

/** Facts that are written with one statement: so many that the indexes are gone through in few rounds. */
export const factsAtOnce = 20_000;

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
insert or ignore into fact (source, connection, reference, at, row, run, operation, ${values.map(([column]) => column).join(', ')}, plate_key, permit_key)
select ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
  ${[...values, 'plate', 'permit'].map((_, at) => `value ->> ${6 + at}`).join(', ')} from json_each(?)`;

/** Adds facts of one source. One that is there already, by its row, stays as it is: taking a batch twice adds nothing. */
export function addFacts(db: Database, source: number, facts: readonly NumberedFact[]): void {
  const lines = facts.map(({ connection, reference, at, row, run, operation, values: given }) => [
    connection,
    plain(reference),
    at,
    row,
    run,
    operation,
    ...values.map(([, name]) => plain(given[name] ?? null)),
    keyOf('plate', given.plate),
    keyOf('permitNo', given.permitNo),
  ]);
  db.prepare(insertFacts).run(source, JSON.stringify(lines));
}

/** Nothing that is sent holds the marks between values and lines of `factsOf`; what is imported might. */
function plain<Value extends string | null>(value: Value): Value {
  return (value?.replaceAll('\x1e', '\ufffd').replaceAll('\x1f', '\ufffd') ?? null) as Value;
}

/** A plate or a permit number as it is compared; null for none. */
function keyOf(field: 'plate' | 'permitNo', value: string | undefined): string | null {
  return comparable(field, value ?? '') || null;
}

/** Takes a source and all its facts out of the book. */
export function removeSource(db: Database, source: number): void {
  inTransaction(db, () => {
    db.prepare('delete from fact where source = ?').run(source);
    db.prepare('delete from source where id = ?').run(source);
  });
}

/** All facts of permits by their reference IDs, each permit's in the order in which they became known. */
export function factsOf(
  db: Database,
  connection: number | null,
  references: readonly string[],
): Map<string, SourcedFact[]> {
  const found = new Map<string, SourcedFact[]>();
  if (connection === null || references.length === 0) return found;
  // Handed over as one text, as JSON or line by line 100,000 permits take half as long again.
  const { lines } = db
    .prepare(
      `select group_concat(concat_ws(char(31), ${factColumns}), char(30)) as lines
       from json_each(?) wanted cross join fact f where f.connection = ? and f.reference = wanted.value`,
    )
    .get(JSON.stringify([...new Set(references)]), connection) as { lines: string | null };
  if (lines === null) return found;
  const from = origins(db);
  for (const line of lines.split('\x1e')) {
    const fact = factOf(line.split('\x1f'), from);
    const facts = found.get(fact.reference);
    if (facts) facts.push(fact);
    else found.set(fact.reference, [fact]);
  }
  for (const facts of found.values()) if (facts.length > 1) facts.sort(byTime);
  return found;
}

type Origin = Pick<SourcedFact, 'batch' | 'source' | 'imported'>;

function origins(db: Database): ReadonlyMap<number, Origin> {
  const sources = db.prepare('select id, kind, shown from source').all() as {
    id: number;
    kind: string;
    shown: string;
  }[];
  return new Map(
    sources.map(({ id, kind, shown }) => [id, { batch: shown, source: id, imported: kind === 'imported' }]),
  );
}

const factColumns = [
  ...['reference', 'at', 'row', 'run', 'operation', 'source'],
  ...values.map(([column]) => column),
]
  .map((column) => `ifnull(f.${column}, '')`)
  .join(', ');

const valueNames = Object.values(valueColumns);

function factOf(line: readonly string[], from: ReadonlyMap<number, Origin>): SourcedFact {
  const [reference = '', at, row, run, operation, source] = line;
  const given: { -readonly [Name in keyof FactValues]: FactValues[Name] } = {};
  for (let index = 0; index < valueNames.length; index++) {
    const value = line[6 + index];
    if (value) given[valueNames[index] as keyof FactValues] = value;
  }
  return {
    reference,
    at: Number(at),
    row: Number(row),
    run: Number(run),
    operation: operation as Fact['operation'],
    values: given,
    ...(from.get(Number(source)) ?? { batch: '', source: 0, imported: false }),
  };
}

/**
 * The order in which facts became known; those of one time and batch stand in the order of their rows. A list may say of a
 * row what its batch says too.
 */
function byTime(one: SourcedFact, other: SourcedFact): number {
  return (
    one.at - other.at ||
    Number(one.imported) - Number(other.imported) ||
    (one.batch < other.batch ? -1 : one.batch > other.batch ? 1 : one.row - other.row)
  );
}

/** All facts that are known from a batch that is here, told by its file name. */
export function factsFrom(db: Database, batch: string): ConnectedFact[] {
  const found: ConnectedFact[] = [];
  const told = db
    .prepare(
      `select s.id as source, c.id, c.controller, c.client, json_group_array(distinct f.reference) as "references"
       from source s join fact f on f.source = s.id join connection c on c.id = f.connection
       where s.kind = 'batch' and s.name = ? group by c.id`,
    )
    .all(batch) as { source: number; id: number; controller: string; client: string; references: string }[];
  for (const { source, id, controller, client, references } of told) {
    for (const facts of factsOf(db, id, JSON.parse(references) as string[]).values()) {
      const own = facts.filter((fact) => fact.source === source);
      for (const { batch: _batch, source: _source, imported: _imported, ...fact } of own) {
        found.push({ ...fact, of: { controller, client } });
      }
    }
  }
  return found;
}
