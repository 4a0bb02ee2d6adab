import { severityOf } from '../../permit/issue.ts';
import { mappingOf } from '../../permit/mapping.ts';
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
 * Marks the rows of the pairs by the choice: errors without one, else left out. Counts are left to the caller.
 * The rows must carry no marks of an earlier choice.
 */
export function applyDuplicates(
  document: BatchDocument,
  choice: DuplicateChoice,
  pairs: readonly number[],
): void {
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
      for (const part of inParts(pairs)) {
        insert.run(column, part);
        mark.run(part);
      }
      return;
    }
    case 'first':
    case 'last': {
      const skipped = choice === 'first' ? pairs.filter((_, at) => at % 2 === 0) : allButLast(pairs);
      const skip = db.prepare(
        `update row set skipped = ${skippedAsDuplicate} where number in (select value from json_each(?))`,
      );
      for (let at = 0; at < skipped.length; at += 20_000)
        skip.run(JSON.stringify(skipped.slice(at, at + 20_000)));
      return;
    }
    case 'all':
      return;
  }
}

/** Takes all marks of duplicates off, and brings back the rows that were left out for one. */
export function clearMarks(document: BatchDocument): void {
  document.db.exec(`
    create temp table unmarked as select row from issue where code = 'reference-duplicate';
    delete from issue where code = 'reference-duplicate';
    update row set state = ${stateFromIssues} where number in (select row from unmarked);
    drop table temp.unmarked;
    update row set skipped = 0 where skipped = ${skippedAsDuplicate};
  `);
}

/** A row's state as its issues say; for `update row`. */
export const stateFromIssues = `(case
  when exists (select 1 from issue i where i.row = row.number and i.code in (${errorCodes})) then 2
  when exists (select 1 from issue i where i.row = row.number) then 1
  else 0 end)`;

function keyColumn(document: BatchDocument): number {
  return mappingOf(readMeta(document, 'columns') ?? []).indexOf(rulesOf(document).key) + 1;
}

function* inParts(pairs: readonly number[]): Generator<string> {
  for (let at = 0; at < pairs.length; at += 20_000) {
    const part: number[][] = [];
    for (let pair = at; pair < Math.min(at + 20_000, pairs.length); pair += 2) {
      part.push([pairs[pair] ?? 0, pairs[pair + 1] ?? 0]);
    }
    yield JSON.stringify(part);
  }
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
