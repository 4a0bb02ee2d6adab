import type { Database } from '../../file/database.ts';
import type { BatchDocument } from '../../file/document.ts';
import { readMeta } from '../../file/meta.ts';
import { linesOf } from '../../file/pages.ts';
import { outcomeSql, tally as tallyOf } from '../../file/tally.ts';
import { entries, trailHead } from '../../trail/trail.ts';
import type { ReportSummary } from './report-summary.ts';
import { Summary } from './summary.ts';

/** The summary of a batch's report, and what its parts have to know. */
export interface Summarised {
  readonly summary: ReportSummary;
  readonly gathered: Summary;
}

/**
 * null for a batch without a trail: an earlier version made it, and nothing has happened to it since. Redacted, it has
 * the source's SHA-256 as the trail has it: with a salt that is not told.
 */
export function summariseTrail(document: BatchDocument, redacted: boolean): Summarised | null {
  const { db } = document;
  const gathered = new Summary();
  for (const entry of entries(db)) gathered.add(entry);
  const head = trailHead(db);
  if (head === null) return null;
  const { resent } = db
    .prepare("select coalesce(sum(resent), 0) as resent from outcome where status <> 'sending'")
    .get() as {
    resent: number;
  };
  const summary = gathered.end(tallyOf(document), resent, head);
  if (!summary) return null;
  const sha256 = redacted ? summary.source.sha256 : (readMeta(document, 'source')?.sha256 ?? '');
  return { summary: { ...summary, source: { ...summary.source, sha256 } }, gathered };
}

/** Rows of which no line among the outcomes tells where they stand, and why: as stretches of numbers, both ends included. */
export type Stretch = readonly ['unsent' | 'skipped' | 'inTheAir', number, number];

/**
 * The rows that stand otherwise than the last outcome that was told of them, or that have none, in the order of their
 * numbers: one that was unsent may have been left out since.
 */
export function* rowsWithoutOutcome(db: Database): Generator<Stretch> {
  const query = {
    columns: `r.number, iif(o.status = 'sending', 'inTheAir', ${outcomeSql}) as why`,
    from: 'row r left join outcome o on o.row = r.number',
    key: ['r.number'],
    where: `o.row is null or o.status = 'sending' or (o.status = 'unsent' and ${outcomeSql} = 'skipped')`,
    size: 5_000,
  };
  let open: [Stretch[0], number, number] | null = null;
  for (const { number, why } of linesOf<{ number: number; why: Stretch[0] }>(db, query)) {
    if (open && open[0] === why && open[2] === number - 1) {
      open[2] = number;
    } else {
      if (open) yield open;
      open = [why, number, number];
    }
  }
  if (open) yield open;
}
