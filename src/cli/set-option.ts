import type { AddedField } from '../batch/import/added-columns.ts';
import { trimmed } from '../permit/cell.ts';
import type { OperationRules } from '../permit/operation.ts';
import { fail, ok, type Result } from '../permit/result.ts';

/** Reads `--set "field=value"`: one value for every row, for any field of the operation but the reference ID. */
export function setRequests(
  given: readonly string[],
  rules: OperationRules,
): Result<AddedField[], 'set-form' | 'set-field-unknown' | 'set-field-twice'> {
  const fields = rules.fields.filter((field) => field !== 'referenceId');
  const values: AddedField[] = [];
  for (const text of given) {
    const at = text.indexOf('=');
    const value = trimmed(text.slice(at + 1));
    if (at < 1 || value === '') return fail('set-form', { value: text });
    const name = trimmed(text.slice(0, at));
    const field = fields.find((known) => known === name);
    if (!field) return fail('set-field-unknown', { field: name, fields: fields.join(', ') });
    if (values.some((other) => other.field === field)) return fail('set-field-twice', { field });
    values.push({ field, value });
  }
  return ok(values);
}
