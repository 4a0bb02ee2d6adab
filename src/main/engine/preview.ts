import { stateNumbers } from '../../batch/file/counts.ts';
import { currentRow, rowColumns, type StoredRow } from '../../batch/file/current-row.ts';
import type { BatchDocument } from '../../batch/file/document.ts';
import { readMeta, rulesOf } from '../../batch/file/meta.ts';
import { requestFields } from '../../book/known.ts';
import type { RequestPreview } from '../../bridge/rows.ts';
import type { Connection } from '../../connections/connection.ts';
import { operations } from '../../opscom/operations.ts';
import { isSendable, mappingOf } from '../../permit/mapping.ts';
import { localEnd, permitRequest } from '../../permit/permit-request.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { settingsFor } from '../../permit/utc-column.ts';

/** What would be sent for a row to a connection with these time settings, without the token. */
export function previewRequest(
  document: BatchDocument,
  number: number,
  settings: Pick<Connection, 'zone' | 'endDate'>,
): Result<RequestPreview> {
  const stored = document.db.prepare(`select ${rowColumns} from row where number = ?`).get(number) as
    | StoredRow
    | undefined;
  if (stored === undefined) return fail('no-row', { row: number });
  const { cells, state } = currentRow(stored);
  const columns = readMeta(document, 'columns') ?? [];
  const mapping = mappingOf(columns);
  const times = settingsFor(columns, settings);
  const rules = rulesOf(document);
  if (state === stateNumbers.invalid || !isSendable(columns, rules)) {
    return ok({ values: [], body: null, localEnd: null });
  }
  const request = permitRequest(cells, mapping, times, rules);
  const body = JSON.parse(operations[rules.name].body(request, '')) as Record<string, string>;
  const { referenceId } = request;
  const values = [
    ...(referenceId === undefined ? [] : [{ field: 'referenceId' as const, value: referenceId }]),
    ...requestFields.flatMap(({ name, field }) => {
      const value = request[name];
      return value === undefined ? [] : [{ field, value }];
    }),
  ];
  return ok({ values, body, localEnd: localEnd(cells, mapping, times) });
}
