import type { OperationRules } from './operation.ts';

/**
 * Permit Create: makes a permit; the reply hands out its reference ID. Which attributes it requires is not stated, so
 * none is required here; but two rows with one permit number would make two permits.
 */
export const createRules: OperationRules = {
  name: 'create',
  fields: ['permitNo', 'zone', 'startDate', 'endDate', 'plate', 'amount', 'currency'],
  key: 'permitNo',
  keyRequired: false,
  nothing: 'nothing-to-create',
};
