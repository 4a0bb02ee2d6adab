import { isBlank } from './cell.ts';
import { isClock } from './column-role.ts';
import type { Issue, IssueCode } from './issue.ts';
import type { Mapping } from './mapping.ts';
import { isNotAPermit } from './not-a-permit.ts';
import type { OperationRules } from './operation.ts';
import { stillSays } from './row-known.ts';
import type { RowMarks, RowReading } from './row-reading.ts';
import { comparable } from './same-value.ts';

/** What is wrong with a row as a whole. */
interface RowFinding {
  readonly issue: Issue;
  /** The cells may stand in other columns than their own, or are no permit's: nothing is to be said of them. */
  readonly cellsMayHaveShifted: boolean;
}

const noCodes: readonly IssueCode[] = Object.freeze([]);

/**
 * Finds what is wrong with rows as a whole, the first that fits: a row that is no permit, one whose shape is not the
 * header's, one that the workbook hides, one with a cell that may be rows, one whose permit was created before, one that says nothing about its permit.
 */
export function rowFinding(
  mapping: Mapping,
  headers: readonly string[],
  { key: keyField, nothing }: OperationRules,
): (cells: readonly string[], reading: RowReading) => RowFinding | null {
  const key = mapping.indexOf(keyField);
  const plate = mapping.indexOf('plate');
  const optional = mapping.flatMap((field, index) => (field === null || field === keyField ? [] : [index]));
  const isBlankAt = (cells: readonly string[], index: number) => index < 0 || isBlank(cells[index] ?? '');

  return (cells, reading) => {
    const confirmed = reading.confirmed?.['0'] ?? noCodes;
    const open = (code: IssueCode) => !confirmed.includes(code);
    if (open('not-a-permit') && isNotAPermit(cells, headers, { key, plate })) return shifted('not-a-permit');
    const shape = shapeCode(cells, headers.length, reading, confirmed);
    if (shape !== null && cells.length !== headers.length) {
      const blank = cells.slice(headers.length).every(isBlank) ? 1 : 0;
      return shifted(shape, { cells: cells.length, expected: headers.length, blank });
    }
    if (shape !== null) return straight(shape);
    if (reading.marks?.hidden && open('row-hidden')) return straight('row-hidden');
    if (reading.marks?.holdsRows?.includes((key < 0 ? plate : key) + 1) && open('cell-holds-rows'))
      return straight('cell-holds-rows');
    const created = reading.known?.created;
    if (created && open('permit-exists') && stillSays(cells, mapping, created.of)) {
      const { reference, permit, day, batch, row } = created;
      return straight('permit-exists', { reference, permit, day, batch, row });
    }
    const done = reading.marks?.done;
    if (done && open('already-done') && isAsDone(cells, mapping, done)) return straight('already-done');
    if (nothing !== null && optional.every((index) => isBlankAt(cells, index))) {
      // Without a key such a row lacks that first of all; where no key is required it lacks everything.
      const lacksKey = isBlankAt(cells, key);
      if (nothing === 'nothing-to-update' ? !lacksKey : lacksKey) return straight(nothing);
    }
    return null;
  };
}

/** Whether a row says what it was done with: another value is another wish. */
function isAsDone(cells: readonly string[], mapping: Mapping, done: NonNullable<RowMarks['done']>): boolean {
  return mapping.every((field, at) => {
    if (field === null || isClock(field)) return true;
    return done[field]?.includes(comparable(field, cells[at] ?? '')) ?? true;
  });
}

function shapeCode(
  cells: readonly string[],
  columnCount: number,
  reading: RowReading,
  confirmed: readonly IssueCode[],
): 'quote-unbalanced' | 'too-many-cells' | 'too-few-cells' | null {
  if (reading.edited) {
    return cells.slice(columnCount).every(isBlank) ? null : 'too-many-cells';
  }
  if (reading.quoteUnbalanced) return 'quote-unbalanced';
  if (cells.length === columnCount) return null;
  if (cells.length > columnCount) return 'too-many-cells';
  return confirmed.includes('too-few-cells') ? null : 'too-few-cells';
}

function shifted(code: IssueCode, facts: Issue['facts'] = {}): RowFinding {
  return { issue: rowIssue(code, facts), cellsMayHaveShifted: true };
}

function straight(code: IssueCode, facts: Issue['facts'] = {}): RowFinding {
  return { issue: rowIssue(code, facts), cellsMayHaveShifted: false };
}

function rowIssue(code: IssueCode, facts: Issue['facts']): Issue {
  return { column: null, field: null, code, value: '', facts, repair: null };
}
