import { checkStateOf } from '../../permit/issue.ts';
import { ok } from '../../permit/result.ts';
import type { RowKnown } from '../../permit/row-known.ts';
import { issueWrites } from '../check/issue-writes.ts';
import { checkerOf } from '../check/recheck.ts';
import { addIssue, addRows, readCounts, repairNumber, stateNumbers, writeCounts } from '../file/counts.ts';
import { type CurrentRow, rowsWhere } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { inPausingTransaction } from '../file/transaction.ts';
import { ensureTrail, recordSettings } from '../trail/record.ts';
import { hindrancesOf } from './edit.ts';
import { fetchedAfter } from './fetched-rows.ts';
import { changeIssues } from './row-changes.ts';
import type { SlicedStep } from './sliced-step.ts';

/** What the permit book says of rows, by their numbers; a row of which it says nothing is missing. */
export type KnownOfRows = (rows: readonly CurrentRow[]) => ReadonlyMap<number, RowKnown>;

/**
 * Lays down what the permit book says of each row, and what follows from that for its issues, where it is not what was
 * laid down before. Rows that the controller has, or is about to get, stay as they are. `writer` as in `changeFound`.
 */
export function* markKnown(
  document: BatchDocument,
  knownOf: KnownOfRows,
  writer = document,
): SlicedStep<never> {
  const { db } = writer;
  return yield* inPausingTransaction(db, function* () {
    const checker = checkerOf(writer);
    const hindrances = hindrancesOf(writer);
    const counts = readCounts(writer);
    const total = counts.rows;
    const context = { checker, counts, writes: issueWrites(writer) };
    let done = 0;
    let any = false;
    const pages = fetchedAfter({ document: writer, hindrances }, rowsWhere('true', []));
    for (const { rows, marked, locked } of pages) {
      const known = knownOf(rows);
      const changed: [number, string | null, number][] = [];
      for (const row of rows) {
        const now = known.get(row.number);
        const stored = now ? JSON.stringify(now) : null;
        const before = row.reading.known ? JSON.stringify(row.reading.known) : null;
        if (stored === before || locked.has(row.number)) continue;
        const { known: _, ...reading } = row.reading;
        const issues = checker.check(row.cells, row.reading);
        const found = checker.check(row.cells, now ? { ...reading, known: now } : reading);
        changeIssues(context, row.number, issues, found, marked.has(row.number));
        const state = marked.has(row.number) ? stateNumbers.invalid : stateNumbers[checkStateOf(found)];
        addRows(counts, row.state, row.skipped, -1);
        addRows(counts, state, row.skipped, 1);
        if (row.skipped > 0) {
          for (const issue of issues) addIssue(counts.leftOut, issue.code, repairNumber(issue), -1);
          for (const issue of found) addIssue(counts.leftOut, issue.code, repairNumber(issue), 1);
        }
        changed.push([row.number, stored, state]);
      }
      if (changed.length > 0) {
        if (!any) ensureTrail(writer, new Date());
        any = true;
        context.writes.flush();
        db.prepare(
          `update row set known = e.value ->> 1, state = e.value ->> 2
           from json_each(?) e where number = e.value ->> 0`,
        ).run(JSON.stringify(changed));
      }
      done += rows.length;
      yield { done, total };
    }
    if (any) {
      writeCounts(writer, counts);
      recordSettings(writer, new Date());
    }
    return ok(null);
  });
}
