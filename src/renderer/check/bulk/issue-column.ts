import type { FieldName } from '../../../permit/field.ts';
import type { IssueCode } from '../../../permit/issue.ts';
import type { ColumnMatch } from '../../../permit/mapping.ts';

const fieldsOf: readonly (readonly [prefix: string, field: FieldName])[] = [
  ['amount-without', 'currency'],
  ['currency-without', 'amount'],
  ['amount', 'amount'],
  ['currency', 'currency'],
  ['end-', 'endDate'],
  ['start-', 'startDate'],
  ['plate', 'plate'],
  ['two-plates', 'plate'],
];

/** The column, counted from 1, whose value would mend an issue of this kind; null where it may be any. */
export function columnOfIssue(code: IssueCode, columns: readonly ColumnMatch[]): number | null {
  const field = fieldsOf.find(([prefix]) => code.startsWith(prefix))?.[1];
  const at = field === undefined ? -1 : columns.findIndex((column) => column.field === field);
  return at < 0 ? null : at + 1;
}

/** Of a row as a whole, or of which of several rows is meant. */
const rowCodes: ReadonlySet<IssueCode> = new Set([
  'not-a-permit',
  'too-many-cells',
  'too-few-cells',
  'quote-unbalanced',
  'row-hidden',
  'cell-holds-rows',
  'reference-duplicate',
  'reference-ambiguous',
  'already-done',
  'permit-exists',
]);

/** What is wrong is that cells are blank. */
const blankCodes: ReadonlySet<IssueCode> = new Set([
  'reference-missing',
  'plate-missing',
  'end-date-missing',
  'nothing-to-update',
  'nothing-to-create',
  'merged-cells',
  'amount-without-currency',
  'currency-without-amount',
]);

export type IssueAction = 'set' | 'blank' | 'leave-out';

/** What can be done about all rows of a kind that no repair fits: one value mends no row as a whole, and blank no blank. */
export function issueActions(code: IssueCode): readonly IssueAction[] {
  if (rowCodes.has(code)) return ['leave-out'];
  return blankCodes.has(code) ? ['set', 'leave-out'] : ['set', 'blank', 'leave-out'];
}
