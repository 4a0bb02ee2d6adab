import { fail, type Result } from '../../permit/result.ts';
import { openCsv } from './csv-records.ts';
import { fileKind, headOf } from './file-kind.ts';
import type { ReadFailure, TableOptions } from './reading-options.ts';
import type { RecordSource } from './record-source.ts';
import type { SourceFile } from './source-file.ts';

/**
 * Opens a file of whatever kind it is by its content. What is no table is a failure that names the kind. Throws
 * WorkbookError for a damaged workbook.
 */
export async function openRecords(
  file: SourceFile,
  options: TableOptions,
  signal?: AbortSignal,
): Promise<Result<RecordSource, ReadFailure>> {
  const kind = fileKind(await headOf(file));
  switch (kind) {
    case 'csv':
      return openCsv(file, options, signal);
    case 'zip':
    case 'ole':
    case 'xls':
    case 'xml':
    case 'ods':
    case 'html': {
      // Loaded when first needed: what reads workbooks takes longer to start than a small CSV takes to be read.
      const { openWorkbook } = await import('./workbook-records.ts');
      return openWorkbook(kind, file, options, signal);
    }
    default:
      return fail(kind, { path: file.path });
  }
}
