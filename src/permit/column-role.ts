import { type FieldName, fieldNames } from './field.ts';

/** What a column can stand for: a field, or the time of day that belongs to the date of another column. */
export const columnRoles = [...fieldNames, 'endClock', 'startClock'] as const;

export type ColumnRole = (typeof columnRoles)[number];

/** The roles that are the time of day of a field's date. */
const clocks = { endDate: 'endClock', startDate: 'startClock' } as const;

export type DateField = keyof typeof clocks;

export const dateFields = ['endDate', 'startDate'] as const satisfies readonly DateField[];

/** The role of a column of times for this date. */
export function clockRole(field: DateField): 'endClock' | 'startClock' {
  return clocks[field];
}

export function isDateField(field: FieldName): field is DateField {
  return field === 'endDate' || field === 'startDate';
}

/** The field that a column's values become part of. */
export function fieldOf(role: ColumnRole): FieldName {
  if (role === 'endClock') return 'endDate';
  return role === 'startClock' ? 'startDate' : role;
}

/** Whether a column is only the time of day of another one's date. */
export function isClock(role: ColumnRole): role is 'endClock' | 'startClock' {
  return role === 'endClock' || role === 'startClock';
}
