import { amountFinding, isAmount } from './amount.ts';
import { apiDateTime } from './calendar.ts';
import { isBlank, isSpreadsheetError, trimmed, unreadableCharacter } from './cell.ts';
import type { CheckSettings } from './check-settings.ts';
import { currencyFinding } from './currency.ts';
import { endDateCheck } from './end-date.ts';
import type { FieldName } from './field.ts';
import { type Finding, finding } from './finding.ts';
import type { Issue, IssueCode } from './issue.ts';
import type { Mapping } from './mapping.ts';
import type { OperationRules } from './operation.ts';
import { isPlainPlate, plateFinding } from './plate.ts';
import { isReference, referenceFinding } from './reference.ts';
import { endsBeforeStart, startDateCheck } from './start-date.ts';
import { updateRules } from './update.ts';

export type { CheckSettings, DateOrder } from './check-settings.ts';
export { dateOrderProof } from './date-notation.ts';

/** What reading found out about a row besides its cells. */
export interface RowReading {
  readonly quoteUnbalanced: boolean;
  /** A person has edited the row since, and so looked at its shape: the cells now stand where they should. */
  readonly mended?: boolean;
}

/** A row as it was when it was last checked, and what was found. */
export interface CheckedRow {
  readonly cells: readonly string[];
  readonly issues: readonly Issue[];
}

/**
 * Checks one row: its cells as they are now (edits applied), by position. What is known of the row `before` a change of
 * some cells spares looking at the others again; the answer is the same with and without it.
 */
export type RowChecker = (
  cells: readonly string[],
  reading: RowReading,
  before?: CheckedRow,
) => readonly Issue[];

const noIssues: readonly Issue[] = Object.freeze([]);

/**
 * A checker for rows of this mapping; `columnCount` is the header's. Duplicates are the batch's to find.
 *
 * Codes and their order are cli.md's: one issue a cell and one for the row (column null), the first that fits. The
 * cells of a row with too many or too few are not looked at: they may have shifted, and what is said, or repaired,
 * would be about the wrong column. A cell too many counts even when it is blank, for the same reason. A zone that
 * `isZone` does not know throws.
 */
export function rowChecker(
  mapping: Mapping,
  columnCount: number,
  settings: CheckSettings,
  { key: keyField, nothing }: OperationRules = updateRules,
): RowChecker {
  const at = (field: FieldName) => mapping.indexOf(field);
  const key = at(keyField);
  const endDate = at('endDate');
  const amount = at('amount');
  const currency = at('currency');
  const startDate = at('startDate');
  const checkEndDate = endDateCheck(settings);
  const checkStartDate = startDate < 0 ? null : startDateCheck(settings);
  const optional = mapping.flatMap((field, index) => (field === null || field === keyField ? [] : [index]));
  const cell = (cells: readonly string[], index: number) => (index < 0 ? '' : (cells[index] ?? ''));

  /** Whether a cell is as it was, and so is what else its own check looks at. */
  const stays = (index: number, cells: readonly string[], before: readonly string[]): boolean =>
    cells[index] === before[index] && (index !== amount || cells[currency] === before[currency]);

  const checkCells = (
    cells: readonly string[],
    issues: Issue[] | null,
    before: CheckedRow | null,
  ): Issue[] | null => {
    let found = issues;
    const add = (index: number, field: FieldName, what: Finding, value: string) => {
      found ??= [];
      const { code, facts, repair } = what;
      found.push({ column: index + 1, field, code, value, facts, repair });
    };
    const inspect = (index: number, field: FieldName, check: (value: string) => Finding | null) => {
      const value = trimmed(cells[index] ?? '');
      const what = value === '' ? null : (damage(value) ?? check(value));
      if (what) add(index, field, what, value);
    };

    for (let index = 0; index < mapping.length; index++) {
      if (before !== null && stays(index, cells, before.cells)) {
        const known = before.issues.find(({ column, code }) => column === index + 1 && !isOfTwo(code));
        if (known) {
          found ??= [];
          found.push(known);
        }
        continue;
      }
      const text = cells[index] ?? '';
      const field = mapping[index];
      switch (field) {
        case 'referenceId':
          if (isReference(text)) break;
          if (isBlank(text)) add(index, field, finding('reference-missing'), '');
          else inspect(index, field, referenceFinding);
          break;
        case 'endDate':
          // Most are as the API has them: in these there is no damage to look for.
          if (text === '' || (apiDateTime(text) === 'real' && checkEndDate(text, 'real') === null)) break;
          inspect(index, field, checkEndDate);
          break;
        case 'plate':
          if (text !== '' && !isPlainPlate(text)) inspect(index, field, plateFinding);
          break;
        case 'amount':
          if (text === '') break;
          if (!isAmount(text)) {
            inspect(index, field, (value) => amountFinding(value, trimmed(cell(cells, currency))));
          }
          break;
        case 'currency':
          if (text !== '' && text !== 'CAD' && text !== 'USD') inspect(index, field, currencyFinding);
          break;
        case 'startDate':
          if (text !== '' && checkStartDate) inspect(index, field, checkStartDate);
          break;
        case 'permitNo':
        case 'zone':
          if (text !== '') inspect(index, field, () => null);
          break;
        default:
      }
    }
    return found;
  };

  return (cells, reading, before) => {
    const shape = shapeCode(cells, columnCount, reading);
    if (shape !== null && cells.length !== columnCount) {
      const blank = cells.slice(columnCount).every(isBlank) ? 1 : 0;
      return [rowIssue(shape, { cells: cells.length, expected: columnCount, blank })];
    }
    let issues: Issue[] | null = shape === null ? null : [rowIssue(shape)];
    if (nothing !== null && shape === null && optional.every((index) => isBlank(cell(cells, index)))) {
      // Without a key such a row lacks that first of all; where no key is required it lacks everything.
      const lacksKey = key < 0 || isBlank(cell(cells, key));
      if (nothing === 'nothing-to-update' ? !lacksKey : lacksKey) issues = [rowIssue(nothing)];
    }
    issues = checkCells(cells, issues, before && wasLookedAt(before, columnCount) ? before : null);
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
}

/** Issues that a cell has for what stands in another one. */
function isOfTwo(code: IssueCode): boolean {
  return (
    code === 'amount-without-currency' || code === 'currency-without-amount' || code === 'end-before-start'
  );
}

/** Whether the row's shape let its cells be looked at. */
function wasLookedAt({ cells, issues: [first] }: CheckedRow, columnCount: number): boolean {
  if (cells.length === columnCount) return true;
  return (
    first?.code !== 'too-many-cells' && first?.code !== 'too-few-cells' && first?.code !== 'quote-unbalanced'
  );
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

function shapeCode(
  cells: readonly string[],
  columnCount: number,
  reading: RowReading,
): 'quote-unbalanced' | 'too-many-cells' | 'too-few-cells' | null {
  if (reading.mended) {
    return cells.slice(columnCount).every(isBlank) ? null : 'too-many-cells';
  }
  if (reading.quoteUnbalanced) return 'quote-unbalanced';
  if (cells.length === columnCount) return null;
  return cells.length > columnCount ? 'too-many-cells' : 'too-few-cells';
}

function rowIssue(code: IssueCode, facts: Issue['facts'] = {}): Issue {
  return { column: null, field: null, code, value: '', facts, repair: null };
}

/** What spoils any field's value: characters lost on the way, or a spreadsheet's error in its place. */
function damage(value: string): Finding | null {
  const character = unreadableCharacter(value);
  if (character !== null) {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return finding('unreadable-characters', { character: `U+${code}` });
  }
  return isSpreadsheetError(value) ? finding('spreadsheet-error') : null;
}
