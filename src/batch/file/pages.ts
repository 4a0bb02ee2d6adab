import { DamagedAnswer, type Database } from './database.ts';

/** Lines of a table in the order of a key, which is what each next page goes on from. */
export interface PagedQuery {
  /** What is selected; the key's columns are to be among it. */
  readonly columns: string;
  /** The table, or the tables joined. */
  readonly from: string;
  /** Columns of whole numbers that tell every line from every other and are not null; with their table's name where there are several. */
  readonly key: readonly string[];
  /** SQL that is true of the lines that are wanted; without it all are. */
  readonly where?: string;
  /** What stands for the question marks of `columns`, `from` and `where`, in that order. */
  readonly values?: readonly unknown[];
  /** Lines of a page. */
  readonly size?: number;
}

const usualSize = 1_000;

/**
 * The lines that a query finds, a page at a time, so that a million are never held at once, and others may use the
 * database between two pages. No page is empty.
 */
export function* pagesOf<Line extends object>(db: Database, query: PagedQuery): Generator<Line[]> {
  const { columns, from, key, where = '1', values = [], size = usualSize } = query;
  const names = key.map((name) => name.slice(name.indexOf('.') + 1));
  const order = key.join(', ');
  const marks = key.map(() => '?').join(', ');
  const page = db.prepare(
    `select ${columns} from ${from} where (${where}) and (${order}) > (${marks}) order by ${order} limit ${size}`,
  );
  for (let last: unknown[] = key.map(() => Number.MIN_SAFE_INTEGER); ; ) {
    const lines = page.all(...values, ...last) as Line[];
    const end = lines.at(-1) as Readonly<Record<string, unknown>> | undefined;
    if (end) yield lines;
    if (!end || lines.length < size) return;
    const next = names.map((name) => end[name]);
    // Else a damaged file, whose lines do not ascend, would be read again without end.
    const at = next.findIndex((value, index) => value !== last[index]);
    if (!(Number(next[at]) > Number(last[at]))) throw new DamagedAnswer(`${from} does not ascend`);
    last = next;
  }
}

/** The lines that a query finds, one by one; see `pagesOf`. */
export function* linesOf<Line extends object>(db: Database, query: PagedQuery): Generator<Line> {
  for (const lines of pagesOf<Line>(db, query)) yield* lines;
}
