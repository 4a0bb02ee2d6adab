import { isBlank } from '../../permit/cell.ts';
import { isClock } from '../../permit/column-role.ts';
import { type SortNumber, sortNumberOf } from '../../permit/sort-number.ts';
import type { Database } from '../file/database.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta } from '../file/meta.ts';
import { numberListQuery, parseNumbers } from '../file/number-list.ts';
import { cellSql } from './cell-sql.ts';

/**
 * How a column's rows are sorted: amounts as numbers, dates as times, what cannot be read as such after them; all others
 * as texts whose case does not count. Blank cells come last. Rows of equal cells stand as in the file.
 */
export interface ColumnSort {
  readonly column: number;
  /** Names what the order hangs on besides the cells. */
  readonly kind: string;
  readonly numberOf: SortNumber | null;
}

export function columnSort(document: BatchDocument, column: number): ColumnSort {
  const role = readMeta(document, 'columns')?.[column - 1]?.field ?? null;
  const field = role === null || isClock(role) ? null : role;
  const dateOrder = readMeta(document, 'settings')?.dateOrder ?? null;
  const numberOf = sortNumberOf(field, dateOrder);
  return { column, kind: numberOf === null ? 'text' : `${field} ${dateOrder}`, numberOf };
}

/** All rows' numbers in a column's order. Takes about a second for a million rows. */
export function columnOrder(db: Database, sort: ColumnSort): Int32Array {
  const { column, numberOf } = sort;
  if (numberOf !== null) return numberOrder(db, column, numberOf);
  const query = `select r.number from row r order by ${textKeys(column).join(', ')}, r.number`;
  const { list } = db.prepare(numberListQuery(query)).get() as { list: string | null };
  return parseNumbers(list ?? '');
}

/** Cells of nothing but spaces are blank to SQL; the few of other white space sort as texts. */
function textKeys(column: number): readonly [string, string] {
  const cell = cellSql(column);
  return [`trim(${cell}) = ''`, `${cell} collate nocase`];
}

/** A value, what is none, a blank cell: in either direction they come in this order. */
export type SortRank = 0 | 1 | 2;

interface NumberKey {
  readonly rank: SortRank;
  readonly value: number;
}

function numberKey(cell: string, numberOf: SortNumber): NumberKey {
  if (isBlank(cell)) return { rank: 2, value: 0 };
  const value = numberOf(cell);
  return value === null ? { rank: 1, value: 0 } : { rank: 0, value };
}

const pageSize = 20_000;

function numberOrder(db: Database, column: number, numberOf: SortNumber): Int32Array {
  const { rows } = db.prepare('select count(*) as rows from row').get() as { rows: number };
  const numbers = new Int32Array(rows);
  const keys = new Float64Array(rows);
  // A file has few dates and amounts for its many rows.
  const known = new Map<string, number>();
  const keyOf = (cell: string): number => {
    const { rank, value } = numberKey(cell, numberOf);
    return rank === 0 ? value : rank === 1 ? Number.MAX_VALUE : Number.POSITIVE_INFINITY;
  };
  const page = db.prepare(
    `select json_group_array(number) as numbers, json_group_array(cell) as cells from
       (select r.number, ${cellSql(column)} as cell from row r where r.number > ? order by r.number limit ${pageSize})`,
  );
  for (let at = 0, last = 0; at < rows; ) {
    const found = page.get(last) as { numbers: string; cells: string };
    const more = JSON.parse(found.numbers) as number[];
    const cells = JSON.parse(found.cells) as string[];
    for (const [index, cell] of cells.entries()) {
      let key = known.get(cell);
      if (key === undefined) {
        key = keyOf(cell);
        if (known.size < pageSize) known.set(cell, key);
      }
      numbers[at] = more[index] ?? 0;
      keys[at] = key;
      at++;
    }
    last = more.at(-1) ?? Number.MAX_SAFE_INTEGER;
  }
  const places = Uint32Array.from(numbers.keys());
  // Keys that are equal may be infinite, whose difference is none.
  places.sort((one, other) => {
    const a = keys[one] ?? 0;
    const b = keys[other] ?? 0;
    return a < b ? -1 : a > b ? 1 : one - other;
  });
  return Int32Array.from(places, (place) => numbers[place] ?? 0);
}

/** Answers whether another row comes before this one in a column's order. */
export function comesBefore(
  db: Database,
  { column, numberOf }: ColumnSort,
  row: number,
): (other: number) => boolean {
  if (numberOf !== null) {
    const keyAt = numberKeys(db, column, numberOf);
    const own = keyAt(row);
    return (other) => {
      const { rank, value } = keyAt(other);
      if (rank !== own.rank) return rank < own.rank;
      return value === own.value ? other < row : value < own.value;
    };
  }
  const [blank, key] = textKeys(column);
  const compare = db.prepare(
    `with own as (select ${blank} as blank, ${key} as key from row r where r.number = ?1)
     select (${blank}, ${key}, r.number) < (own.blank, own.key, ?1) as before from row r, own where r.number = ?2`,
  );
  return (other) => (compare.get(row, other) as { before: number }).before === 1;
}

/** Answers a row's rank in a column's order. */
export function rankAt(db: Database, { column, numberOf }: ColumnSort): (row: number) => SortRank {
  if (numberOf !== null) {
    const keyAt = numberKeys(db, column, numberOf);
    return (row) => keyAt(row).rank;
  }
  const blank = db.prepare(`select ${textKeys(column)[0]} as blank from row r where r.number = ?`);
  return (row) => ((blank.get(row) as { blank: number } | undefined)?.blank === 1 ? 2 : 0);
}

function numberKeys(db: Database, column: number, numberOf: SortNumber): (row: number) => NumberKey {
  const cellAt = db.prepare(`select ${cellSql(column)} as cell from row r where r.number = ?`);
  return (row) => numberKey((cellAt.get(row) as { cell: string } | undefined)?.cell ?? '', numberOf);
}
