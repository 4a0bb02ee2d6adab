import type { DateOrder, RowChecker } from '../../permit/check.ts';
import { checkStateOf, type Issue, type IssueCode } from '../../permit/issue.ts';
import { keyHeld } from '../check/duplicate-key.ts';
import type { ReferenceIndex } from '../check/reference-index.ts';
import { addIssue, type Counts, repairNumber, stateNumbers } from '../file/counts.ts';
import type { RowBlock } from '../reading/row-blocks.ts';
import type { IssueInsert, RowInsert, StoredBlock } from './storing.ts';

/** What checking one block after another gathers. */
export interface BlockCheck {
  readonly check: RowChecker;
  /** Position of the column that tells one permit from another: the reference ID's, where the operation has one. */
  readonly key: number;
  readonly references: ReferenceIndex;
  /** Pairs of a row and the first row with its reference ID, one after the other. */
  readonly duplicates: number[];
  readonly counts: Counts;
  /** The columns of dates, counted from 1. */
  readonly dateColumns: readonly number[];
  /** The orders of day and month that the dates so far have proved. */
  readonly proofs: Set<DateOrder>;
  readonly proof: (value: string) => DateOrder | null;
}

interface IssueKind extends Omit<IssueInsert, 'rows'> {
  readonly code: IssueCode;
}

/** Checks a block's rows and prepares what the store takes. */
export function checkBlock(block: RowBlock, gathered: BlockCheck): StoredBlock {
  const { check, key, references, duplicates, counts } = gathered;
  const { rows, numbers, unbalanced } = block;
  const states = new Uint8Array(rows.length);
  const groups = new Map<string, Group>();
  let last: Group | undefined;

  const take = (issue: Issue, number: number): void => {
    const { code, column } = issue;
    const repair = repairNumber(issue);
    // Issues come in runs of a kind, and most need no key to be made.
    if (last?.insert.code !== code || last.insert.column !== (column ?? 0) || last.insert.repair !== repair) {
      const kind = `${code} ${column} ${repair}`;
      last = groups.get(kind) ?? { insert: { column: column ?? 0, code, repair }, rows: [] };
      groups.set(kind, last);
    }
    last.rows.push(number);
  };

  for (let at = 0; at < rows.length; at++) {
    const cells = rows[at] ?? [];
    const number = numbers[at] ?? 0;
    const issues = check(cells, unbalanced?.has(at) ? oddQuotes : evenQuotes);
    if (issues.length > 0) {
      states[at] = stateNumbers[checkStateOf(issues)];
      for (const issue of issues) take(issue, number);
      proveDateOrder(issues, gathered);
    }
    const held = key < 0 ? '' : keyHeld(cells, issues, key + 1);
    if (held === '') continue;
    const first = references.add(held, number);
    if (first !== number) duplicates.push(number, first);
  }
  for (const { insert, rows: found } of groups.values()) {
    addIssue(counts, insert.code, insert.repair, found.length);
  }

  const inState = [0, 0, 0];
  for (const state of states) inState[state] = (inState[state] ?? 0) + 1;
  const [valid = 0, warned = 0, invalid = 0] = inState;
  counts.rows += numbers.length;
  counts.valid += valid;
  counts.warned += warned;
  counts.invalid += invalid;
  const usual = inState.indexOf(Math.max(...inState));
  return {
    inserts: runs(block, usual),
    states: inState.flatMap((count, state) =>
      state === usual || count === 0
        ? []
        : [{ state, rows: JSON.stringify(numbers.filter((_, at) => states[at] === state)) }],
    ),
    unbalanced: unbalanced ? JSON.stringify([...unbalanced].map((at) => numbers[at])) : null,
    issues: [...groups.values()].map(({ insert, rows: found }) => ({
      ...insert,
      rows: JSON.stringify(found),
    })),
  };
}

const oddQuotes = { quoteUnbalanced: true };
const evenQuotes = { quoteUnbalanced: false };

interface Group {
  readonly insert: IssueKind;
  readonly rows: number[];
}

function proveDateOrder(issues: readonly Issue[], { dateColumns, proofs, proof }: BlockCheck): void {
  for (const { column, value } of issues) {
    if (proofs.size >= 2 || !dateColumns.includes(column ?? 0)) continue;
    const proved = proof(value);
    if (proved) proofs.add(proved);
  }
}

/** Rows with consecutive numbers go in as one. */
function runs(block: RowBlock, state: number): RowInsert[] {
  const { rows, numbers } = block;
  const inserts: RowInsert[] = [];
  for (let from = 0; from < rows.length; ) {
    const first = numbers[from] ?? 0;
    let to = from + 1;
    while (to < rows.length && numbers[to] === first + to - from) to++;
    const whole = from === 0 && to === rows.length;
    inserts.push({ first, state, cells: JSON.stringify(whole ? rows : rows.slice(from, to)) });
    from = to;
  }
  return inserts;
}
