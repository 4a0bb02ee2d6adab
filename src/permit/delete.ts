import type { OperationRules } from './operation.ts';

/** Permit Delete: takes away the permit that a row's reference ID names. Whatever else the row has is not sent. */
export const deleteRules: OperationRules = {
  name: 'delete',
  fields: ['referenceId'],
  key: 'referenceId',
  keyRequired: true,
  required: [],
  nothing: null,
};
