import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { BatchDocument } from '../file/document.ts';
import { type Outcome, outcomeSql, type Tally } from '../file/tally.ts';
import { type EntryOf, parseEntry } from '../trail/entry.ts';
import { hiddenLine, outcomeLine, outcomesByRow } from '../trail/outcome-lines.ts';
import { hiddenSalt } from '../trail/salt.ts';
import { storedMeta } from '../trail/stored-meta.ts';
import { storedEntries } from '../trail/trail.ts';
import type { Discrepancies } from './discrepancy.ts';
import { GroupCheck } from './group-check.ts';
import type { TallyCheck } from './tally-check.ts';
import type { Walked } from './trail-walk.ts';

/**
 * Every outcome, and those that were said before rows were sent again; each is told to `tallies`. Answers how many rows
 * are in the air.
 */
export async function checkOutcomes(
  document: BatchDocument,
  walked: Walked,
  tallies: TallyCheck,
  discrepancies: Discrepancies,
): Promise<number> {
  const { db } = document;
  const salt = String(storedMeta(document.db, 'salt'));
  const entry = db.prepare('select entry from trail where seq = ?');
  const groupOf = (seq: number): EntryOf<'outcomes'> | null => {
    const found = entry.get(seq) as { entry: string } | undefined;
    const parsed = found ? parseEntry(found.entry) : null;
    return parsed?.kind === 'outcomes' ? parsed : null;
  };
  const groups = new GroupCheck(discrepancies, groupOf, (seq) => hiddenSalt(salt, seq));
  let inTheAir = 0;
  let lines = 0;
  let scanned = 0;
  for (const outcomes of outcomesByRow(db)) {
    let earlier: { readonly seq: number; readonly status: string } = { seq: 0, status: 'unsent' };
    for (const outcome of outcomes) {
      const { entry: seq, row, status } = outcome;
      // A row that was accepted is never sent again.
      if (earlier.status === 'accepted') discrepancies.add('outcomes-changed', earlier.seq, row);
      if (seq === null) {
        if (status === 'sending') inTheAir++;
        else discrepancies.add('outcome-without-entry', walked.head?.seq ?? 0, row);
        continue;
      }
      const fits =
        status !== 'sending' && seq > earlier.seq && (outcome.resent === 0 || outcome.resent === 1);
      if (!fits) discrepancies.add('outcomes-changed', seq, row);
      earlier = { seq, status };
      lines++;
      tallies.add(row, seq, status);
      try {
        groups.add(
          seq,
          row,
          { outcome: status, resent: outcome.resent !== 0 },
          outcomeLine(outcome),
          hiddenLine(outcome),
        );
      } catch {
        discrepancies.add('outcomes-changed', seq, row);
      }
    }
    if (++scanned % 2000 === 0) await yieldToEventLoop();
  }
  groups.end();
  if (lines !== walked.outcomes) {
    for (const { seq } of storedEntries(db)) {
      if (groupOf(seq) && !groups.isWhole(seq)) discrepancies.add('outcomes-changed', seq);
    }
  }
  const { odd } = db
    .prepare(
      "select min(entry) as odd from outcome where status <> 'sending' and coalesce(prior, prior_run) is not null",
    )
    .get() as { odd: number | null };
  if (odd !== null) discrepancies.add('outcomes-changed', odd);
  return inTheAir;
}

/** Where every row stands, counted one by one: what the batch keeps of its counts may not be what was checked. */
export function countedTally({ db }: BatchDocument): Tally {
  const found = db
    .prepare(
      `select ${outcomeSql} as outcome, count(*) as rows
       from row r left join outcome o on o.row = r.number group by 1`,
    )
    .all() as { outcome: Outcome; rows: number }[];
  const rowsOf = (wanted: Outcome) => found.find(({ outcome }) => outcome === wanted)?.rows ?? 0;
  return {
    accepted: rowsOf('accepted'),
    rejected: rowsOf('rejected'),
    unknown: rowsOf('unknown'),
    unsent: rowsOf('unsent'),
    skipped: rowsOf('skipped'),
  };
}
