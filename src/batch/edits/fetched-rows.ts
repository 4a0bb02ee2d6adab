import {
  type CurrentRow,
  type JoinedRows,
  joinedRows,
  type RowCondition,
  splitRows,
} from '../file/current-row.ts';
import type { Database } from '../file/database.ts';

/** Rows as a step finds them, in order. */
export interface FetchedRows {
  readonly rows: readonly CurrentRow[];
  /** Numbers of those that are marked as duplicates. */
  readonly marked: ReadonlySet<number>;
  /** Numbers of those that the controller has, or is about to get: they stay as they are. */
  readonly locked: ReadonlySet<number>;
}

/** What may stand against changing a row, known when a step begins and true until its end. */
export interface RowHindrances {
  /** The column of marks of duplicates, counted from 1; null where no row has one. */
  readonly marks: number | null;
  /** Whether any row was ever sent. */
  readonly sent: boolean;
}

export function fetchRows(
  db: Database,
  condition: RowCondition,
  { marks, sent }: RowHindrances,
): FetchedRows {
  const marked =
    marks === null
      ? 'null'
      : listedWhere(
          `select 1 from issue i where i.row = number and i.column = ${marks} and i.code = 'reference-duplicate'`,
        );
  const locked = sent
    ? listedWhere(`select 1 from outcome o where o.row = number and o.status in ('accepted', 'sending')`)
    : 'null';
  const found = db
    .prepare(joinedRows(condition, `, ${marked} as marked, ${locked} as locked`))
    .get(...condition.values) as JoinedRows & {
    readonly marked: string | null;
    readonly locked: string | null;
  };
  return { rows: splitRows(found), marked: numbersIn(found.marked), locked: numbersIn(found.locked) };
}

function listedWhere(query: string): string {
  return `group_concat(iif(exists (${query}), number, null))`;
}

function numbersIn(list: string | null): ReadonlySet<number> {
  return new Set(list === null ? [] : (JSON.parse(`[${list}]`) as number[]));
}
