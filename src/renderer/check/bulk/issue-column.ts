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

/** Whether an issue is about a row as a whole, or about which of several rows is meant: no one value would mend it. */
export function isOfRow(code: IssueCode): boolean {
  return rowCodes.has(code);
}
