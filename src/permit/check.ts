import { amountFinding, isAmount } from './amount.ts';
import { apiDateTime } from './calendar.ts';
import { isBlank, trimmed } from './cell.ts';
import { type CellFacts, cellFinding } from './cell-check.ts';
import type { CheckSettings } from './check-settings.ts';
import { isClock } from './column-role.ts';
import { currencyFinding } from './currency.ts';
import { endDateCheck } from './end-date.ts';
import type { FieldName } from './field.ts';
import { type Finding, finding } from './finding.ts';
import { checkStateOf, type Issue, type IssueCode } from './issue.ts';
import { type JoinedColumns, joinedCells, joinedColumns } from './joined-date.ts';
import type { Mapping } from './mapping.ts';
import type { OperationRules, RequiredField } from './operation.ts';
import { isPlainPlate, plateFinding } from './plate.ts';
import { plateFormFinding } from './plate-form.ts';
import { isLongReference, referenceFinding } from './reference.ts';
import { rowFinding } from './row-check.ts';
import { repeatedPlate } from './row-known.ts';
import type { CellKind, RowReading } from './row-reading.ts';
import { endsBeforeStart, startDateCheck } from './start-date.ts';
import { updateRules } from './update.ts';
import { zoneCheck } from './zone-name.ts';

export type { CheckSettings, DateOrder } from './check-settings.ts';
export { dateOrderProof } from './date-notation.ts';
export type { RowReading } from './row-reading.ts';

/** Checks one row: its cells as they are now (edits applied), by position. */
export type RowChecker = (cells: readonly string[], reading: RowReading) => readonly Issue[];

const noIssues: readonly Issue[] = Object.freeze([]);
const noCodes: readonly IssueCode[] = Object.freeze([]);

/** How the cells of one mapped column are checked. */
interface ColumnCheck {
  readonly index: number;
  readonly field: FieldName;
  /** Whether a cell, as it stands, needs no closer look: most do not. */
  isSound(text: string): boolean;
  /** What the field's own rule says of a trimmed value that is not blank. */
  check(value: string, cells: readonly string[]): Finding | null;
}

/**
 * A checker for rows of this mapping under these headers. Duplicates are the batch's to find.
 *
 * Codes and their order are cli.md's: one issue a cell and one for the row (column null), the first that fits. The
 * cells of a row with too many or too few, or of one that is no permit, are not looked at: they may have shifted, and
 * what is said, or repaired, would be about the wrong column. A cell too many counts even when it is blank, for the same
 * reason. A zone that `isZone` does not know throws.
 */
export function rowChecker(
  mapping: Mapping,
  headers: readonly string[],
  settings: CheckSettings,
  rules: OperationRules = updateRules,
): RowChecker {
  const at = (field: FieldName) => mapping.indexOf(field);
  const [endDate, amount, currency, startDate] = [
    at('endDate'),
    at('amount'),
    at('currency'),
    at('startDate'),
  ];
  const columns = columnChecks(mapping, settings);
  const joins = joinedColumns(mapping);
  const rowOf = rowFinding(mapping, headers, rules);
  const cell = (cells: readonly string[], index: number) => (index < 0 ? '' : (cells[index] ?? ''));

  const inspect = (
    { index, field, check }: ColumnCheck,
    cells: readonly string[],
    reading: RowReading,
  ): Issue | null => {
    const { marks, confirmed, twin, known } = reading;
    const value = trimmed(cell(cells, index));
    const column = index + 1;
    const facts: CellFacts = {
      field,
      isKey: field === rules.key,
      kind: marks?.kinds?.[column],
      merged: marks?.merged?.[column],
      confirmed: confirmed?.[column] ?? noCodes,
    };
    const inForm = field === 'plate' && value !== '' ? plateFormFinding(value, settings.plateForm) : null;
    const found = cellFinding(value, facts, (text) => check(text, cells)) ?? inForm;
    const isMissing = found === null && value === '' && facts.isKey && rules.keyRequired;
    const isFree = found === null || found.code === 'plate-form';
    const isPlate = isFree && field === 'plate' && value !== '';
    const repeated = isPlate ? repeatedPlate(cells, mapping, twin, known?.plate) : null;
    return issueOf(column, field, value, isMissing ? missingReference(known) : (repeated ?? found));
  };

  /** Spreadsheets leave out the blank cells at a row's end; where those that are there pass, that is what has happened. */
  const withMissingCells = (issue: Issue, cells: readonly string[], reading: RowReading): Issue => {
    const filled = headers.map((_, at) => cells[at] ?? '');
    const isSound = checkStateOf(checkRow(filled, reading)) !== 'invalid';
    return isSound ? { ...issue, repair: { kind: 'missing-cells', value: '', safe: true } } : issue;
  };

  const checkRow: RowChecker = (cells, reading) => {
    const row = rowOf(cells, reading);
    if (row?.cellsMayHaveShifted)
      return [row.issue.code === 'too-few-cells' ? withMissingCells(row.issue, cells, reading) : row.issue];
    let issues: Issue[] | null = row ? [row.issue] : null;
    for (const column of columns) {
      const isTold =
        isMarked(reading, column.index + 1) ||
        (column.field === 'plate' && (reading.twin || reading.known?.plate));
      if (!isTold && column.isSound(cells[column.index] ?? '')) continue;
      const issue = inspect(column, cells, reading);
      if (issue === null) continue;
      issues ??= [];
      issues.push(issue);
    }
    for (const field of row?.issue.code === 'nothing-to-create' ? [] : rules.required) {
      const index = at(field);
      if (isBlank(cell(cells, index))) issues = withMissing(issues, index, field);
    }
    const amountBlank = isBlank(cell(cells, amount));
    const currencyBlank = isBlank(cell(cells, currency));
    if (amountBlank !== currencyBlank) {
      const index = amountBlank ? currency : amount;
      const code = amountBlank ? 'currency-without-amount' : 'amount-without-currency';
      const value = trimmed(cell(cells, index));
      issues = warned(issues, index, { field: amountBlank ? 'currency' : 'amount', code, value, facts: {} });
    }
    if (startDate >= 0 && endDate >= 0) {
      const start = trimmed(cell(cells, startDate));
      const value = trimmed(cell(cells, endDate));
      if (endsBeforeStart(start, value)) {
        const what = { field: 'endDate', code: 'end-before-start', value, facts: { start } } as const;
        issues = warned(issues, endDate, what);
      }
    }
    return issues ?? noIssues;
  };
  if (joins.length === 0) return checkRow;
  return (cells, reading) => checkRow(joinedCells(cells, mapping), joinedReading(reading, joins));
}

/** Of a date whose time stands in another column, what the file says of either cell is told at the date's. */
function joinedReading(reading: RowReading, joins: readonly JoinedColumns[]): RowReading {
  const { marks } = reading;
  if (!marks?.kinds) return reading;
  const kinds: Record<number, CellKind> = { ...marks.kinds };
  for (const { date, clock } of joins) {
    const kind = kinds[clock + 1];
    if (kind !== undefined) kinds[date + 1] ??= kind;
  }
  return { ...reading, marks: { ...marks, kinds } };
}

/** A row without its key; several permits of the book may be meant. */
function missingReference(known: RowReading['known']): Finding {
  const references = known?.references?.join(', ');
  return references ? finding('reference-ambiguous', { references }) : finding('reference-missing');
}

/** Whether the file says more of a cell than its text. */
function isMarked({ marks }: RowReading, column: number): boolean {
  return marks?.kinds?.[column] !== undefined || marks?.merged?.[column] !== undefined;
}

function columnChecks(mapping: Mapping, settings: CheckSettings): ColumnCheck[] {
  const checkEndDate = endDateCheck(settings);
  const currency = mapping.indexOf('currency');
  const blank = (text: string) => text === '';
  const checks: Readonly<Record<FieldName, Pick<ColumnCheck, 'isSound' | 'check'>>> = {
    referenceId: { isSound: isLongReference, check: referenceFinding },
    endDate: {
      isSound: (text) => text === '' || (apiDateTime(text) === 'real' && checkEndDate(text, 'real') === null),
      check: (value) => checkEndDate(value),
    },
    plate: {
      isSound: (text) => text === '' || (isPlainPlate(text) && !settings.plateForm),
      check: plateFinding,
    },
    amount: {
      isSound: (text) => text === '' || isAmount(text),
      check: (value, cells) => amountFinding(value, trimmed(currency < 0 ? '' : (cells[currency] ?? ''))),
    },
    currency: {
      isSound: (text) => text === '' || text === 'CAD' || text === 'USD',
      check: currencyFinding,
    },
    startDate: { isSound: blank, check: startDateCheck(settings) },
    permitNo: { isSound: blank, check: () => null },
    zone: { isSound: blank, check: zoneCheck(settings.zoneNames ?? []) },
  };
  return mapping.flatMap((field, index) =>
    field === null || isClock(field) ? [] : [{ index, field, ...checks[field] }],
  );
}

function issueOf(column: number, field: FieldName, value: string, found: Finding | null): Issue | null {
  return found && { column, field, code: found.code, value, facts: found.facts, repair: found.repair };
}

const missingCodes = { plate: 'plate-missing', endDate: 'end-date-missing' } as const;

/** Adds what a row lacks where its cell, or the row where no column is the field's, has no issue yet. */
function withMissing(issues: Issue[] | null, index: number, field: RequiredField): Issue[] {
  const found = issues ?? [];
  const column = index < 0 ? null : index + 1;
  if (found.some((issue) => issue.column === column)) return found;
  found.push({ column, field, code: missingCodes[field], value: '', facts: {}, repair: null });
  return found.sort((a, b) => (a.column ?? 0) - (b.column ?? 0));
}

/** Adds a warning where the cell has no issue yet; the order by column stays. */
function warned(
  issues: Issue[] | null,
  index: number,
  what: Pick<Issue, 'field' | 'code' | 'value' | 'facts'>,
): Issue[] {
  const found = issues ?? [];
  if (found.some(({ column }) => column === index + 1)) return found;
  found.push({ column: index + 1, ...what, repair: null });
  return found.sort((a, b) => (a.column ?? 0) - (b.column ?? 0));
}
