import { severityOf } from '../../permit/issue.ts';
import { mappingOf } from '../../permit/mapping.ts';
import { pageSize } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { skippedAsDuplicate } from '../file/left-out.ts';
import { readMeta, rulesOf } from '../file/meta.ts';

/** Which of the rows with one reference ID are sent; null leaves the second and later ones errors. */
export type DuplicateChoice = 'first' | 'last' | 'all' | null;

/** The codes of errors as an SQL list. */
const errorCodes = Object.entries(severityOf)
  .filter(([, severity]) => severity === 'error')
  .map(([code]) => `'${code}'`)
  .join(', ');

/**
 * Marks the rows of the pairs by the choice: errors without one, else left out; pauses after each page, to say how many
 * pairs are done. Counts are left to the caller. The rows must carry no marks of an earlier choice.
 */
export function* applyDuplicates(
  document: BatchDocument,
  choice: DuplicateChoice,
  pairs: readonly number[],
): Generator<number, void, void> {
  const { db } = document;
  switch (choice) {
    case null: {
      const column = keyColumn(document);
      const insert = db.prepare(
        `insert into issue (row, column, code, other)
         select e.value ->> 0, ?, 'reference-duplicate', e.value ->> 1 from json_each(?) e`,
      );
      const mark = db.prepare(
        'update row set state = 2 where number in (select value ->> 0 from json_each(?))',
      );
      for (let at = 0; at < pairs.length; at += 2 * pageSize) {
        const part = JSON.stringify(pairsFrom(pairs, at));
        insert.run(column, part);
        mark.run(part);
        yield Math.min(at / 2 + pageSize, pairs.length / 2);
      }
      return;
    }
    case 'first':
    case 'last': {
      const skipped = choice === 'first' ? pairs.filter((_, at) => at % 2 === 0) : allButLast(pairs);
      const skip = db.prepare(
        `update row set skipped = ${skippedAsDuplicate} where number in (select value from json_each(?))`,
      );
      for (let at = 0; at < skipped.length; at += pageSize) {
        skip.run(JSON.stringify(skipped.slice(at, at + pageSize)));
        yield Math.min(at + pageSize, skipped.length);
      }
      return;
    }
    case 'all':
      return;
  }
}

/**
 * Takes all marks of duplicates off, and brings back the rows that were left out for one; pauses after each page, to say
 * how many rows are done.
 */
export function* clearMarks({ db }: BatchDocument): Generator<number, void, void> {
  const marked = db.prepare(
    `select json_group_array(row) as rows from
     (select row from issue where code = 'reference-duplicate' order by row limit ${pageSize})`,
  );
  const unmark = db.prepare(
    `delete from issue where code = 'reference-duplicate' and row in (select value from json_each(?))`,
  );
  const restate = db.prepare(
    `update row set state = ${stateFromIssues} where number in (select value from json_each(?))`,
  );
  let done = 0;
  for (;;) {
    const { rows } = marked.get() as { rows: string };
    if (rows === '[]') break;
    done += Number(unmark.run(rows).changes);
    restate.run(rows);
    yield done;
  }
  const bringBack = db.prepare(
    `update row set skipped = 0 where number in
     (select number from row where skipped = ${skippedAsDuplicate} limit ${pageSize})`,
  );
  for (let back = Number(bringBack.run().changes); back > 0; back = Number(bringBack.run().changes)) {
    done += back;
    yield done;
  }
}

/** A row's state as its issues say; for `update row`. */
export const stateFromIssues = `(case
  when exists (select 1 from issue i where i.row = row.number and i.code in (${errorCodes})) then 2
  when exists (select 1 from issue i where i.row = row.number) then 1
  else 0 end)`;

/** The column that tells one permit from another, counted from 1; 0 where there is none. */
export function keyColumn(document: BatchDocument): number {
  return mappingOf(readMeta(document, 'columns') ?? []).indexOf(rulesOf(document).key) + 1;
}

function pairsFrom(pairs: readonly number[], from: number): number[][] {
  const part: number[][] = [];
  for (let pair = from; pair < Math.min(from + 2 * pageSize, pairs.length); pair += 2) {
    part.push([pairs[pair] ?? 0, pairs[pair + 1] ?? 0]);
  }
  return part;
}

function allButLast(pairs: readonly number[]): number[] {
  const last = new Map<number, number>();
  const skipped: number[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    const row = pairs[at] ?? 0;
    const first = pairs[at + 1] ?? 0;
    skipped.push(last.get(first) ?? first);
    last.set(first, row);
  }
  return skipped;
}
