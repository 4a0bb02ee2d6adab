import { trimmed } from '../permit/cell.ts';
import type { DateOrder, RowChecker } from '../permit/check.ts';
import { checkStateOf, type Issue } from '../permit/issue.ts';
import { addIssue, type Counts, stateNumbers } from './counts.ts';
import type { RowBlock } from './reading/table.ts';
import type { ReferenceIndex } from './reference-index.ts';
import type { IssueInsert, RowInsert, StoredBlock } from './storing.ts';

/** What checking one block after another gathers. */
export interface BlockCheck {
  readonly check: RowChecker;
  /** Position of the reference ID's column. */
  readonly reference: number;
  readonly references: ReferenceIndex;
  /** Pairs of a row and the first row with its reference ID, one after the other. */
  readonly duplicates: number[];
  readonly counts: Counts;
  /** Position of End Date's column, -1 without one. */
  readonly dateColumn: number;
  /** The orders of day and month that End Dates so far have proved. */
  readonly proofs: Set<DateOrder>;
  readonly proof: (value: string) => DateOrder | null;
}

/** What an issue's repair is to filters and counts: none, one to choose, or one that is safe. */
export function repairNumber(issue: Issue): 0 | 1 | 2 {
  return issue.repair === null ? 0 : issue.repair.safe ? 2 : 1;
}

/** Whether a row's reference ID counts when duplicates are looked for: its cells are not shifted, the ID is sound. */
export function holdsReference(issues: readonly Issue[], referenceColumn: number): boolean {
  for (const { column, code } of issues) {
    if (code === 'too-many-cells' || code === 'too-few-cells' || column === referenceColumn) return false;
  }
  return true;
}

/** Checks a block's rows and prepares what the store takes. */
export function checkBlock(block: RowBlock, gathered: BlockCheck): StoredBlock {
  const { check, reference, references, duplicates, counts, dateColumn } = gathered;
  const { rows, numbers, unbalanced } = block;
  const byState: number[][] = [[], [], []];
  const groups = new Map<string, { insert: Omit<IssueInsert, 'rows'>; rows: number[] }>();

  for (let at = 0; at < rows.length; at++) {
    const cells = rows[at];
    const number = numbers[at];
    if (!cells || number === undefined) continue;
    const issues = check(cells, unbalanced?.has(at) ? oddQuotes : evenQuotes);
    const state = issues.length === 0 ? 0 : stateNumbers[checkStateOf(issues)];
    byState[state]?.push(number);
    for (const issue of issues) {
      const { code } = issue;
      const column = issue.column ?? 0;
      const repair = repairNumber(issue);
      addIssue(counts, code, repair, 1);
      if (column === dateColumn + 1 && column > 0 && gathered.proofs.size < 2) {
        const proved = gathered.proof(issue.value);
        if (proved) gathered.proofs.add(proved);
      }
      const key = `${code} ${column} ${repair}`;
      const group = groups.get(key);
      if (group) group.rows.push(number);
      else groups.set(key, { insert: { column, code, repair }, rows: [number] });
    }
    if (reference >= 0 && (issues.length === 0 || holdsReference(issues, reference + 1))) {
      const first = references.add(trimmed(cells[reference] ?? ''), number);
      if (first !== number) duplicates.push(number, first);
    }
  }

  counts.rows += rows.length;
  counts.valid += byState[0]?.length ?? 0;
  counts.warned += byState[1]?.length ?? 0;
  counts.invalid += byState[2]?.length ?? 0;
  const usual = mostCommon(byState);
  return {
    inserts: runs(block, usual),
    states: byState.flatMap((found, state) =>
      state === usual || found.length === 0 ? [] : [{ state, rows: JSON.stringify(found) }],
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

function mostCommon(byState: readonly (readonly number[])[]): number {
  let common = 0;
  for (let state = 1; state < byState.length; state++) {
    if ((byState[state]?.length ?? 0) > (byState[common]?.length ?? 0)) common = state;
  }
  return common;
}

const encoder = new TextEncoder();

/** Rows with consecutive numbers go in as one. */
function runs({ rows, numbers, lines }: RowBlock, state: number): RowInsert[] {
  const delimiter = lines && rows.length > 0 ? delimiterByte(lines.delimiter) : null;
  if (lines && delimiter !== null) {
    return [{ first: numbers[0] ?? 0, state, cells: { lines: encoder.encode(lines.text), delimiter } }];
  }
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

/**
 * The delimiter's code where it is a single byte in UTF-8, and so not to be mistaken for part of a letter; else null.
 * Nor may it be a double quote, at which PapaParse does not cut.
 */
function delimiterByte(delimiter: string): number | null {
  const code = delimiter.charCodeAt(0);
  return delimiter.length === 1 && code < 0x80 && delimiter !== '"' ? code : null;
}
