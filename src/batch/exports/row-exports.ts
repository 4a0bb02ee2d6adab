import type { Result } from '../../permit/result.ts';
import { eachRow } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta } from '../file/meta.ts';
import type { WriteFailure } from '../file/new-file.ts';
import { pagesOf } from '../file/pages.ts';
import { type RowIssue, rowsByNumber } from '../rows/rows.ts';
import { csvLine } from './csv-line.ts';
import { writeExport } from './record-export.ts';

// Excel takes a CSV without it for the system's old encoding, and spoils every accent.
const byteOrderMark = '\uFEFF';
const linesAtOnce = 1_000;

/** Writes the file as it is now, edits and repairs applied: the same columns and order. Answers the path. */
export function writeCorrected(document: BatchDocument, out: string): Promise<Result<string, WriteFailure>> {
  return writeExport(document, 'corrected', out, (file) => {
    file.write(byteOrderMark + csvLine(headersOf(document)));
    let text = '';
    let lines = 0;
    for (const { cells } of eachRow(document)) {
      text += csvLine(cells);
      if (++lines % linesAtOnce > 0) continue;
      file.write(text);
      text = '';
    }
    file.write(text);
  });
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
  const headers = headersOf(document);
  const { widest } = document.db
    .prepare('select max(json_array_length(cells)) as widest from row where state > 0')
    .get() as { widest: number | null };
  const width = Math.max(headers.length, widest ?? 0);
  const padded = (cells: readonly string[]) => Array.from({ length: width }, (_, at) => cells[at] ?? '');
  const query = { columns: 'number', from: 'row', key: ['number'], where: 'state > 0', size: linesAtOnce };
  return writeExport(document, 'errors', out, (file) => {
    const added = ['opscom_row', 'opscom_check', 'opscom_issues', 'opscom_explained'];
    file.write(byteOrderMark + csvLine([...padded(headers), ...added]));
    for (const found of pagesOf<{ number: number }>(document.db, query)) {
      const numbers = found.map(({ number }) => number);
      let text = '';
      for (const { number, cells, state, issues } of rowsByNumber(document, numbers)) {
        const codes = issues.map(({ code }) => code).join('; ');
        const explained = issues.map(message).join(' ');
        text += csvLine([...padded(cells), `${number}`, state, codes, explained]);
      }
      file.write(text);
    }
  });
}

function headersOf(document: BatchDocument): string[] {
  return (readMeta(document, 'columns') ?? []).map(({ header }) => header);
}
