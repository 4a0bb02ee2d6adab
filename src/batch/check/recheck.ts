import { type RowChecker, rowChecker } from '../../permit/check.ts';
import { checkStateOf, type Issue, type IssueCode } from '../../permit/issue.ts';
import { type Mapping, mappingOf } from '../../permit/mapping.ts';
import type { OperationRules } from '../../permit/operation.ts';
import { operationRules } from '../../permit/operation-rules.ts';
import { settingsFor } from '../../permit/utc-column.ts';
import { stateNumbers } from '../file/counts.ts';
import { amongRows, type CurrentRow, rowPages, rowsWithIssue } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta } from '../file/meta.ts';
import { addTo, issueWrites } from './issue-writes.ts';

/**
 * Raised whenever checking finds something else of the same rows: what was found before then is not to be found again,
 * and no sign that somebody changed a batch.
 */
export const checksEdition = 1;

/** How a batch's rows are checked: its mapping and settings, with the clock as it was when the file was read. */
export interface BatchChecker {
  readonly check: RowChecker;
  readonly mapping: Mapping;
  /** Position of the column that tells one permit from another; -1 without one. */
  readonly key: number;
  /** Position of the plates' column; -1 without one. */
  readonly plate: number;
  readonly rules: OperationRules;
}

export function checkerOf(document: BatchDocument): BatchChecker {
  const columns = readMeta(document, 'columns');
  const settings = readMeta(document, 'settings');
  if (!columns || !settings) throw new Error('The batch has no columns or settings.');
  const mapping = mappingOf(columns);
  const rules = operationRules[settings.operation];
  return {
    check: rowChecker(
      mapping,
      columns.map(({ header }) => header),
      { ...settingsFor(columns, settings), now: settings.checkedAt },
      rules,
    ),
    mapping,
    key: mapping.indexOf(rules.key),
    plate: mapping.indexOf('plate'),
    rules,
  };
}

/**
 * Checks again the rows that have an issue of `code`, or all, while no row is marked as a duplicate; pauses after each
 * page, to say how many rows are done. The caller holds the transaction and counts anew. `onRow` gets every row that was
 * checked, in order, with what was found.
 */
export function* recheckRows(
  document: BatchDocument,
  code: IssueCode | null,
  onRow?: (row: CurrentRow, issues: readonly Issue[]) => void,
): Generator<number, void, void> {
  const { check } = checkerOf(document);
  const writes = issueWrites(document);
  // Emptying the table at once costs nothing beside taking out its lines.
  if (code === null) document.db.exec('delete from issue');
  let done = 0;
  for (const rows of rowPages(document, code === null ? undefined : rowsWithIssue('code = ?', [code]))) {
    const states = new Map<number, number[]>();
    if (code !== null) writes.forget(rows.map(({ number }) => number));
    for (const row of rows) {
      const issues = check(row.cells, row.reading);
      onRow?.(row, issues);
      for (const issue of issues) writes.add(row.number, issue);
      const state = stateNumbers[checkStateOf(issues)];
      if (state !== row.state) addTo(states, state, row.number);
    }
    writes.flush();
    for (const [state, numbers] of states) {
      const among = amongRows('number', numbers);
      document.db.prepare(`update row set state = ? where ${among.sql}`).run(state, ...among.values);
    }
    done += rows.length;
    yield done;
  }
}
