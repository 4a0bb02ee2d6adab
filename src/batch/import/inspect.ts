import { basename, resolve } from 'node:path';
import type { FileFormat } from '../../permit/file-format.ts';
import type { ColumnMatch } from '../../permit/mapping.ts';
import { matchHeaders } from '../../permit/match-headers.ts';
import { ok, type Result } from '../../permit/result.ts';
import { updateRules } from '../../permit/update.ts';
import type { ReadFailure, ReadingNote, ReadingOptions } from '../reading/reading-options.ts';
import type { RowBlock } from '../reading/row-blocks.ts';
import { openTable } from '../reading/table.ts';

/** How a file is understood, without checking or keeping it. */
export interface SourceReading {
  readonly path: string;
  readonly name: string;
  readonly format: FileFormat;
  readonly sha256: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly sheet: string | null;
  readonly headerRow: number;
  readonly headers: readonly string[];
  readonly columns: readonly ColumnMatch[];
  readonly rows: number;
  readonly firstRows: readonly (readonly string[])[];
  readonly notes: readonly ReadingNote[];
}

export interface InspectOptions {
  readonly signal?: AbortSignal;
  readonly blockSize?: number;
  /** Gets the header before the first row. */
  readonly onHeader?: (headers: readonly string[]) => void;
  /** Gets every block of rows; what it returns is waited for. */
  readonly onRows?: (block: RowBlock) => void | Promise<void>;
}

const firstRowCount = 10;

/** Reads a whole file and says what was detected, how many rows there are and what was odd. */
export async function inspectSource(
  path: string,
  reading: ReadingOptions,
  options: InspectOptions = {},
): Promise<Result<SourceReading, ReadFailure>> {
  const source = resolve(path);
  const opened = await openTable(
    source,
    { ...reading, ...(options.blockSize === undefined ? {} : { blockSize: options.blockSize }) },
    options.signal,
  );
  if (!opened.ok) return opened;
  const table = opened.value;
  try {
    let rows = 0;
    const firstRows: (readonly string[])[] = [];
    options.onHeader?.(table.headers);
    for await (const block of table.rows(options.signal)) {
      rows += block.numbers.length;
      for (let at = 0; firstRows.length < firstRowCount && at < block.rows.length; at++) {
        firstRows.push(block.rows[at] ?? []);
      }
      await options.onRows?.(block);
    }
    const finished = await table.finished();
    if (!finished.ok) return finished;
    return ok({
      path: source,
      name: basename(source),
      format: table.format,
      sha256: table.sha256,
      encoding: table.encoding,
      delimiter: table.delimiter,
      sheet: table.sheet,
      headerRow: table.headerRow,
      headers: table.headers,
      columns: matchHeaders(table.headers, updateRules, table.sample),
      rows,
      firstRows,
      notes: table.notes,
    });
  } finally {
    await table.close();
  }
}
