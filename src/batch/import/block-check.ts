import type { DateOrder, RowChecker } from '../../permit/check.ts';
import { checkStateOf, type Issue, type IssueCode } from '../../permit/issue.ts';
import { inOrder, type RowGlance, unclear } from '../../permit/row-glance.ts';
import { keyHeld } from '../check/duplicate-key.ts';
import type { ReferenceIndex } from '../check/reference-index.ts';
import { addIssue, type Counts, repairNumber, stateNumbers } from '../file/counts.ts';
import type { PlainLines } from '../reading/plain-lines.ts';
import type { RowBlock } from '../reading/table.ts';
import type { IssueInsert, RowInsert, StoredBlock } from './storing.ts';

/** What checking one block after another gathers. */
export interface BlockCheck {
  readonly check: RowChecker;
  /** A short cut past `check` for most rows; null where there is none. */
  readonly glance: RowGlance | null;
  /** By position: what was said about rows of which only the cell there may be amiss, by what that hangs on. */
  readonly verdicts: Map<number, Map<string, Verdict>>;
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

/** What checking a row leads to. */
interface Verdict {
  readonly state: number;
  readonly issues: readonly IssueKind[];
}

interface IssueKind extends Omit<IssueInsert, 'rows'> {
  readonly code: IssueCode;
}

/** Cells that differ from row to row are not worth remembering. */
const mostVerdicts = 10_000;

/** Checks a block's rows and prepares what the store takes. */
export function checkBlock(block: RowBlock, gathered: BlockCheck): StoredBlock {
  const { check, glance, key, references, duplicates, counts } = gathered;
  const { numbers, unbalanced } = block;
  const states = new Uint8Array(numbers.length);
  const groups = new Map<string, Group>();
  let last: Group | undefined;

  const take = (row: number, { state, issues }: Verdict): void => {
    states[row] = state;
    for (const insert of issues) {
      // Issues come in runs of a kind, and most need no key to be made.
      if (last === undefined || !isAlike(last.insert, insert)) {
        const { column, code, repair } = insert;
        const kind = `${code} ${column} ${repair}`;
        last = groups.get(kind) ?? { insert, rows: [] };
        groups.set(kind, last);
      }
      last.rows.push(numbers[row] ?? 0);
    }
  };

  const { lines } = block;
  // Making cells of lines takes long: only those get them that need a closer look.
  const rows = lines ? [] : block.rows;
  const glances = lines && glance ? glancesAt(lines, glance, gathered) : null;
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] ?? 0;
    const seen = glances?.[at] ?? unclear;
    if (lines && glance && seen !== unclear) {
      const holder = references.addHashed(at, number);
      if (holder !== number) duplicates.push(number, holder);
      if (seen !== inOrder) take(at, knownVerdict(lines, at, seen, glance, gathered));
      continue;
    }
    const cells = lines ? cellsOf(lines, at) : (rows[at] ?? []);
    const issues = check(cells, unbalanced?.has(at) ? oddQuotes : evenQuotes);
    if (issues.length > 0) take(at, verdictOf(issues, gathered));
    const held = key < 0 ? '' : keyHeld(cells, issues, key + 1);
    if (held !== '') {
      const first = references.add(held, number);
      if (first !== number) duplicates.push(number, first);
    }
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

function isAlike(one: IssueKind, other: IssueKind): boolean {
  return one.code === other.code && one.column === other.column && one.repair === other.repair;
}

function verdictOf(issues: readonly Issue[], { dateColumns, proofs, proof }: BlockCheck): Verdict {
  for (const { column, value } of issues) {
    if (proofs.size >= 2 || !dateColumns.includes(column ?? 0)) continue;
    const proved = proof(value);
    if (proved) proofs.add(proved);
  }
  return {
    state: stateNumbers[checkStateOf(issues)],
    issues: issues.map((issue) => ({
      column: issue.column ?? 0,
      code: issue.code,
      repair: repairNumber(issue),
    })),
  };
}

/** The word on a row of which only the cell at `position` may be amiss: that on an earlier one with the same text, if any. */
function knownVerdict(
  lines: PlainLines,
  row: number,
  position: number,
  glance: RowGlance,
  gathered: BlockCheck,
): Verdict {
  const beside = glance.beside(position);
  const text = latin1Of(lines, row, position);
  const name = beside === position ? text : `${text}\n${latin1Of(lines, row, beside)}`;
  const known = gathered.verdicts.get(position) ?? new Map<string, Verdict>();
  gathered.verdicts.set(position, known);
  const before = known.get(name);
  if (before) return before;
  const verdict = verdictOf(gathered.check(cellsOf(lines, row), evenQuotes), gathered);
  if (known.size < mostVerdicts) known.set(name, verdict);
  return verdict;
}

/** A cell's bytes as a text of their own, quicker made than the cell's. */
function latin1Of({ utf8, starts, cells, ends }: PlainLines, row: number, position: number): string {
  const first = cells[row] ?? 0;
  const from = position === 0 ? (starts[row] ?? 0) : (ends[first + position - 1] ?? 0) + 1;
  return utf8.toString('latin1', from, ends[first + position]);
}

/** A glance at each line; the reference IDs of those that need no closer look are hashed, to be placed in one go. */
function glancesAt(
  lines: PlainLines,
  glance: RowGlance,
  { columnCount, key, references }: BlockCheck,
): Int32Array {
  const { utf8, starts, cells, ends } = lines;
  const glances = new Int32Array(lines.count);
  for (let at = 0; at < lines.count; at++) {
    const seen = glanceAt(lines, at, columnCount, glance);
    glances[at] = seen;
    if (seen === unclear) continue;
    const first = cells[at] as number;
    const from = key === 0 ? (starts[at] as number) : (ends[first + key - 1] as number) + 1;
    references.hashAscii(utf8, from, ends[first + key] as number, at);
  }
  return glances;
}

/** A glance at a line; one that has not the table's width needs a closer look. */
function glanceAt(lines: PlainLines, row: number, width: number, glance: RowGlance): number {
  const first = lines.cells[row] ?? 0;
  if ((lines.cells[row + 1] ?? 0) - first !== width) return unclear;
  return glance.look(lines.utf8, lines.starts[row] ?? 0, lines.ends, first);
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
