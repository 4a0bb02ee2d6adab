import { trimmed } from '../permit/cell.ts';
import { severityOf } from '../permit/issue.ts';
import { mappingOf } from '../permit/mapping.ts';
import { ensureTrail, recordSettings } from './audit/record.ts';
import { keyHeld } from './block-check.ts';
import { addIssue, type Counts, recount, stateNames } from './counts.ts';
import { eachRow, rowsNumbered } from './current-row.ts';
import type { BatchDocument } from './document.ts';
import { readMeta, rulesOf, writeMeta } from './meta.ts';
import { checkerOf } from './recheck.ts';
import { ReferenceIndex } from './reference-index.ts';
import { type ChangeContext, manyTouched } from './row-changes.ts';

/** Which of the rows with one reference ID are sent; null leaves the second and later ones errors. */
export type DuplicateChoice = 'first' | 'last' | 'all' | null;

/** The codes of errors as an SQL list. */
const errorCodes = Object.entries(severityOf)
  .filter(([, severity]) => severity === 'error')
  .map(([code]) => `'${code}'`)
  .join(', ');

interface KeptIndex {
  readonly index: ReferenceIndex;
  readonly version: number;
}

const kept = new WeakMap<BatchDocument, KeptIndex>();

/** Keeps the index that reading made, so that the first edit need not build it. */
export function keepReferences(document: BatchDocument, index: ReferenceIndex): void {
  kept.set(document, { index, version: dataVersion(document) });
}

/** Lets go of the index after a change that was taken back half done. */
export function forgetReferences(document: BatchDocument): void {
  kept.delete(document);
}

/** The index over one step of changes, which keeps it up. */
export interface StepReferences {
  /** Built anew only where none is kept that still holds. */
  readonly index: () => ReferenceIndex;
  /** To be called once the step is in the file. */
  keep(): void;
}

/**
 * The index for a step that the connection `by` makes in a batch that is kept open as `document`; to be called once
 * nobody else can write.
 */
export function stepReferences(document: BatchDocument, by: BatchDocument): StepReferences {
  const known = kept.get(document);
  let index = known?.version === dataVersion(document) ? known.index : null;
  return {
    index: () => {
      index ??= indexOf(by);
      return index;
    },
    keep() {
      if (index) keepReferences(document, index);
      else forgetReferences(document);
    },
  };
}

/** Which rows hold which reference ID, built anew when another process or connection has changed the batch. */
export function referencesOf(document: BatchDocument): ReferenceIndex {
  const known = kept.get(document);
  if (known && known.version === dataVersion(document)) return known.index;
  const index = indexOf(document);
  keepReferences(document, index);
  return index;
}

function indexOf(document: BatchDocument): ReferenceIndex {
  const index = new ReferenceIndex();
  const { check, key } = checkerOf(document);
  for (const row of key < 0 ? [] : eachRow(document)) {
    const held = keyHeld(row.cells, check(row.cells, row.reading), key + 1);
    if (held !== '') index.add(held, row.number);
  }
  return index;
}

/** Changes when another connection has written to the file. */
function dataVersion(document: BatchDocument): number {
  const row = document.db.prepare('pragma data_version').get() as { data_version: number } | undefined;
  return row?.data_version ?? 0;
}

/** Pairs of a row and the first one with its reference ID, in the rows' order. */
export function duplicatePairs(index: ReferenceIndex): number[] {
  const pairs: number[] = [];
  for (const group of index.groups()) {
    const rows = group.sort((a, b) => a - b);
    const [first = 0] = rows;
    for (const row of rows.slice(1)) pairs.push(row, first);
  }
  return pairs;
}

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
      const skip = db.prepare('update row set skipped = 1 where number in (select value from json_each(?))');
      for (let at = 0; at < skipped.length; at += 20_000)
        skip.run(JSON.stringify(skipped.slice(at, at + 20_000)));
      return;
    }
    case 'all':
      return;
  }
}

/** Finds duplicates again among the rows of the reference IDs that a change has touched, and keeps the counts. */
export function remarkDuplicates({
  document,
  checker,
  references,
  counts,
  touched,
  moved,
}: ChangeContext): void {
  if (touched.size === 0) return;
  const choice = readMeta(document, 'settings')?.duplicates ?? null;
  if (touched.size > manyTouched) {
    clearMarks(document);
    applyDuplicates(document, choice, duplicatePairs(references()));
    Object.assign(counts, recount(document));
    return;
  }
  const { db } = document;
  const index = references();
  const holding = (text: string): number[] =>
    rowsNumbered(
      document,
      index.rows(text).sort((a, b) => a - b),
    )
      .filter(({ cells }) => trimmed(cells[checker.key] ?? '') === text)
      .map(({ number }) => number);
  const pairs: number[] = [];
  const concerned = new Set(moved);
  for (const text of touched) {
    const rows = holding(text);
    for (const number of rows) concerned.add(number);
    for (const number of rows.slice(1)) pairs.push(number, rows[0] ?? number);
  }
  const list = JSON.stringify([...concerned]);
  addStates(document, list, counts, -1);
  const unmarked = db
    .prepare(
      `delete from issue where code = 'reference-duplicate' and row in (select value from json_each(?))`,
    )
    .run(list).changes;
  if (unmarked > 0) addIssue(counts, 'reference-duplicate', 0, -unmarked);
  db.prepare(
    `update row set skipped = 0, state = ${stateFromIssues} where number in (select value from json_each(?))`,
  ).run(list);
  applyDuplicates(document, choice, pairs);
  if (choice === null && pairs.length > 0) addIssue(counts, 'reference-duplicate', 0, pairs.length / 2);
  addStates(document, list, counts, 1);
}

/** Adds the rows' present states to the counts, or takes them away. */
function addStates(document: BatchDocument, list: string, counts: Counts, sign: 1 | -1): void {
  const found = document.db
    .prepare(
      'select state, count(*) as rows from row where number in (select value from json_each(?)) group by state',
    )
    .all(list) as { state: number; rows: number }[];
  for (const { state, rows } of found) counts[stateNames[state] ?? 'valid'] += sign * rows;
}

/** Takes the marks of the present choice off and puts those of another on, over the whole batch. */
export function chooseDuplicates(document: BatchDocument, choice: DuplicateChoice): void {
  const settings = readMeta(document, 'settings');
  if (!settings) throw new Error('The batch has no settings.');
  const index = referencesOf(document);
  const now = new Date();
  document.db.exec('begin immediate');
  try {
    ensureTrail(document, now);
    clearMarks(document);
    applyDuplicates(document, choice, duplicatePairs(index));
    writeMeta(document, 'settings', { ...settings, duplicates: choice });
    recount(document);
    recordSettings(document, now);
    document.db.exec('commit');
  } catch (cause) {
    document.db.exec('rollback');
    throw cause;
  }
}

function clearMarks(document: BatchDocument): void {
  document.db.exec(`
    create temp table unmarked as select row from issue where code = 'reference-duplicate';
    delete from issue where code = 'reference-duplicate';
    update row set state = ${stateFromIssues} where number in (select row from unmarked);
    drop table temp.unmarked;
    update row set skipped = 0 where skipped = 1;
  `);
}

/** A row's state as its issues say; for `update row`. */
const stateFromIssues = `(case
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
