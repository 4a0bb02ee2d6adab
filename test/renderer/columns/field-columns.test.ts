import { expect, test } from 'vitest';
import { updateRules } from '../../../src/permit/update.ts';
import { fieldColumns, fieldsAfter } from '../../../src/renderer/columns/field-columns.ts';

const columns = [
  { header: 'Ref', field: null, certainty: null, proposal: 'referenceId' },
  { header: 'Plate', field: 'plate', certainty: 'normalised', proposal: null },
  { header: 'Tag', field: null, certainty: null, proposal: 'plate' },
  { header: 'Notes', field: null, certainty: null, proposal: null },
] as const;

test('A field shows its column, or the columns that only look like it', () => {
  const byField = new Map(fieldColumns(columns, updateRules).map((one) => [one.field, one]));
  expect(byField.get('referenceId')).toMatchObject({ column: null, certainty: null, proposals: [0] });
  expect(byField.get('plate')).toMatchObject({ column: 1, certainty: 'normalised', proposals: [] });
  expect(byField.get('currency')).toMatchObject({ column: null, proposals: [] });
});

test.each([
  { field: 'plate', column: 2, fields: [null, null, 'plate', null] },
  { field: 'plate', column: null, fields: [null, null, null, null] },
  { field: 'referenceId', column: 1, fields: [null, 'referenceId', null, null] },
  { field: 'referenceId', column: 0, fields: ['referenceId', 'plate', null, null] },
] as const)('Giving $field column $column leaves it in one column only', ({ field, column, fields }) => {
  expect(fieldsAfter(columns, field, column)).toEqual(fields);
});
