import { trimmed } from '../permit/cell.ts';
import type { DateOrder, RowChecker } from '../permit/check.ts';
import { checkStateOf, type Issue } from '../permit/issue.ts';
import type { RowGlance } from '../permit/row-glance.ts';
import { addIssue, type Counts, stateNumbers } from './counts.ts';
import type { PlainLines } from './reading/plain-lines.ts';
import type { RowBlock } from './reading/table.ts';
import type { ReferenceIndex } from './reference-index.ts';
import type { IssueInsert, RowInsert, StoredBlock } from './storing.ts';

/** What checking one block after another gathers. */
export interface BlockCheck {
  readonly check: RowChecker;
  /** A short cut past `check` for most rows; null where there is none. */
  readonly glance: RowGlance | null;
  readonly columnCount: number;
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

/** What an issue's repair is to filters and counts: none, one to choose, or one that is safe. */
export function repairNumber(issue: Issue): 0 | 1 | 2 {
  return issue.repair === null ? 0 : issue.repair.safe ? 2 : 1;
}

/**
 * What a row counts as when duplicates are looked for: its key, trimmed; blank where its cells are shifted, or the key
 * is missing or unsound. `column` is the key's, counted from 1.
 */
export function keyHeld(cells: readonly string[], issues: readonly Issue[], column: number): string {
  for (const { column: found, code } of issues) {
    if (code === 'too-many-cells' || code === 'too-few-cells' || found === column) return '';
  }
  return trimmed(cells[column - 1] ?? '');
}

/** Checks a block's rows and prepares what the store takes. */
export function checkBlock(block: RowBlock, gathered: BlockCheck): StoredBlock {
  const { check, glance, columnCount, key, references, duplicates, counts, dateColumns } = gathered;
  const { numbers, unbalanced } = block;
  const states = new Uint8Array(numbers.length);
  const groups = new Map<string, { insert: Omit<IssueInsert, 'rows'>; rows: number[] }>();
  let last: { insert: Omit<IssueInsert, 'rows'>; rows: number[] } | undefined;

  const { lines } = block;
  // Making cells of lines takes long: only those get them that need a closer look.
  const rows = lines ? [] : block.rows;
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] ?? 0;
    if (lines && glance && isSound(lines, at, columnCount, glance)) {
      const first = lines.cells[at] ?? 0;
      const from = key === 0 ? (lines.starts[at] ?? 0) : (lines.ends[first + key - 1] ?? 0) + 1;
      const holder = references.addAscii(lines.utf8, from, lines.ends[first + key] ?? 0, number);
      if (holder !== number) duplicates.push(number, holder);
      continue;
    }
    const cells = lines ? cellsOf(lines, at) : (rows[at] ?? []);
    const issues = check(cells, unbalanced?.has(at) ? oddQuotes : evenQuotes);
    if (issues.length > 0) states[at] = stateNumbers[checkStateOf(issues)];
    for (const issue of issues) {
      const { code } = issue;
      const column = issue.column ?? 0;
      const repair = repairNumber(issue);
      addIssue(counts, code, repair, 1);
      if (gathered.proofs.size < 2 && dateColumns.includes(column)) {
        const proved = gathered.proof(issue.value);
        if (proved) gathered.proofs.add(proved);
      }
      // Issues come in runs of a kind, and most need no key to be made.
      if (last?.insert.code !== code || last.insert.column !== column || last.insert.repair !== repair) {
        const kind = `${code} ${column} ${repair}`;
        last = groups.get(kind) ?? { insert: { column, code, repair }, rows: [] };
        groups.set(kind, last);
      }
      last.rows.push(number);
    }
    const held = key < 0 ? '' : keyHeld(cells, issues, key + 1);
    if (held !== '') {
      const first = references.add(held, number);
      if (first !== number) duplicates.push(number, first);
    }
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

/** Whether a line has the table's width and nothing is amiss with it. */
function isSound(lines: PlainLines, row: number, width: number, glance: RowGlance): boolean {
  const first = lines.cells[row] ?? 0;
  if ((lines.cells[row + 1] ?? 0) - first !== width) return false;
  return glance(lines.utf8, lines.starts[row] ?? 0, lines.ends, first);
}

function cellsOf({ utf8, delimiter, starts, cells, ends }: PlainLines, row: number): string[] {
  const end = ends[(cells[row + 1] ?? 0) - 1] ?? 0;
  return utf8.toString('utf8', starts[row], end).split(String.fromCharCode(delimiter));
}

/** Rows with consecutive numbers go in as one. */
function runs(block: RowBlock, state: number): RowInsert[] {
  const { lines, numbers } = block;
  if (lines) {
    const { utf8, delimiter } = lines;
    return lines.count === 0 ? [] : [{ first: numbers[0] ?? 0, state, cells: { lines: utf8, delimiter } }];
  }
  const { rows } = block;
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
