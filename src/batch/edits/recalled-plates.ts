import { ok } from '../../permit/result.ts';
import { checkerOf } from '../check/recheck.ts';
import { readCounts } from '../file/counts.ts';
import { pageSize, rowsWithIssue } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { writeMeta } from '../file/meta.ts';
import { recalledPlates } from '../file/recalled-plates.ts';
import { cellSql } from '../rows/cell-sql.ts';
import { confirmations } from './confirm-change.ts';
import type { EditFailure, Editor } from './edit.ts';
import { fetchedAfter, fetchedAmong } from './fetched-rows.ts';
import { changeManyRows } from './many-rows.ts';
import type { CellChange } from './row-changes.ts';
import type { SlicedStep } from './sliced-step.ts';
import { type LoggedStep, nextStep } from './undo-redo.ts';

const doubt = 'placeholder';

/** Words such as NONE that were said to be plates in earlier batches of a connection. */
export interface KnownPlates {
  /** Tells the connection, whatever it is called. */
  readonly target: string;
  /** What people call it. */
  readonly connection: string;
  readonly plates: readonly string[];
}

/**
 * Keeps plates as they are that are known to be ones, as a step of its own kind that undo takes back. What was kept so for
 * another connection is in doubt again first. Pauses; `writer` as in `changeFound`.
 */
export function* recallPlates(
  document: BatchDocument,
  known: KnownPlates,
  editor: Editor,
  writer = document,
): SlicedStep<EditFailure> {
  const { target, connection } = known;
  const before = recalledPlates(writer);
  if (before !== null && before.target !== target) {
    const withdrawn = yield* withdraw(document, editor, writer);
    if (!withdrawn.ok) return withdrawn;
    writeMeta(writer, 'recalledPlates', { target, connection, plates: [], edit: 0 });
  }
  const column = checkerOf(writer).plate + 1;
  const found = readCounts(writer).issues[doubt]?.count ?? 0;
  if (known.plates.length === 0 || found === 0 || column === 0) return ok(null);
  const plates = new Set<string>();
  const last = nextStep(writer, 'undo')?.last ?? 0;
  const kept = yield* changeManyRows(
    document,
    {
      pages: (look) => fetchedAfter(look, rowsWithIssue('code = ? and column = ?', [doubt, column])),
      plan: (checked) =>
        ok(
          checked.map((one) => {
            const issue = one.issues.find((found) => found.code === doubt && found.column === column);
            if (!issue || !known.plates.includes(issue.value)) return [];
            plates.add(issue.value);
            return confirmations(one, doubt, issue.value)
              .filter((change) => change.column === column)
              .map((change): CellChange => ({ ...change, kind: 'recall' }));
          }),
        ),
      total: found,
    },
    editor,
    writer,
  );
  const step = nextStep(writer, 'undo');
  if (!kept.ok || step === null || step.last <= last) return kept;
  const earlier = before?.target === target ? before.plates : [];
  const all = [...new Set([...earlier, ...plates])];
  writeMeta(writer, 'recalledPlates', { target, connection, plates: all, edit: step.first });
  return kept;
}

/** Puts in doubt again what was kept because it was known. */
function* withdraw(document: BatchDocument, editor: Editor, writer: BatchDocument): SlicedStep<EditFailure> {
  const cells = recalledCells(writer);
  const numbers = [...cells.keys()];
  const pages = Array.from({ length: Math.ceil(numbers.length / pageSize) }, (_, at) =>
    numbers.slice(at * pageSize, (at + 1) * pageSize),
  );
  return yield* changeManyRows(
    document,
    {
      pages: (look) => fetchedAmong(look, pages),
      plan: (checked) =>
        ok(
          checked.map(({ row }) => {
            const column = cells.get(row.number) ?? 0;
            const codes = row.reading.confirmed?.[column] ?? [];
            if (!codes.includes(doubt)) return [];
            const value = JSON.stringify(codes.filter((code) => code !== doubt));
            return [{ row: row.number, column, value, kind: 'recall' }];
          }),
        ),
      total: numbers.length,
    },
    editor,
    writer,
  );
}

/** By row, ascending: the column of the plate that was kept because it was known, and not by anybody's word here. */
export function recalledCells({ db }: BatchDocument): ReadonlyMap<number, number> {
  const lines = db
    .prepare("select distinct row, column from edit where kind = 'recall' and undone = 0 order by row")
    .all() as { row: number; column: number }[];
  return new Map(lines.map(({ row, column }) => [row, column]));
}

/** The plates that a step said to be ones. */
export function platesKeptBy(document: BatchDocument, { first, last }: LoggedStep): string[] {
  const column = checkerOf(document).plate + 1;
  if (column === 0) return [];
  return distinctValues(
    document,
    `select distinct ${cellSql(column)} as value from edit e join row r on r.number = e.row
     where e.id between ? and ? and e.kind in ('confirm', 'recall') and e.column = ?
       and instr(e.after, '"${doubt}"') > 0 and instr(e.before, '"${doubt}"') = 0`,
    [first, last, column],
  );
}

/** All plates of a batch that are kept although they may be none. */
export function platesKept(document: BatchDocument): string[] {
  const column = checkerOf(document).plate + 1;
  if (column === 0) return [];
  return distinctValues(
    document,
    `select distinct ${cellSql(column)} as value from row r
     where r.confirmed is not null and instr(r.confirmed ->> '$."${column}"', '"${doubt}"') > 0`,
    [],
  );
}

function distinctValues({ db }: BatchDocument, query: string, values: readonly number[]): string[] {
  return (db.prepare(query).all(...values) as { value: string }[]).map(({ value }) => value.trim());
}
