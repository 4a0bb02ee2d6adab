import type { WriteFailure } from '../../disk/new-file.ts';
import type { Result } from '../../permit/result.ts';
import { eachRow } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta } from '../file/meta.ts';
import { pagesOf } from '../file/pages.ts';
import { type RowIssue, rowsByNumber } from '../rows/rows.ts';
import { writeExport } from './record-export.ts';
import { writeTable } from './table-file.ts';

/** Writes the file as it is now, edits and repairs applied: the same columns and order. Answers the path. */
export function writeCorrected(document: BatchDocument, out: string): Promise<Result<string, WriteFailure>> {
  return writeExport(document, 'corrected', out, (file) => writeTable(file, out, correctedLines(document)));
}

function* correctedLines(document: BatchDocument): Generator<readonly string[]> {
  yield headersOf(document);
  for (const { cells } of eachRow(document)) yield cells;
}

/**
 * Writes every warned or invalid row as it is now, in order: all its columns, then its number, state, issue codes and
 * what they mean, in the words of `message`. Answers the path.
 */
export function writeIssueList(
  document: BatchDocument,
  out: string,
  message: (issue: RowIssue) => string,
): Promise<Result<string, WriteFailure>> {
  return writeExport(document, 'errors', out, (file) => writeTable(file, out, issueLines(document, message)));
}

function* issueLines(document: BatchDocument, message: (issue: RowIssue) => string): Generator<string[]> {
  const headers = headersOf(document);
  const { widest } = document.db
    .prepare('select max(json_array_length(cells)) as widest from row where state > 0')
    .get() as { widest: number | null };
  const width = Math.max(headers.length, widest ?? 0);
  const padded = (cells: readonly string[]) => Array.from({ length: width }, (_, at) => cells[at] ?? '');
  yield [...padded(headers), 'opscom_row', 'opscom_check', 'opscom_issues', 'opscom_explained'];
  const query = { columns: 'number', from: 'row', key: ['number'], where: 'state > 0' };
  for (const found of pagesOf<{ number: number }>(document.db, query)) {
    const numbers = found.map(({ number }) => number);
    for (const { number, cells, state, issues } of rowsByNumber(document, numbers)) {
      const codes = issues.map(({ code }) => code).join('; ');
      yield [...padded(cells), `${number}`, state, codes, issues.map(message).join(' ')];
    }
  }
}

function headersOf(document: BatchDocument): string[] {
  return (readMeta(document, 'columns') ?? []).map(({ header }) => header);
}
