import { checkerOf } from '../check/recheck.ts';
import { rowPages, rowsWithIssue } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';

/** Rows with a date that is one day or another, by whether the day or the month comes first. */
export interface DateQuestion {
  /** How many rows wait for the answer; those that are left out wait for none. */
  readonly rows: number;
  /** The first such date, and both days that it can be, as YYYY-MM-DD. */
  readonly example: { readonly value: string; readonly dayFirst: string; readonly monthFirst: string };
}

const undecided = rowsWithIssue("code in ('end-date-format', 'start-date-format') and repair = 0", []);

/** What is to be asked of the order of day and month; null for nothing. Pauses after each page of rows. */
export function* dateQuestion(document: BatchDocument): Generator<undefined, DateQuestion | null> {
  const { check } = checkerOf(document);
  let rows = 0;
  let example: DateQuestion['example'] | null = null;
  for (const page of rowPages(document, undecided)) {
    for (const row of page) {
      if (row.skipped !== 0) continue;
      const issue = check(row.cells, row.reading).find(({ facts }) => facts['reason'] === 'order');
      if (issue === undefined) continue;
      rows++;
      const { dayFirst, monthFirst } = issue.facts;
      example ??= { value: issue.value, dayFirst: String(dayFirst), monthFirst: String(monthFirst) };
    }
    yield;
  }
  return example && { rows, example };
}
