import { type CheckSettings, rowChecker } from '../../src/permit/check.ts';
import type { Issue } from '../../src/permit/issue.ts';
import type { Mapping } from '../../src/permit/mapping.ts';

export const settings: CheckSettings = {
  now: Date.parse('2026-06-01T12:00:00Z'),
  zone: null,
  endDate: 'unchanged',
  dayEnd: '23:59:59',
  dateOrder: null,
};
export const toronto: CheckSettings = { ...settings, zone: 'America/Toronto', endDate: 'utc' };
export const mapping: Mapping = ['referenceId', 'endDate', 'plate', 'amount', 'currency', null];
export const headers = ['Reference ID', 'End Date', 'Plate', 'Amount', 'Currency', 'Note'];
export const good = {
  referenceId: '1a9b5375-cb75-4c71-9939-eeae550b09ac',
  endDate: '2026-12-31T23:59:59',
  plate: 'PL8RDR',
  amount: '14.50',
  currency: 'CAD',
};
export const read = { quoteUnbalanced: false };

export function check(values: Partial<typeof good>, with_: CheckSettings = settings): readonly Issue[] {
  const row = { ...good, ...values };
  const cells = [row.referenceId, row.endDate, row.plate, row.amount, row.currency, '#REF! \ufffd'];
  return rowChecker(mapping, headers, with_)(cells, read);
}

export const brief = (issues: readonly Issue[]) =>
  issues.map(({ column, code }) => `${column ?? 'row'} ${code}`);

/** `value → value` or `value ⇢ value` when the repair is not safe, else the code alone. */
export function shortly(issues: readonly Issue[]): string {
  return issues
    .map(({ code, repair }) => (repair ? `${code} ${repair.safe ? '→' : '⇢'} ${repair.value}` : code))
    .join(', ');
}
