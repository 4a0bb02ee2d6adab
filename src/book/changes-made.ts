import type { Book } from './book.ts';
import type { SourcedFact } from './fact.ts';
import { factsOf } from './facts.ts';
import { type KnownField, knownFrom, requestFields } from './known.ts';

/** A value that a batch changed, and what was last known here before. */
export interface ChangeMade {
  readonly row: number;
  readonly field: KnownField;
  readonly known: string;
  /** UTC, ISO 8601. */
  readonly since: string;
  /** The file name of the batch, or list, that it was known from. */
  readonly from: string;
  readonly sent: string;
}

/** Rows that are looked at with one statement. */
const rowsAtOnce = 2_000;

/**
 * What a batch's accepted rows changed of what was known here before each, in the order of the rows; what was not known,
 * or was sent as it was known, is not among it. `batch`: its file name.
 */
export function* changesMade({ db }: Book, batch: string): Generator<ChangeMade> {
  const page = db.prepare(
    `select f.source, f.connection, f.reference, f.row from source s join fact f on f.source = s.id
     where s.kind = 'batch' and s.name = ? and f.row > ? order by f.row limit ${rowsAtOnce}`,
  );
  for (let last = 0; ; ) {
    const rows = page.all(batch, last) as {
      source: number;
      connection: number;
      reference: string;
      row: number;
    }[];
    const end = rows.at(-1);
    if (end === undefined) return;
    // A batch stays with one controller.
    const facts = factsOf(
      db,
      end.connection,
      rows.map(({ reference }) => reference),
    );
    for (const { reference, source, row } of rows) {
      const own = facts.get(reference) ?? [];
      const at = own.findIndex((fact) => fact.source === source && fact.row === row);
      if (at > 0) yield* changesOf(own.slice(0, at), own[at] as SourcedFact);
    }
    last = end.row;
  }
}

function* changesOf(
  before: readonly SourcedFact[],
  { row, operation, values }: SourcedFact,
): Generator<ChangeMade> {
  const known = knownFrom(before);
  if (operation !== 'update' || known === null) return;
  for (const { name, field } of requestFields) {
    const sent = values[name];
    const was = known.values[field];
    if (sent === undefined || was === undefined || was.value === sent) continue;
    yield { row, field, known: was.value, since: new Date(was.at).toISOString(), from: was.batch, sent };
  }
}
