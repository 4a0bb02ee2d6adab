import { z } from 'zod';
import type { CheckState, Issue, IssueCode } from '../../permit/issue.ts';
import type { BatchDocument } from './document.ts';

/** How `row.state` writes a check state. */
export const stateNumbers = { valid: 0, warned: 1, invalid: 2 } as const satisfies Record<CheckState, number>;

export const stateNames = ['valid', 'warned', 'invalid'] as const satisfies readonly CheckState[];

/** What checking found, counted; kept in the batch file, so that a million rows need no counting to be summed up. */
export interface Counts {
  rows: number;
  valid: number;
  warned: number;
  invalid: number;
  /** By code: how many, and how many of them have a safe repair. */
  issues: Partial<Record<IssueCode, { count: number; safe: number }>>;
}

const schema = z.object({
  rows: z.number(),
  valid: z.number(),
  warned: z.number(),
  invalid: z.number(),
  issues: z.record(z.string(), z.object({ count: z.number(), safe: z.number() })),
});

export function noCounts(): Counts {
  return { rows: 0, valid: 0, warned: 0, invalid: 0, issues: {} };
}

/** Adds `change` (1 or -1, or as many at once) issues of a code; `repair` is 2 for a safe one. */
export function addIssue(counts: Counts, code: IssueCode, repair: number, change: number): void {
  const known = counts.issues[code];
  if (known) {
    known.count += change;
    if (repair === 2) known.safe += change;
    if (known.count === 0) delete counts.issues[code];
  } else {
    counts.issues[code] = { count: change, safe: repair === 2 ? change : 0 };
  }
}

export function readCounts(document: BatchDocument): Counts {
  const found = document.db.prepare("select value from meta where key = 'counts'").get() as
    | { value: string }
    | undefined;
  return found ? (schema.parse(JSON.parse(found.value)) as Counts) : noCounts();
}

export function writeCounts(document: BatchDocument, counts: Counts): void {
  document.db
    .prepare(
      "insert into meta (key, value) values ('counts', ?) on conflict (key) do update set value = excluded.value",
    )
    .run(JSON.stringify(counts));
}

/** Counts anew from the tables, after a step that touched very many rows. */
export function recount(document: BatchDocument): Counts {
  const counts = noCounts();
  const states = document.db.prepare('select state, count(*) as rows from row group by state').all() as {
    state: number;
    rows: number;
  }[];
  for (const { state, rows } of states) {
    const name = stateNames[state];
    if (name) counts[name] = rows;
    counts.rows += rows;
  }
  const issues = document.db
    .prepare('select code, count(*) as count, sum(repair = 2) as safe from issue group by code')
    .all() as { code: IssueCode; count: number; safe: number }[];
  for (const { code, count, safe } of issues) counts.issues[code] = { count, safe };
  writeCounts(document, counts);
  return counts;
}

/** What an issue's repair is to filters and counts: none, one to choose, or one that is safe. */
export function repairNumber(issue: Issue): 0 | 1 | 2 {
  return issue.repair === null ? 0 : issue.repair.safe ? 2 : 1;
}
