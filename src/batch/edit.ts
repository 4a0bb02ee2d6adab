import { fail, ok, type Result } from '../permit/result.ts';
import { ensureTrail, recordStep, recordTurn } from './audit/record.ts';
import { readCounts, writeCounts } from './counts.ts';
import type { BatchDocument } from './document.ts';
import { forgetReferences, referencesOf, remarkDuplicates } from './duplicates.ts';
import { checkerOf } from './recheck.ts';
import { type CellChange, type ChangeContext, type ChangeFailure, changeRows } from './row-changes.ts';

export type EditFailure = ChangeFailure | 'no-repair' | 'nothing-to-undo' | 'nothing-to-redo';

/** Who changes a batch, and when. */
export interface Editor {
  readonly who: string;
  readonly now: () => Date;
}

/** Changes one cell and checks its row again, with the rows that had or now have the same reference ID. */
export function editCell(
  document: BatchDocument,
  { row, column, value }: { row: number; column: number; value: string },
  editor: Editor,
): Result<null, EditFailure> {
  return changeCells(document, [[{ row, column, value, kind: 'edit' }]], editor);
}

/** Makes changes, given in pages of some thousand, as one step that undo takes back as one. */
export function changeCells(
  document: BatchDocument,
  pages: Iterable<readonly CellChange[]>,
  editor: Editor,
): Result<null, EditFailure> {
  const now = editor.now();
  return changing(document, now, (context) => {
    const { db } = document;
    db.exec('delete from edit where undone = 1');
    const { step, last } = db
      .prepare('select coalesce(max(step), 0) + 1 as step, coalesce(max(id), 0) as last from edit')
      .get() as { step: number; last: number };
    const log = db.prepare(
      `insert into edit (step, who, at, row, column, before, after, kind)
       select ?, ?, ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each(?)`,
    );
    const at = now.toISOString();
    for (const page of pages) {
      const made = changeRows(context, page);
      if (!made.ok) return made;
      log.run(step, editor.who, at, JSON.stringify(made.value));
    }
    return ok(() => recordStep(document, step, last, now));
  });
}

/** Takes the last step back. */
export function undo(document: BatchDocument): Result<null, EditFailure> {
  const { step } = document.db.prepare('select max(step) as step from edit where undone = 0').get() as {
    step: number | null;
  };
  if (step === null) return fail('nothing-to-undo');
  return turn(
    document,
    step,
    1,
    'select id, row, column, before as value, kind from edit where step = ? and id < ? order by id desc limit 5000',
    Number.MAX_SAFE_INTEGER,
  );
}

/** Does the step again that was taken back last. */
export function redo(document: BatchDocument): Result<null, EditFailure> {
  const { step } = document.db.prepare('select min(step) as step from edit where undone = 1').get() as {
    step: number | null;
  };
  if (step === null) return fail('nothing-to-redo');
  return turn(
    document,
    step,
    0,
    'select id, row, column, after as value, kind from edit where step = ? and id > ? order by id limit 5000',
    0,
  );
}

function turn(
  document: BatchDocument,
  step: number,
  undone: 0 | 1,
  query: string,
  from: number,
): Result<null, EditFailure> {
  const now = new Date();
  return changing(document, now, (context) => {
    const page = document.db.prepare(query);
    for (let last = from; ; ) {
      const changes = page.all(step, last) as (CellChange & { id: number })[];
      const end = changes.at(-1);
      if (!end) break;
      const made = changeRows(context, changes);
      if (!made.ok) return made;
      last = end.id;
    }
    document.db.prepare('update edit set undone = ? where step = ?').run(undone, step);
    return ok(() => recordTurn(document, undone ? 'undo' : 'redo', step, now));
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
  try {
    ensureTrail(document, now);
    const context: ChangeContext = {
      document,
      checker: checkerOf(document),
      references: referencesOf(document),
      counts: readCounts(document),
      touched: new Set(),
      moved: new Set(),
    };
    const result = work(context);
    if (!result.ok) return result;
    remarkDuplicates(context);
    writeCounts(document, context.counts);
    result.value();
    done = true;
    return ok(null);
  } finally {
    document.db.exec(done ? 'commit' : 'rollback');
    if (!done) forgetReferences(document);
  }
}
