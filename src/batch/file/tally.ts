import { readCounts } from './counts.ts';
import type { BatchDocument } from './document.ts';

export const outcomes = ['accepted', 'rejected', 'unknown', 'unsent', 'skipped'] as const;

/** Where a row stands. While a run goes on, a row in the air counts as unknown. */
export type Outcome = (typeof outcomes)[number];

/** How many rows stand where; always adds up to the rows that were read. */
export type Tally = Readonly<Record<Outcome, number>>;

/**
 * The outcome of a row as SQL over `row r left join outcome o`. A row of which no request left this machine is left out
 * on purpose where a person or a choice says so, whatever a run wrote down of it, and comes back as unsent. So is a row
 * that cannot be sent as soon as a run began, for a run begins with invalid rows only when it was told to leave them out.
 */
export const outcomeSql = `case coalesce(o.status, 'unsent')
  when 'sending' then 'unknown'
  when 'unsent' then
    case when r.skipped or (r.state = 2 and exists (select 1 from run)) then 'skipped' else 'unsent' end
  else o.status
end`;

export function tally(document: BatchDocument): Tally {
  const { db } = document;
  const counted = db
    .prepare(
      `select iif(status = 'sending', 'unknown', status) as outcome, count(*) as rows
       from outcome where status <> 'unsent' group by 1`,
    )
    .all() as { outcome: 'accepted' | 'rejected' | 'unknown'; rows: number }[];
  const counts = { accepted: 0, rejected: 0, unknown: 0 };
  for (const { outcome, rows } of counted) counts[outcome] = rows;
  const pushed = db.prepare('select 1 from run limit 1').get() !== undefined;
  // Before the first run this is asked after every edit, and an index answers it.
  const left = pushed
    ? `(r.skipped > 0 or r.state = 2)
       and not exists (select 1 from outcome o where o.row = r.number and o.status <> 'unsent')`
    : 'r.skipped > 0';
  const { skipped } = db.prepare(`select count(*) as skipped from row r where ${left}`).get() as {
    skipped: number;
  };
  const { rows } = readCounts(document);
  const unsent = rows - counts.accepted - counts.rejected - counts.unknown - skipped;
  return { ...counts, unsent, skipped };
}
