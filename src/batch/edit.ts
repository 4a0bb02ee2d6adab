import { fail, ok, type Result } from '../permit/result.ts';
import { StepDigest } from './audit/edit-step.ts';
import { ensureTrail, recordStep, recordTurn } from './audit/record.ts';
import { saltOf } from './audit/salt.ts';
import { nextSeq } from './audit/trail.ts';
import { readCounts, writeCounts } from './counts.ts';
import { pageSize } from './current-row.ts';
import type { BatchDocument } from './document.ts';
import { forgetReferences, referencesOf, remarkDuplicates } from './duplicates.ts';
import { issueWrites } from './issue-writes.ts';
import { checkerOf } from './recheck.ts';
import {
  type CellChange,
  type ChangeContext,
  type ChangeFailure,
  type ChangeMade,
  changeRows,
  type RowChange,
  rowChanges,
  worthOwnStatement,
} from './row-changes.ts';
import { cellsChanged } from './row-order.ts';

export type EditFailure = ChangeFailure | 'no-repair' | 'nothing-to-undo' | 'nothing-to-redo';

/** Who changes a batch, and when. */
export interface Editor {
  readonly who: string;
  readonly now: () => Date;
}

export type ChangePage = Result<readonly RowChange[], ChangeFailure>;

/** Changes one cell and checks its row again, with the rows that had or now have the same reference ID. */
export function editCell(
  document: BatchDocument,
  { row, column, value }: { row: number; column: number; value: string },
  editor: Editor,
): Result<null, EditFailure> {
  const pages = function* (context: ChangeContext): Generator<ChangePage> {
    const page = rowChanges(context, [{ row, column, value, kind: 'edit' }]);
    // Leaving a cell as it is must not make a step, nor end what could be done again.
    const same = page.ok && page.value.every(({ row: { cells } }) => (cells[column - 1] ?? '') === value);
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
): Result<null, EditFailure> {
  const at = now();
  return changing(document, at, (context) => {
    let step: Step | null = null;
    for (const page of pages(context)) {
      if (!page.ok) return page;
      const made = changeRows(context, page.value);
      if (!made.ok) return made;
      if (made.value.length === 0) continue;
      step ??= beginStep(document, who, at);
      logChanges(document, step, made.value);
    }
    return ok(() => {
      if (step) recordStep(document, step.number, step.digest.end(), at);
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
  const alike = db.prepare(
    `insert into edit (step, who, at, row, column, before, after, kind)
     select ?, ?, ?, value, ?, ?, ?, ? from json_each(?)`,
  );
  const single: ChangeMade[] = [];
  // The trail's digest takes the lines in the order in which they are inserted.
  for (const { change, rows } of groupsOf(made)) {
    const { column, before, value, kind } = change;
    if (rows.length < worthOwnStatement) {
      for (const row of rows) single.push({ ...change, row });
      continue;
    }
    alike.run(number, who, at, column, before, value, kind, JSON.stringify(rows));
    digest.add({ column, before, after: value, kind, who, at }, rows);
  }
  if (single.length === 0) return;
  const lines = single.map(({ row, column, before, value, kind }) => [row, column, before, value, kind]);
  db.prepare(
    `insert into edit (step, who, at, row, column, before, after, kind)
     select ?, ?, ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each(?)`,
  ).run(number, who, at, JSON.stringify(lines));
  for (const { row, column, before, value, kind } of single) {
    digest.add({ column, before, after: value, kind, who, at }, [row]);
  }
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
export function undo(document: BatchDocument): Result<null, EditFailure> {
  return turn(document, 'undo');
}

/** Does the step again that was taken back last. */
export function redo(document: BatchDocument): Result<null, EditFailure> {
  return turn(document, 'redo');
}

/** What is turned stands between what stays done and what stays undone: ids ascend with steps. */
const turns = {
  undo: {
    first: 'select id, step from edit where undone = 0 order by id desc limit 1',
    rows: `select id, step, row, column, before as value, kind from edit where id <= ? order by id desc`,
    onward: -1,
    undone: 1,
  },
  redo: {
    first: 'select id, step from edit where undone = 1 order by id limit 1',
    rows: `select id, step, row, column, after as value, kind from edit where id >= ? order by id`,
    onward: 1,
    undone: 0,
  },
} as const;

type EditLine = readonly [
  id: number,
  step: number,
  ...change: readonly [number, number, string, CellChange['kind']],
];

function turn(document: BatchDocument, way: 'undo' | 'redo'): Result<null, EditFailure> {
  const { db } = document;
  const { first, rows, onward, undone } = turns[way];
  const now = new Date();
  return changing(document, now, (context) => {
    const begin = db.prepare(first).get() as { id: number; step: number } | undefined;
    if (!begin) return fail(`nothing-to-${way}`);
    const { step } = begin;
    const page = db.prepare(
      `select json_group_array(json_array(id, step, row, column, value, kind)) as lines
       from (${rows} limit ${pageSize})`,
    );
    const set = db.prepare('update edit set undone = ? where id between ? and ?');
    for (let next = begin.id; ; ) {
      const { lines } = page.get(next) as { lines: string };
      const mine = (JSON.parse(lines) as EditLine[]).filter(([, of]) => of === step);
      const last = mine.at(-1);
      if (!last) break;
      const found = rowChanges(
        context,
        mine.map(([, , row, column, value, kind]) => ({ row, column, value, kind })),
      );
      if (!found.ok) return found;
      const made = changeRows(context, found.value);
      if (!made.ok) return made;
      set.run(undone, Math.min(next, last[0]), Math.max(next, last[0]));
      if (mine.length < pageSize) break;
      next = last[0] + onward;
    }
    return ok(() => recordTurn(document, way, step, now));
  });
}

/** All or nothing: what fails leaves the batch as it was. `work` answers what is to be put on the trail about it. */
function changing(
  document: BatchDocument,
  now: Date,
  work: (context: ChangeContext) => Result<() => void, EditFailure>,
): Result<null, EditFailure> {
  document.db.exec('begin immediate');
  let done = false;
  let changed: ChangeContext['changed'] = new Map();
  try {
    ensureTrail(document, now);
    const context: ChangeContext = {
      document,
      checker: checkerOf(document),
      references: () => referencesOf(document),
      writes: issueWrites(document),
      counts: readCounts(document),
      touched: new Set(),
      moved: new Set(),
      changed: new Map(),
    };
    const result = work(context);
    if (!result.ok) return result;
    remarkDuplicates(context);
    writeCounts(document, context.counts);
    result.value();
    changed = context.changed;
    done = true;
    return ok(null);
  } finally {
    document.db.exec(done ? 'commit' : 'rollback');
    if (done) cellsChanged(document, changed);
    else forgetReferences(document);
  }
}
