import { readCounts } from './counts.ts';
import type { BatchDocument } from './document.ts';

export const outcomes = ['accepted', 'rejected', 'unknown', 'unsent', 'skipped'] as const;

/** Where a row stands. While a run goes on, a row in the air counts as unknown. */
export type Outcome = (typeof outcomes)[number];

/** How many rows stand where; always adds up to the rows that were read. */
export type Tally = Readonly<Record<Outcome, number>>;

/**
 * The outcome of a row as SQL over `row r left join outcome o`. A row that cannot be sent was left out on purpose as
 * soon as a run began, for a run begins with invalid rows only when it was told to leave them out.
 */
export const outcomeSql = `coalesce(
  case o.status when 'sending' then 'unknown' else o.status end,
  case when r.skipped or (r.state = 2 and exists (select 1 from run)) then 'skipped' else 'unsent' end
)`;

export function tally(document: BatchDocument): Tally {
  const { db } = document;
  const counted = db
    .prepare(
      `select case status when 'sending' then 'unknown' else status end as outcome, count(*) as rows
       from outcome group by 1`,
    )
    .all() as { outcome: Outcome; rows: number }[];
  const counts: Record<Outcome, number> = { accepted: 0, rejected: 0, unknown: 0, unsent: 0, skipped: 0 };
  for (const { outcome, rows } of counted) counts[outcome] = rows;
  const touched = counted.reduce((sum, { rows }) => sum + rows, 0);
  const { rows } = readCounts(document);
  const pushed = db.prepare('select 1 from run limit 1').get() !== undefined;
  // Before the first run this is asked after every edit, and an index answers it.
  const left = pushed
    ? `(r.skipped > 0 or r.state = 2) and not exists (select 1 from outcome o where o.row = r.number)`
    : 'r.skipped > 0';
  const { skipped } = db.prepare(`select count(*) as skipped from row r where ${left}`).get() as {
    skipped: number;
  };
  return { ...counts, skipped, unsent: counts.unsent + rows - touched - skipped };
}
