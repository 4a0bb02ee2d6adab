import { leftOutRows, readCounts } from '../batch/file/counts.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { readMeta } from '../batch/file/meta.ts';
import { fieldOf } from '../permit/column-role.ts';

/** What the JSON of `validate` and of every push says about a batch. */
export function batchReport(document: BatchDocument): object {
  const source = readMeta(document, 'source');
  const counts = readCounts(document);
  const leftOut = leftOutRows(counts);
  return {
    file: source?.path,
    sha256: source?.sha256,
    format: source?.format,
    encoding: source?.encoding,
    delimiter: source?.delimiter,
    batch: document.path,
    columns: (readMeta(document, 'columns') ?? []).map(({ header, field }) => ({
      header,
      field: field && fieldOf(field),
    })),
    rows: counts.rows,
    valid: counts.valid,
    warned: counts.warned,
    invalid: counts.invalid,
    ...(leftOut > 0 && { leftOut }),
    issueCounts: Object.fromEntries(Object.entries(counts.issues).map(([code, { count }]) => [code, count])),
  };
}

export function secondsSince(startedAt: number): number {
  return Math.round(performance.now() - startedAt) / 1000;
}
