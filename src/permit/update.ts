import type { OperationRules } from './operation.ts';

/** Permit Update: sets the values that a row has, on the permit that its reference ID names. */
export const updateRules: OperationRules = {
  name: 'update',
  fields: ['referenceId', 'endDate', 'plate', 'amount', 'currency'],
  key: 'referenceId',
  keyRequired: true,
  required: [],
  nothing: 'nothing-to-update',
};
