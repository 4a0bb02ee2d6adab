import { addTo, worthOwnStatement } from '../check/issue-writes.ts';
import type { Question } from '../file/choice.ts';
import type { BatchDocument } from '../file/document.ts';
import { StepDigest } from '../trail/edit-step.ts';
import { saltOf } from '../trail/salt.ts';
import { nextSeq } from '../trail/trail.ts';
import type { CellChange } from './row-changes.ts';

/** A step of changes while it is being made. */
export interface Step {
  readonly number: number;
  readonly who: string;
  readonly at: string;
  readonly digest: StepDigest;
}

/** What had been taken back can no longer be done again once there is a new step. */
export function beginStep(document: BatchDocument, who: string, at: Date): Step {
  const { db } = document;
  const last = db.prepare('select step, undone from edit order by id desc limit 1');
  type Line = { step: number; undone: number } | undefined;
  // What was taken back comes after all that stands, so the last line knows whether there is any.
  if ((last.get() as Line)?.undone) db.exec('delete from edit where undone = 1');
  const number = ((last.get() as Line)?.step ?? 0) + 1;
  return { number, who, at: at.toISOString(), digest: new StepDigest(saltOf(db), nextSeq(db)) };
}

/** A change that was made, of a cell, or of the answer to a question about the whole batch (file/choice.ts). */
interface LoggedChange extends Omit<CellChange, 'kind'> {
  readonly before: string;
  readonly kind: CellChange['kind'] | Question;
}

/** Changes that differ only in their row. */
interface MadeAlike {
  readonly change: LoggedChange;
  readonly rows: number[];
}

/** Writes changes down; those that differ only in their row with one statement. */
export function logChanges(
  { db }: BatchDocument,
  { number, who, at, digest }: Step,
  made: readonly LoggedChange[],
): void {
  const alike = db.prepare(`insert into edit (step, who, at, row, column, before, after, kind)
     select ?, ?, ?, value, ?, ?, ?, ? from json_each(?)`);
  const single: LoggedChange[] = [];
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
  // Taking values out of a line's JSON costs most of writing it: what the lines have in common is not in there.
  for (const lines of byColumnAndKind(single)) {
    const { column, kind } = lines[0] as LoggedChange;
    const values = lines.map(({ row, before, value }) => `"${row}":${JSON.stringify([before, value])}`);
    db.prepare(
      `insert into edit (step, who, at, row, column, before, after, kind)
       select ?, ?, ?, cast(key as integer), ?, value ->> 0, value ->> 1, ? from json_each(?)`,
    ).run(number, who, at, column, kind, `{${values.join(',')}}`);
    for (const { row, before, value } of lines) {
      digest.add({ column, before, after: value, kind, who, at }, [row]);
    }
  }
}

function byColumnAndKind(changes: readonly LoggedChange[]): Iterable<readonly LoggedChange[]> {
  const groups = new Map<string, LoggedChange[]>();
  for (const change of changes) addTo(groups, `${change.column} ${change.kind}`, change);
  return groups.values();
}

function groupsOf(made: readonly LoggedChange[]): Iterable<MadeAlike> {
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

function isAlike(one: LoggedChange, other: LoggedChange): boolean {
  return (
    one.value === other.value &&
    one.before === other.before &&
    one.column === other.column &&
    one.kind === other.kind
  );
}
