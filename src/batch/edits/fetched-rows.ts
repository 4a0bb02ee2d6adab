import {
  amongRows,
  type CurrentRow,
  endOfPage,
  type JoinedRows,
  joinedRows,
  type RowCondition,
  type RowsAfter,
  splitRows,
} from '../file/current-row.ts';
import type { Database } from '../file/database.ts';
import type { BatchDocument } from '../file/document.ts';

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

interface Looking {
  readonly document: BatchDocument;
  readonly hindrances: RowHindrances;
}

/** The rows that have these numbers, which ascend, a page at a time. */
export function* fetchedAmong(
  { document, hindrances }: Looking,
  pages: Iterable<readonly number[]>,
): Generator<FetchedRows> {
  for (const numbers of pages) yield fetchRows(document.db, amongRows('number', numbers), hindrances);
}

/** Rows by a condition that is asked again after each page. */
export function* fetchedAfter(
  { document, hindrances }: Looking,
  rowsAfter: RowsAfter,
): Generator<FetchedRows> {
  for (let last = 0; ; ) {
    const page = fetchRows(document.db, rowsAfter(last), hindrances);
    const end = endOfPage(page.rows, last);
    if (end === null) return;
    yield page;
    last = end;
  }
}

function listedWhere(query: string): string {
  return `group_concat(iif(exists (${query}), number, null))`;
}

function numbersIn(list: string | null): ReadonlySet<number> {
  return new Set(list === null ? [] : (JSON.parse(`[${list}]`) as number[]));
}
