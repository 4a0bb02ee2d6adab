import type { FieldName } from './field.ts';

export type Severity = 'error' | 'warning';

/** Every issue code with its severity. An error keeps the row from being sent, a warning does not. */
export const severityOf = {
  'unreadable-characters': 'error',
  'spreadsheet-error': 'error',
  'reference-missing': 'error',
  'reference-characters': 'error',
  'reference-too-long': 'error',
  'reference-duplicate': 'error',
  'reference-ambiguous': 'error',
  'plate-missing': 'error',
  'end-date-missing': 'error',
  'end-date-format': 'error',
  'end-date-impossible': 'error',
  'plate-too-long': 'error',
  'amount-format': 'error',
  'amount-range': 'error',
  'currency-unknown': 'error',
  'nothing-to-update': 'error',
  'nothing-to-create': 'error',
  'start-date-format': 'error',
  'start-date-impossible': 'error',
  'too-many-cells': 'error',
  'too-few-cells': 'error',
  'quote-unbalanced': 'error',
  'cell-holds-rows': 'error',
  'not-a-permit': 'error',
  'value-damaged': 'error',
  placeholder: 'error',
  'invisible-characters': 'error',
  'text-formula': 'error',
  'two-plates': 'error',
  'formula-uncalculated': 'error',
  'merged-cells': 'error',
  'row-hidden': 'error',
  'permit-exists': 'error',
  'already-done': 'error',
  'end-date-past': 'warning',
  'end-date-ambiguous': 'warning',
  'plate-repeated': 'warning',
  'plate-form': 'warning',
  'amount-without-currency': 'warning',
  'currency-without-amount': 'warning',
  'start-date-ambiguous': 'warning',
  'end-before-start': 'warning',
  'zone-unknown': 'warning',
} as const satisfies Record<string, Severity>;

export type IssueCode = keyof typeof severityOf;

/** Errors of a row whose cells may stand in other columns than their own, or are no permit's: nothing is said of the cells. */
export const shiftedCodes: ReadonlySet<IssueCode> = new Set([
  'too-many-cells',
  'too-few-cells',
  'not-a-permit',
]);

/** Issues of a whole row whose cells may stand in other columns than their headers say. */
export const shapelessCodes: ReadonlySet<IssueCode> = new Set(['quote-unbalanced', ...shiftedCodes]);

/** Errors about values that are probably wrong and may be meant: a person can say so, and the row is sent (cli.md). */
export const confirmableCodes = [
  'cell-holds-rows',
  'not-a-permit',
  'value-damaged',
  'placeholder',
  'two-plates',
  'formula-uncalculated',
  'merged-cells',
  'row-hidden',
  'permit-exists',
  'already-done',
] as const satisfies readonly IssueCode[];

export type ConfirmableCode = (typeof confirmableCodes)[number];

export function isConfirmable(code: IssueCode): code is ConfirmableCode {
  return confirmableCodes.some((confirmable) => confirmable === code);
}

export type CheckState = 'valid' | 'warned' | 'invalid';

/** A change proposed for one cell. `safe`: only one reading of the value is possible. */
export interface Repair {
  readonly kind: RepairKind;
  readonly value: string;
  readonly safe: boolean;
}

export const repairKinds = [
  'currency-case',
  'currency-name',
  'amount-notation',
  'reference-wrapping',
  'reference-dashes',
  'date-notation',
  'date-time-added',
  'date-serial',
  'date-offset',
  'text-formula',
  'plain-form',
  'plate-form',
  'merged-value',
  'blank',
  'missing-cells',
] as const;

export type RepairKind = (typeof repairKinds)[number];

/**
 * A fact about a cell or a row.
 * `column` counts from 1 and is null, like `field`, for a fact about the whole row.
 * `facts` fill in the sentence that `words` has for `code` (the expected length, the first row with that reference ID …).
 */
export interface Issue {
  readonly column: number | null;
  readonly field: FieldName | null;
  readonly code: IssueCode;
  readonly value: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly repair: Repair | null;
}

/** An error makes a row invalid, a warning alone makes it warned. */
export function checkStateOf(issues: readonly { readonly code: IssueCode }[]): CheckState {
  let state: CheckState = 'valid';
  for (const { code } of issues) {
    if (severityOf[code] === 'error') return 'invalid';
    state = 'warned';
  }
  return state;
}
