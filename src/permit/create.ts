import type { OperationRules } from './operation.ts';

/**
 * Permit Create: makes a permit; the reply hands out its reference ID. Which attributes it requires is not stated, but for
 * the errors that are published: 9004 "end time is required" and 9006 "plate is required". Two rows with one permit number
 * would make two permits.
 */
export const createRules: OperationRules = {
  name: 'create',
  fields: ['permitNo', 'zone', 'startDate', 'endDate', 'plate', 'amount', 'currency'],
  key: 'permitNo',
  keyRequired: false,
  required: ['plate', 'endDate'],
  nothing: 'nothing-to-create',
};
