import { pageSize } from '../file/current-row.ts';
import { ahead, type Database, write } from '../file/database.ts';
import type { BatchDocument } from '../file/document.ts';
import {
  askWished,
  type CellChange,
  type ChangeContext,
  type ChangePage,
  pageChange,
  type RowWish,
  wishesByRow,
} from './row-changes.ts';
import type { StepRows } from './step-rows.ts';

/** Taking a step back, or doing it again. */
export type Turn = 'undo' | 'redo';

/**
 * What is turned stands between what stays done and what stays undone: ids ascend with steps. A step changes a cell
 * once, so either way its lines are taken in the order of their ids, which is that of rows within a page.
 */
const turns = {
  undo: {
    next: 'select id, step from edit where undone = 0 order by id desc limit 1',
    other: 'select id from edit where id < ? and step <> ? order by id desc limit 1',
    value: 'before',
    undone: 1,
  },
  redo: {
    next: 'select id, step from edit where undone = 1 order by id limit 1',
    other: 'select id from edit where id > ? and step <> ? order by id limit 1',
    value: 'after',
    undone: 0,
  },
} as const;

/** A step in the log: the ids of its first and last line. */
export interface LoggedStep {
  readonly step: number;
  readonly first: number;
  readonly last: number;
}

/** The step that is taken back, or done again, next; null where there is none. */
export function stepToTurn({ db }: BatchDocument, way: Turn): LoggedStep | null {
  const { next, other } = turns[way];
  const begin = db.prepare(next).get() as { id: number; step: number } | undefined;
  if (!begin) return null;
  const { id, step } = begin;
  const beyond = db.prepare(other).get(id, step) as { id: number } | undefined;
  if (way === 'undo') return { step, first: beyond ? beyond.id + 1 : 1, last: id };
  if (beyond) return { step, first: id, last: beyond.id - 1 };
  const { last } = db.prepare('select max(id) as last from edit').get() as { last: number };
  return { step, first: id, last };
}

/** Whether the step is of more than so many lines. */
export function turnsMany({ db }: BatchDocument, way: Turn, lines: number): boolean {
  const begin = db.prepare(turns[way].next).get() as { id: number; step: number } | undefined;
  if (!begin || !Number.isFinite(lines)) return false;
  const far = way === 'undo' ? begin.id - lines : begin.id + lines;
  return db.prepare('select 1 from edit where id = ? and step = ?').get(far, begin.step) !== undefined;
}

/** What turns a step, a page at a time. */
export function* turnPages(context: ChangeContext, step: LoggedStep, way: Turn): Generator<ChangePage> {
  let written: readonly RowWish[] = [];
  for (const { wishes, rows } of oneAhead(askedPages(context, step, way))) {
    const found = rows();
    // They may have been looked up before the page before was written.
    yield pageChange(context, wishes, overlap(written, wishes) ? askWished(context, wishes)() : found);
    written = wishes;
  }
}

/** Whether two lists of rows in order may have one in common. */
function overlap(one: readonly RowWish[], other: readonly RowWish[]): boolean {
  const ends = [one[0], one.at(-1), other[0], other.at(-1)].map((wish) => wish?.row ?? Number.NaN);
  const [oneFirst = 0, oneLast = 0, otherFirst = 0, otherLast = 0] = ends;
  return oneFirst <= otherLast && otherFirst <= oneLast;
}

interface AskedPage {
  readonly wishes: readonly RowWish[];
  readonly rows: () => StepRows;
}

function* askedPages(context: ChangeContext, { first, last }: LoggedStep, way: Turn): Generator<AskedPage> {
  const { db } = context.document;
  const { value, undone } = turns[way];
  const ask = (from: number) => {
    const to = Math.min(from + pageSize - 1, last);
    const lines = askLines(db, from, to, value);
    write(db, 'update edit set undone = ? where id between ? and ?', undone, from, to);
    return lines;
  };
  let lines = ask(first);
  for (let from = first; from <= last; from += pageSize) {
    const wishes = wishesByRow(lines());
    lines = ask(from + pageSize);
    yield { wishes, rows: askWished(context, wishes) };
  }
}

/** Hands out each once the one after it was made. */
function* oneAhead<Item>(items: Iterable<Item>): Generator<Item> {
  let waiting: Item | null = null;
  for (const item of items) {
    if (waiting !== null) yield waiting;
    waiting = item;
  }
  if (waiting !== null) yield waiting;
}

/** What the lines of the log from one id to another change: as lists, which costs a fraction of what lines do. */
function askLines(db: Database, first: number, last: number, value: 'before' | 'after'): () => CellChange[] {
  const answer = ahead(
    db,
    `select json_group_array(row) as rows, json_group_array(column) as columns, json_group_array(${value}) as texts,
       json_group_array(kind) as kinds
     from (select row, column, ${value}, kind from edit where id between ? and ? order by id)`,
    [first, last],
  );
  return () => {
    const { rows, columns, texts, kinds } = answer() as Record<
      'rows' | 'columns' | 'texts' | 'kinds',
      string
    >;
    const list = <Value>(text: string) => JSON.parse(text) as Value[];
    const column = list<number>(columns);
    const text = list<string>(texts);
    const kind = list<CellChange['kind']>(kinds);
    return list<number>(rows).map((row, at) => ({
      row,
      column: column[at] ?? 0,
      value: text[at] ?? '',
      kind: kind[at] ?? 'edit',
    }));
  };
}
