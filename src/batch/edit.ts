import { fail, ok, type Result } from '../permit/result.ts';
import { StepDigest } from './audit/edit-step.ts';
import { ensureTrail, recordStep, recordTurn } from './audit/record.ts';
import { saltOf } from './audit/salt.ts';
import { nextSeq } from './audit/trail.ts';
import { readCounts, writeCounts } from './counts.ts';
import { pageSize } from './current-row.ts';
import { ahead, type Database, write } from './database.ts';
import type { BatchDocument } from './document.ts';
import { forgetReferences, remarkDuplicates, type StepReferences, stepReferences } from './duplicates.ts';
import { issueWrites } from './issue-writes.ts';
import { checkerOf } from './recheck.ts';
import {
  askWished,
  type CellChange,
  type ChangeContext,
  type ChangeFailure,
  type ChangeMade,
  changeRows,
  type PageChange,
  pageChange,
  type RowWish,
  rowChanges,
  wishesByRow,
  worthOwnStatement,
} from './row-changes.ts';
import { cellsChanged } from './row-order.ts';
import type { StepRows } from './step-rows.ts';
import { databaseInThread } from './thread-database.ts';

export type EditFailure = ChangeFailure | 'no-repair' | 'nothing-to-undo' | 'nothing-to-redo';

/** Who changes a batch, and when. */
export interface Editor {
  readonly who: string;
  readonly now: () => Date;
}

/** From so many changes on, a thread writes what is found out here. */
export const worthAThread = 50_000;

export type ChangePage = Result<PageChange, ChangeFailure>;

/** Changes one cell and checks its row again, with the rows that had or now have the same reference ID. */
export function editCell(
  document: BatchDocument,
  { row, column, value }: { row: number; column: number; value: string },
  editor: Editor,
): Result<null, EditFailure> {
  const pages = function* (context: ChangeContext): Generator<ChangePage> {
    const page = rowChanges(context, [{ row, column, value, kind: 'edit' }]);
    // Leaving a cell as it is must not make a step, nor end what could be done again.
    const same =
      page.ok && page.value.changes.every(({ row: { cells } }) => (cells[column - 1] ?? '') === value);
    if (!same) yield page;
  };
  return changeFound(document, pages, editor);
}

/** Makes changes, given in pages of about a thousand, as one step that undo takes back as one. */
export function changeCells(
  document: BatchDocument,
  pages: Iterable<readonly CellChange[]>,
  editor: Editor,
): Result<null, EditFailure> {
  const found = function* (context: ChangeContext): Generator<ChangePage> {
    for (const page of pages) yield rowChanges(context, page);
  };
  return changeFound(document, found, editor);
}

/** The same for rows that were looked up and checked already. Without a change there is no step. */
export function changeFound(
  document: BatchDocument,
  pages: (context: ChangeContext) => Iterable<ChangePage>,
  { who, now }: Editor,
  inThread = false,
): Result<null, EditFailure> {
  const at = now();
  return changing(document, at, inThread, (context) => {
    let step: Step | null = null;
    for (const page of pages(context)) {
      if (!page.ok) return page;
      const made = changeRows(context, page.value);
      if (!made.ok) return made;
      if (made.value.length === 0) continue;
      step ??= beginStep(context.document, who, at);
      logChanges(context.document, step, made.value);
    }
    return ok(() => {
      if (step) recordStep(context.document, step.number, step.digest.end(), at);
    });
  });
}

interface Step {
  readonly number: number;
  readonly who: string;
  readonly at: string;
  readonly digest: StepDigest;
}

function beginStep(document: BatchDocument, who: string, at: Date): Step {
  const { db } = document;
  const last = db.prepare('select step, undone from edit order by id desc limit 1');
  type Line = { step: number; undone: number } | undefined;
  // What was taken back comes after all that stands, so the last line knows whether there is any.
  if ((last.get() as Line)?.undone) db.exec('delete from edit where undone = 1');
  const number = ((last.get() as Line)?.step ?? 0) + 1;
  return { number, who, at: at.toISOString(), digest: new StepDigest(saltOf(db), nextSeq(db)) };
}

/** Changes that differ only in their row. */
interface MadeAlike {
  readonly change: ChangeMade;
  readonly rows: number[];
}

/** Writes changes down; those that differ only in their row with one statement. */
function logChanges(
  { db }: BatchDocument,
  { number, who, at, digest }: Step,
  made: readonly ChangeMade[],
): void {
  const alike = `insert into edit (step, who, at, row, column, before, after, kind)
     select ?, ?, ?, value, ?, ?, ?, ? from json_each(?)`;
  const single: ChangeMade[] = [];
  // The trail's digest takes the lines in the order in which they are inserted.
  for (const { change, rows } of groupsOf(made)) {
    const { column, before, value, kind } = change;
    if (rows.length < worthOwnStatement) {
      for (const row of rows) single.push({ ...change, row });
      continue;
    }
    write(db, alike, number, who, at, column, before, value, kind, JSON.stringify(rows));
    digest.add({ column, before, after: value, kind, who, at }, rows);
  }
  // Taking values out of a line's JSON costs most of writing it: what the lines have in common is not in there.
  for (const lines of byColumnAndKind(single)) {
    const { column, kind } = lines[0] as ChangeMade;
    write(
      db,
      `insert into edit (step, who, at, row, column, before, after, kind)
       select ?, ?, ?, cast(key as integer), ?, value ->> 0, value ->> 1, ? from json_each(?)`,
      number,
      who,
      at,
      column,
      kind,
      `{${lines.map(({ row, before, value }) => `"${row}":${JSON.stringify([before, value])}`).join(',')}}`,
    );
    for (const { row, before, value } of lines) {
      digest.add({ column, before, after: value, kind, who, at }, [row]);
    }
  }
}

function byColumnAndKind(changes: readonly ChangeMade[]): Iterable<readonly ChangeMade[]> {
  const groups = new Map<string, ChangeMade[]>();
  for (const change of changes) {
    const key = `${change.column} ${change.kind}`;
    const known = groups.get(key);
    if (known) known.push(change);
    else groups.set(key, [change]);
  }
  return groups.values();
}

function groupsOf(made: readonly ChangeMade[]): Iterable<MadeAlike> {
  const groups = new Map<string, MadeAlike>();
  let last: MadeAlike | null = null;
  for (const change of made) {
    // They come in runs, and most need no key to be made.
    if (!last || !isAlike(last.change, change)) {
      const { column, kind, before, value } = change;
      const key = `${column} ${kind} ${before.length} ${before}${value}`;
      last = groups.get(key) ?? { change, rows: [] };
      groups.set(key, last);
    }
    last.rows.push(change.row);
  }
  return groups.values();
}

function isAlike(one: ChangeMade, other: ChangeMade): boolean {
  return (
    one.value === other.value &&
    one.before === other.before &&
    one.column === other.column &&
    one.kind === other.kind
  );
}

/** Takes the last step back. */
export function undo(document: BatchDocument, threadFrom = worthAThread): Result<null, EditFailure> {
  return turn(document, 'undo', threadFrom);
}

/** Does the step again that was taken back last. */
export function redo(document: BatchDocument, threadFrom = worthAThread): Result<null, EditFailure> {
  return turn(document, 'redo', threadFrom);
}

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
interface LoggedStep {
  readonly step: number;
  readonly first: number;
  readonly last: number;
}

function stepToTurn({ db }: BatchDocument, way: 'undo' | 'redo'): LoggedStep | null {
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
function turnsMany({ db }: BatchDocument, way: 'undo' | 'redo', lines: number): boolean {
  const begin = db.prepare(turns[way].next).get() as { id: number; step: number } | undefined;
  if (!begin || !Number.isFinite(lines)) return false;
  const far = way === 'undo' ? begin.id - lines : begin.id + lines;
  return db.prepare('select 1 from edit where id = ? and step = ?').get(far, begin.step) !== undefined;
}

function turn(document: BatchDocument, way: 'undo' | 'redo', threadFrom: number): Result<null, EditFailure> {
  const now = new Date();
  return changing(document, now, turnsMany(document, way, threadFrom), (context) => {
    const found = stepToTurn(context.document, way);
    if (!found) return fail(`nothing-to-${way}`);
    for (const page of turnPages(context, found, way)) {
      const made = page.ok ? changeRows(context, page.value) : page;
      if (!made.ok) return made;
    }
    return ok(() => recordTurn(context.document, way, found.step, now));
  });
}

function* turnPages(context: ChangeContext, step: LoggedStep, way: 'undo' | 'redo'): Generator<ChangePage> {
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

function* askedPages(
  context: ChangeContext,
  { first, last }: LoggedStep,
  way: 'undo' | 'redo',
): Generator<AskedPage> {
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

/** All or nothing: what fails leaves the batch as it was. `work` answers what is to be put on the trail about it. */
function changing(
  document: BatchDocument,
  now: Date,
  inThread: boolean,
  work: (context: ChangeContext) => Result<() => void, EditFailure>,
): Result<null, EditFailure> {
  const aside = inThread ? databaseInThread(document.path) : null;
  const db = aside ?? document.db;
  let changed: ChangeContext['changed'] | null = null;
  try {
    db.exec('begin immediate');
    const by = { ...document, db };
    const references = stepReferences(document, by);
    const context = contextOf(by, references);
    ensureTrail(context.document, now);
    const result = work(context);
    if (!result.ok) return result;
    remarkDuplicates(context);
    writeCounts(context.document, context.counts);
    result.value();
    db.exec('commit');
    changed = context.changed;
    references.keep();
    return ok(null);
  } finally {
    if (aside) aside.close();
    else if (db.inTransaction) db.exec('rollback');
    if (changed) cellsChanged(document, changed);
    else forgetReferences(document);
  }
}

function contextOf(document: BatchDocument, references: StepReferences): ChangeContext {
  const checker = checkerOf(document);
  const counts = readCounts(document);
  return {
    document,
    checker,
    look: {
      marks: counts.issues['reference-duplicate'] === undefined ? null : checker.key + 1,
      sent: document.db.prepare('select 1 from outcome limit 1').get() !== undefined,
    },
    references: references.index,
    writes: issueWrites(document),
    counts,
    touched: new Set(),
    moved: new Set(),
    changed: new Map(),
  };
}
