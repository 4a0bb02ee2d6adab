import { z } from 'zod';
import type { CheckState, Issue, IssueCode } from '../../permit/issue.ts';
import { type LeftOutReason, leftOutReasons } from '../../permit/left-out-reason.ts';
import type { Database } from './database.ts';
import type { BatchDocument } from './document.ts';
import { leftOutReason } from './left-out.ts';

/** How `row.state` writes a check state. */
export const stateNumbers = { valid: 0, warned: 1, invalid: 2 } as const satisfies Record<CheckState, number>;

export const stateNames = ['valid', 'warned', 'invalid'] as const satisfies readonly CheckState[];

type IssueCounts = Partial<Record<IssueCode, { count: number; safe: number }>>;

/** Rows by what checking says about them. */
export interface StateCounts {
  valid: number;
  warned: number;
  invalid: number;
  /** By code: how many, and how many of them have a safe repair. */
  issues: IssueCounts;
}

/** Those among all rows that are left out of what is sent. */
export interface LeftOutCounts extends StateCounts {
  reasons: Partial<Record<LeftOutReason, number>>;
}

/** What checking found, counted; kept in the batch file, so that a million rows need no counting to be summed up. */
export interface Counts extends StateCounts {
  /** valid + warned + invalid: left-out rows among them. */
  rows: number;
  leftOut: LeftOutCounts;
}

const stateShape = {
  valid: z.number(),
  warned: z.number(),
  invalid: z.number(),
  issues: z.record(z.string(), z.object({ count: z.number(), safe: z.number() })),
};

const schema = z.object({
  rows: z.number(),
  ...stateShape,
  leftOut: z
    .object({ ...stateShape, reasons: z.partialRecord(z.enum(leftOutReasons), z.number()) })
    .optional(),
});

const noStates = (): StateCounts => ({ valid: 0, warned: 0, invalid: 0, issues: {} });

export function noCounts(): Counts {
  return { rows: 0, ...noStates(), leftOut: { ...noStates(), reasons: {} } };
}

/** Adds `change` (1 or -1, or as many at once) issues of a code; `repair` is 2 for a safe one. */
export function addIssue(counts: StateCounts, code: IssueCode, repair: number, change: number): void {
  const known = counts.issues[code];
  if (known) {
    known.count += change;
    if (repair === 2) known.safe += change;
    if (known.count === 0) delete counts.issues[code];
  } else {
    counts.issues[code] = { count: change, safe: repair === 2 ? change : 0 };
  }
}

/** Adds rows of a state to the counts, or takes them away; of rows that are left out to the counts of those too. */
export function addRows(counts: Counts, state: number, skipped: number, change: number): void {
  const name = stateNames[state] ?? 'valid';
  counts[name] += change;
  const reason = leftOutReason(skipped);
  if (reason === null) return;
  const { reasons } = counts.leftOut;
  counts.leftOut[name] += change;
  reasons[reason] = (reasons[reason] ?? 0) + change;
  if (reasons[reason] === 0) delete reasons[reason];
}

export function readCounts(document: BatchDocument): Counts {
  const found = document.db.prepare("select value from meta where key = 'counts'").get() as
    | { value: string }
    | undefined;
  if (!found) return noCounts();
  const { leftOut, ...counts } = schema.parse(JSON.parse(found.value)) as Omit<Counts, 'leftOut'> & {
    leftOut?: LeftOutCounts;
  };
  // Batches of earlier versions do not keep it.
  return { ...counts, leftOut: leftOut ?? countedAnew(document.db).leftOut };
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
  const counts = countedAnew(document.db);
  writeCounts(document, counts);
  return counts;
}

/** How many rows are left out, whyever. */
export function leftOutRows({ leftOut }: Counts): number {
  return leftOut.valid + leftOut.warned + leftOut.invalid;
}

function countedAnew(db: Database): Counts {
  const counts = noCounts();
  const states = db
    .prepare('select state, skipped, count(*) as rows from row group by state, skipped')
    .all() as { state: number; skipped: number; rows: number }[];
  for (const { state, skipped, rows } of states) {
    addRows(counts, state, skipped, rows);
    counts.rows += rows;
  }
  counts.issues = issuesIn(db, 'issue');
  if (leftOutRows(counts) > 0) {
    counts.leftOut.issues = issuesIn(
      db,
      'row r cross join issue on issue.row = r.number where r.skipped > 0',
    );
  }
  return counts;
}

function issuesIn(db: Database, from: string): IssueCounts {
  const issues = db
    .prepare(`select code, count(*) as count, sum(repair = 2) as safe from ${from} group by code`)
    .all() as { code: IssueCode; count: number; safe: number }[];
  return Object.fromEntries(issues.map(({ code, count, safe }) => [code, { count, safe }]));
}

/** What an issue's repair is to filters and counts: none, one to choose, or one that is safe. */
export function repairNumber(issue: Issue): 0 | 1 | 2 {
  return issue.repair === null ? 0 : issue.repair.safe ? 2 : 1;
}
