/** The fields of a permit update, in the order the API publishes them. */
export const fieldNames = ['referenceId', 'endDate', 'plate', 'amount', 'currency'] as const;

export type FieldName = (typeof fieldNames)[number];
