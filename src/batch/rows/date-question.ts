import type { DateQuestion } from '../../permit/date-question.ts';
import { checkerOf } from '../check/recheck.ts';
import { rowPages, rowsWithIssue } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';

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
