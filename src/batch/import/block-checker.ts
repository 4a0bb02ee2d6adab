import {
  type CheckSettings,
  type DateOrder,
  dateOrderProof,
  type RowChecker,
  rowChecker,
} from '../../permit/check.ts';
import { checkStateOf, type Issue, type IssueCode } from '../../permit/issue.ts';
import { type ColumnMatch, mappingOf } from '../../permit/mapping.ts';
import type { OperationRules } from '../../permit/operation.ts';
import { settingsFor } from '../../permit/utc-column.ts';
import { keyHeld } from '../check/duplicate-key.ts';
import { PlateIndex } from '../check/plate-index.ts';
import { plateHeld } from '../check/plates.ts';
import { ReferenceIndex } from '../check/reference-index.ts';
import { addIssue, type Counts, noCounts, repairNumber, stateNumbers } from '../file/counts.ts';
import type { RowBlock } from '../reading/row-blocks.ts';
import type { IssueInsert, RowBatch, RowInsert } from './row-writer.ts';

interface IssueKind extends Omit<IssueInsert, 'rows'> {
  readonly code: IssueCode;
}

interface Group {
  readonly kind: IssueKind;
  readonly rows: number[];
}

/** Checks one block of a file's rows after the other, and gathers what only all of them together tell. */
export class BlockChecker {
  readonly references: ReferenceIndex;
  readonly plates: PlateIndex;
  readonly counts: Counts = noCounts();
  /** The orders of day and month that the dates so far have proved. */
  /** The first date that proves each order. */
  readonly dateOrders = new Map<DateOrder, string>();
  readonly #check: RowChecker;
  /** Position of the column that tells one permit from another; -1 without one. */
  readonly #key: number;
  /** Position of the plates' column; -1 without one. */
  readonly #plate: number;
  /** The columns of dates, counted from 1. */
  readonly #dateColumns: readonly number[];

  /** `expectedRows` is how many there are about: only to spare growing. */
  constructor(
    columns: readonly ColumnMatch[],
    settings: CheckSettings,
    rules: OperationRules,
    expectedRows: number,
  ) {
    const mapping = mappingOf(columns);
    this.#check = rowChecker(
      mapping,
      columns.map(({ header }) => header),
      settingsFor(columns, settings),
      rules,
    );
    this.#key = mapping.indexOf(rules.key);
    this.#dateColumns = mapping.flatMap((field, at) =>
      field === 'endDate' || field === 'startDate' ? [at + 1] : [],
    );
    this.#plate = mapping.indexOf('plate');
    this.references = new ReferenceIndex(expectedRows);
    this.plates = new PlateIndex(this.#plate < 0 ? 0 : expectedRows);
  }

  /** Checks a block's rows and prepares what is written of them. */
  check(block: RowBlock): RowBatch {
    const { rows, numbers, unbalanced, marks } = block;
    const states = new Uint8Array(rows.length);
    const issueGroups = new IssueGroups();
    for (let at = 0; at < rows.length; at++) {
      const cells = rows[at] ?? [];
      const number = numbers[at] ?? 0;
      const mark = marks?.get(at);
      const reading = unbalanced?.has(at) ? oddQuotes : evenQuotes;
      const issues = this.#check(cells, mark === undefined ? reading : { ...reading, marks: mark });
      if (issues.length > 0) {
        states[at] = stateNumbers[checkStateOf(issues)];
        for (const issue of issues) issueGroups.add(issue, number);
        this.#proveDateOrder(issues);
      }
      const held = keyHeld({ cells, skipped: 0 }, issues, this.#key + 1);
      if (held !== '') this.references.add(held, number);
      const plate = plateHeld(cells, issues, this.#plate + 1);
      if (plate !== '') this.plates.add(plate, number);
    }
    for (const { kind, rows: found } of issueGroups.all()) {
      addIssue(this.counts, kind.code, kind.repair, found.length);
    }

    const inState = [0, 0, 0];
    for (const state of states) inState[state] = (inState[state] ?? 0) + 1;
    const [valid = 0, warned = 0, invalid = 0] = inState;
    this.counts.rows += rows.length;
    this.counts.valid += valid;
    this.counts.warned += warned;
    this.counts.invalid += invalid;
    const usual = inState.indexOf(Math.max(...inState));
    return {
      inserts: insertsOf(block, usual),
      states: inState.flatMap((count, state) =>
        state === usual || count === 0
          ? []
          : [{ state, rows: JSON.stringify(numbers.filter((_, at) => states[at] === state)) }],
      ),
      unbalanced: unbalanced ? JSON.stringify([...unbalanced].map((at) => numbers[at])) : null,
      marks: marks && [...marks].map(([at, mark]) => `"${numbers[at]}":${JSON.stringify(mark)}`).join(','),
      issues: issueGroups.all().map(({ kind, rows: found }) => ({ ...kind, rows: JSON.stringify(found) })),
    };
  }

  #proveDateOrder(issues: readonly Issue[]): void {
    for (const { column, value } of issues) {
      if (this.dateOrders.size >= 2 || !this.#dateColumns.includes(column ?? 0)) continue;
      const proved = dateOrderProof(value);
      if (proved && !this.dateOrders.has(proved)) this.dateOrders.set(proved, value.trim());
    }
  }
}

const oddQuotes = { quoteUnbalanced: true };
const evenQuotes = { quoteUnbalanced: false };

/** The rows of each kind of issue. */
class IssueGroups {
  readonly #groups = new Map<string, Group>();
  #last: Group | null = null;

  add(issue: Issue, row: number): void {
    const code = issue.code;
    const column = issue.column ?? 0;
    const repair = repairNumber(issue);
    const last = this.#last?.kind;
    // Issues come in runs of a kind, and most need no name to be made.
    if (last?.code !== code || last.column !== column || last.repair !== repair) {
      const name = `${code} ${column} ${repair}`;
      this.#last = this.#groups.get(name) ?? { kind: { column, code, repair }, rows: [] };
      this.#groups.set(name, this.#last);
    }
    this.#last?.rows.push(row);
  }

  all(): Group[] {
    return [...this.#groups.values()];
  }
}

/** Rows with consecutive numbers go in as one. */
function insertsOf({ rows, numbers }: RowBlock, state: number): RowInsert[] {
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
