import { type Choice, choiceOf } from '../file/choice.ts';
import { pageSize } from '../file/current-row.ts';
import type { Database } from '../file/database.ts';
import type { BatchDocument } from '../file/document.ts';
import { type CellChange, type ChangeContext, type ChangePage, rowChanges } from './row-changes.ts';

/** Taking a step back, or doing it again. */
export type Direction = 'undo' | 'redo';

/**
 * The next step stands between what stays done and what stays undone: ids ascend with steps. A step changes a cell once,
 * so either way its lines are taken in the order of their ids, which is that of rows within a page. A log can have a million
 * lines: the next one is found from its end, past what is undone.
 */
const directions = {
  undo: {
    next: 'select id, step from edit where undone = 0 order by id desc limit 1',
    other: 'select id from edit where id < ? and step <> ? order by id desc limit 1',
    value: 'before',
    undone: 1,
  },
  redo: {
    next: `select id, step from edit where id > coalesce(
      (select id from edit where undone = 0 order by id desc limit 1), 0) order by id limit 1`,
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

/** A line of the log, and its step. */
interface StepLine {
  readonly id: number;
  readonly step: number;
}

/** The line with which the next step is begun; null where there is none. */
export function nextLine({ db }: BatchDocument, direction: Direction): StepLine | null {
  return (db.prepare(directions[direction].next).get() as StepLine | undefined) ?? null;
}

/** The step that is taken back, or done again, next; null where there is none. Looks at each of its lines. */
export function nextStep(document: BatchDocument, direction: Direction): LoggedStep | null {
  const { db } = document;
  const { other } = directions[direction];
  const begin = nextLine(document, direction);
  if (!begin) return null;
  const { id, step } = begin;
  const beyond = db.prepare(other).get(id, step) as { id: number } | undefined;
  if (direction === 'undo') return { step, first: beyond ? beyond.id + 1 : 1, last: id };
  if (beyond) return { step, first: id, last: beyond.id - 1 };
  const { last } = db.prepare('select max(id) as last from edit').get() as { last: number };
  return { step, first: id, last };
}

/** The answer to a question about the whole batch that a line gives, or gives back when it is undone; null for another line. */
export function choiceOfLine({ db }: BatchDocument, id: number, direction: Direction): Choice | null {
  const { value } = directions[direction];
  const line = db.prepare(`select kind, ${value} as answer from edit where id = ?`).get(id);
  const { kind, answer } = line as { kind: string; answer: string };
  return choiceOf(kind, answer);
}

/** Marks lines of the log as taken back, or as done again. */
export function markTurned(db: Database, first: number, last: number, direction: Direction): void {
  const { undone } = directions[direction];
  db.prepare('update edit set undone = ? where id between ? and ?').run(undone, first, last);
}

/** The changes that take a step back, or do it again, a page at a time; its lines are marked as undone or done. */
export function* stepPages(
  context: ChangeContext,
  { first, last }: LoggedStep,
  direction: Direction,
): Generator<ChangePage> {
  const { db } = context.document;
  const { value } = directions[direction];
  for (let from = first; from <= last; from += pageSize) {
    const to = Math.min(from + pageSize - 1, last);
    const changes = loggedChanges(db, from, to, value);
    markTurned(db, from, to, direction);
    yield rowChanges(context, changes);
  }
}

/** What the lines of the log from one id to another change, handed over as one text: that costs a fraction of what lines do. */
function loggedChanges(db: Database, first: number, last: number, value: 'before' | 'after'): CellChange[] {
  const { lines } = db
    .prepare(
      `select json_group_array(json_array(row, column, ${value}, kind)) as lines
       from (select row, column, ${value}, kind from edit where id between ? and ? order by id)`,
    )
    .get(first, last) as { lines: string };
  return (JSON.parse(lines) as [number, number, string, CellChange['kind']][]).map(
    ([row, column, text, kind]) => ({ row, column, value: text, kind }),
  );
}
