import { mappingOf } from '../../../permit/mapping.ts';
import type { PermitRequest } from '../../../permit/permit-request.ts';
import type { Words } from '../../../words/words.ts';
import { type CurrentRow, currentRow, rowColumns, type StoredRow } from '../../file/current-row.ts';
import type { BatchDocument } from '../../file/document.ts';
import { readMeta } from '../../file/meta.ts';
import { pagesOf } from '../../file/pages.ts';
import { type Outcome, outcomeSql } from '../../file/tally.ts';
import { csvLine } from '../csv-line.ts';
import { rowSaid } from '../row-said.ts';
import { type KnownBeforeList, knownTexts } from './known-before.ts';
import { spreadsheetCell } from './report-text.ts';
import type { Summary } from './summary.ts';

interface Line extends StoredRow {
  readonly outcome: Outcome;
  readonly run: number | null;
  readonly attempts: number | null;
  readonly resent: number | null;
  readonly http_status: number | null;
  readonly error_code: number | null;
  readonly message: string | null;
  readonly note: string | null;
  readonly reference_id: string | null;
  readonly completed_at: string | null;
  readonly sent: string | null;
  readonly entry: number | null;
}

/** The CSV report: a line for every row of the file, in its order, with what was sent, the answer and the edits. */
export function* csvReport(
  document: BatchDocument,
  { plateColumns }: Summary,
  words: Words,
  redacted: boolean,
  known: KnownBeforeList,
): Generator<string> {
  const before = knownTexts(known, words, redacted);
  const { csv } = words.report;
  const columns = readMeta(document, 'columns') ?? [];
  const fields = mappingOf(columns);
  const headers = columns.map(({ header }) => header);
  const hide = (text: string) => (redacted && text !== '' ? csv.redacted : text);
  const { yes, no, redacted: _, ...titles } = csv;
  yield `\uFEFF${csvLine(Object.values(titles))}`;
  const query = {
    columns: `${rowColumns}, ${outcomeSql} as outcome, o.run, o.attempts, o.resent, o.http_status,
      o.error_code, o.message, o.note, o.reference_id, o.completed_at, o.sent, o.entry`,
    from: 'row r left join outcome o on o.row = r.number',
    key: ['r.number'],
    size: 2_000,
  };
  for (const lines of pagesOf<Line>(document.db, query)) {
    let text = '';
    for (const line of lines) {
      const row = currentRow(line);
      const request =
        line.sent === null ? requestOf(row.cells, fields) : (JSON.parse(line.sent) as PermitRequest);
      text += csvLine(
        [
          String(line.number),
          words.report.outcome[line.outcome],
          request.referenceId ?? line.reference_id ?? '',
          request.permitNo ?? '',
          request.zone ?? '',
          request.startTime ?? '',
          hide(request.plate ?? ''),
          request.endDateUtc ?? request.endTime ?? '',
          request.amount ?? '',
          request.currency ?? '',
          String(line.http_status ?? ''),
          String(line.error_code ?? ''),
          line.outcome === 'skipped' ? rowSaid(line, words) : hide(rowSaid(line, words)),
          String(line.attempts ?? 0),
          line.resent === 1 ? yes : no,
          line.completed_at ?? '',
          String(line.run ?? ''),
          editsText(row, headers, (column) => redacted && plateColumns.has(column), csv.redacted),
          String(line.entry ?? ''),
          before.get(line.number) ?? '',
        ].map(spreadsheetCell),
      );
    }
    yield text;
  }
}

/** What a row that was not sent holds in the mapped columns, as it stands. */
function requestOf(cells: readonly string[], fields: ReturnType<typeof mappingOf>): PermitRequest {
  const value = (field: (typeof fields)[number]) => {
    const at = fields.indexOf(field);
    return at < 0 ? '' : (cells[at] ?? '');
  };
  return {
    referenceId: value('referenceId'),
    permitNo: value('permitNo'),
    zone: value('zone'),
    startTime: value('startDate'),
    plate: value('plate'),
    endTime: value('endDate'),
    amount: value('amount'),
    currency: value('currency'),
  };
}

function editsText(
  { read, edits }: CurrentRow,
  headers: readonly string[],
  hidden: (column: number) => boolean,
  left: string,
): string {
  return Object.entries(edits ?? {})
    .map(([key, after]) => {
      const column = Number(key);
      const header = headers[column - 1]?.trim() || key;
      return `${header}: ${hidden(column) ? left : `${read[column - 1] ?? ''} → ${after}`}`;
    })
    .join('; ');
}
