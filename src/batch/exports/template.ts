import { type WriteFailure, writeNewFile } from '../../disk/new-file.ts';
import type { FieldName } from '../../permit/field.ts';
import type { OperationName } from '../../permit/operation.ts';
import { operationRules } from '../../permit/operation-rules.ts';
import type { Result } from '../../permit/result.ts';
import type { Words } from '../../words/words.ts';
import { writeTable } from './table-file.ts';

/**
 * The example row: the values of the API's published sample where it has one. Its end has passed, so that checking says so
 * of whoever leaves the row in.
 */
const examples: Readonly<Record<FieldName, string>> = {
  referenceId: '1a9b5375-cb75-4c71-9939-eeae550b09ac',
  endDate: '2018-07-02T09:30:00',
  plate: 'PL8RDR',
  amount: '14.50',
  currency: 'CAD',
  permitNo: 'P-00123',
  zone: 'Lot 01',
  startDate: '2018-07-01T00:00:00',
};

/** Writes a file to be filled in: an operation's headers and one example row, as a workbook where `out` ends in `.xlsx`. Answers its path. */
export function writeTemplate(
  operation: OperationName,
  out: string,
  words: Words,
): Promise<Result<string, WriteFailure>> {
  const { fields } = operationRules[operation];
  const lines = [fields.map((field) => words.issues.fields[field]), fields.map((field) => examples[field])];
  return writeNewFile(out, (file) => writeTable(file, out, lines));
}
