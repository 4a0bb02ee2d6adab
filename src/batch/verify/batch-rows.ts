import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { checkStateOf } from '../../permit/issue.ts';
import { openPairs } from '../check/duplicate-groups.ts';
import { indexesOf } from '../check/indexes.ts';
import { eachTwin } from '../check/plates.ts';
import { checkerOf, checksEdition } from '../check/recheck.ts';
import { isConfirmation, isOfCell } from '../file/changed-row.ts';
import { stateNames, stateNumbers } from '../file/counts.ts';
import { currentRow, rowColumns, type StoredRow } from '../file/current-row.ts';
import type { Database } from '../file/database.ts';
import type { BatchDocument } from '../file/document.ts';
import { chosenReason, skippedAsDuplicate, skippedBy } from '../file/left-out.ts';
import { readMeta } from '../file/meta.ts';
import { pagesOf } from '../file/pages.ts';
import { author } from '../trail/author.ts';
import { canonical } from '../trail/canonical.ts';
import { committed } from '../trail/commitment.ts';
import { type EditLine, editColumns, editOf } from '../trail/edit-step.ts';
import { rowsDigest } from '../trail/rows-digest.ts';
import { fileSalt } from '../trail/salt.ts';
import { storedMeta } from '../trail/stored-meta.ts';
import type { Discrepancies } from './discrepancy.ts';
import type { Walked } from './trail-walk.ts';

/** The rows as they were read, what was edited in them, and what checking says about them. */
export async function checkRows(
  document: BatchDocument,
  walked: Walked,
  discrepancies: Discrepancies,
): Promise<void> {
  const { read, counts, steps, apps } = walked;
  if (!read || !counts) return;
  const { db } = document;
  if (
    committed(read, rowsDigest(document), fileSalt(String(storedMeta(db, 'salt')), read.seq)) !==
    read.rowsDigest
  ) {
    discrepancies.add('rows-changed', read.seq);
    return;
  }
  await yieldToEventLoop();
  const spoilt = firstWithSpoiltEdits(db);
  if (spoilt !== null) {
    discrepancies.add('row-edits-changed', read.seq, spoilt);
    return;
  }
  const lastEdit = steps.findLast(({ undone }) => !undone)?.entry.seq ?? read.seq;
  const edits = editsByRow(db);
  // What checking finds is this version's word; a batch that another version checked is held to its counts alone.
  const sameChecks = readMeta(document, 'settings')?.checks === checksEdition;
  const check =
    sameChecks && [...apps].every((app) => app === author().app) ? expectedChecks(document) : null;
  const found = { valid: 0, warned: 0, invalid: 0 };
  const query = { columns: rowColumns, from: 'row', key: ['number'], size: 2_000 };
  for (const rows of pagesOf<StoredRow>(db, query)) {
    for (const row of rows) {
      const { number, state, skipped } = row;
      const lines = edits.of(number);
      const overlay = JSON.parse(row.edits ?? '{}') as Record<string, string>;
      const confirmed = JSON.parse(row.confirmed ?? '{}') as Record<string, string[]>;
      const chosen = chosenBy(lines);
      if (
        canonical(overlayOf(row, lines)) !== canonical(overlay) ||
        canonical(confirmedBy(lines)) !== canonical(confirmed) ||
        chosen !== chosenReason(skipped)
      ) {
        discrepancies.add('row-edits-changed', lastEdit, number);
      }
      if (row.reading !== 0 && row.reading !== 1) discrepancies.add('rows-changed', read.seq, number);
      const name = stateNames[state];
      if (name) found[name]++;
      const expected = check?.(row);
      if (
        expected &&
        (state !== expected.state || skipped !== expected.skipped || row.twin !== expected.twin)
      ) {
        discrepancies.add('check-changed', counts.seq, number);
      }
    }
    await yieldToEventLoop();
  }
  if (edits.rest()) discrepancies.add('row-edits-changed', lastEdit);
  const { valid, warned, invalid } = counts.counts;
  if (found.valid !== valid || found.warned !== warned || found.invalid !== invalid) {
    discrepancies.add('check-changed', counts.seq);
  }
}

/** The first row whose edits are not columns with texts, or of which something else stands where confirmations do. */
function firstWithSpoiltEdits(db: Database): number | null {
  const spoilt = db
    .prepare(
      `select min(number) as row from row where edits is not null and (not json_valid(edits)
       or json_type(edits) <> 'object' or exists (select 1 from json_each(edits) e where e.type <> 'text'))
       or confirmed is not null and (not json_valid(confirmed) or json_type(confirmed) <> 'object'
       or exists (select 1 from json_each(confirmed) e where e.type <> 'array'))`,
    )
    .get() as { row: number | null };
  return spoilt.row;
}

/** Hands out the edits that stand, row by row; not the choices for the whole batch, which the settings are held to. */
function editsByRow(db: Database): { of(row: number): EditLine[]; rest(): boolean } {
  const lines = db
    .prepare(`select ${editColumns} from edit where undone = 0 and row > 0 order by row, id`)
    .iterate() as IterableIterator<EditLine>;
  let next = lines.next();
  return {
    of(row) {
      const found: EditLine[] = [];
      while (!next.done && next.value.row === row) {
        found.push(editOf(next.value));
        next = lines.next();
      }
      return found;
    },
    rest: () => !next.done,
  };
}

/** What a row's edits must be for these lines to have led to them. */
function overlayOf(row: StoredRow, lines: readonly EditLine[]): Record<string, string> {
  if (lines.length === 0) return {};
  const read = JSON.parse(row.cells) as string[];
  const overlay: Record<string, string> = {};
  for (const { column, after, kind } of lines) {
    if (!isOfCell({ kind })) continue;
    if ((read[column - 1] ?? '') === after) delete overlay[column];
    else overlay[column] = after;
  }
  return overlay;
}

/** What must be confirmed of a row for these lines to have led to it. */
function confirmedBy(lines: readonly EditLine[]): Record<string, string[]> {
  const confirmed: Record<string, string[]> = {};
  for (const { column, after, kind } of lines) {
    if (!isConfirmation({ kind })) continue;
    if (after === '[]') delete confirmed[column];
    else confirmed[column] = JSON.parse(after) as string[];
  }
  return confirmed;
}

/** Why a row must be left out on purpose for these lines to have led to it; blank where it must not. */
function chosenBy(lines: readonly EditLine[]): string {
  return lines.findLast(({ kind }) => kind === 'leave-out')?.after ?? '';
}

type Expected = Pick<StoredRow, 'state' | 'skipped' | 'twin'>;

/** What state a row must have, whether it must be left out and which other row has its plate, as this version checks. */
function expectedChecks(document: BatchDocument): (row: StoredRow) => Expected {
  const checker = checkerOf(document);
  const { check } = checker;
  const { invalid, skipped } = duplicatesOf(document);
  const twins = new Map([...eachTwin(document, checker, indexesOf(document).plates)].flat());
  return (row) => {
    const { cells, reading } = currentRow(row);
    const own = stateNumbers[checkStateOf(check(cells, reading))];
    return {
      state: invalid.has(row.number) ? stateNumbers.invalid : own,
      skipped: skipped.has(row.number) ? skippedAsDuplicate : (skippedBy(chosenReason(row.skipped)) ?? 0),
      twin: twins.get(row.number) ?? null,
    };
  };
}

/** Which rows the choice among duplicates makes errors, and which it leaves out. */
function duplicatesOf(document: BatchDocument): { invalid: Set<number>; skipped: Set<number> } {
  const choice = readMeta(document, 'settings')?.duplicates ?? null;
  const found = { invalid: new Set<number>(), skipped: new Set<number>() };
  if (choice === 'all') return found;
  const pairs = openPairs(document, indexesOf(document).references);
  for (let at = 0; at < pairs.length; at += 2) {
    const [row = 0, first = 0] = [pairs[at], pairs[at + 1]];
    if (choice === null) found.invalid.add(row);
    else if (choice === 'first') found.skipped.add(row);
    // Of a group, whose rows ascend, all but the last are left out.
    else found.skipped.add(pairs[at - 1] === first ? (pairs[at - 2] ?? 0) : first);
  }
  return found;
}
