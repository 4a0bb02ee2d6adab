import { extname } from 'node:path';
import type { NewFile } from '../../disk/new-file.ts';
import { type Separator, separatedLine } from './csv-line.ts';
import { writeTextWorkbook } from './text-workbook.ts';

/** Spreadsheets take a CSV without it for the system's old encoding, and spoil every accent. */
const byteOrderMark = '\uFEFF';
const linesAtOnce = 1_000;

/**
 * Writes a table, the header its first line: a workbook whose every cell is text where the file's name ends in `.xlsx`,
 * else a CSV. Lines are taken one by one and never all held.
 */
export async function writeTable(
  file: NewFile,
  out: string,
  lines: Iterable<readonly string[]>,
  separator: Separator = ',',
): Promise<void> {
  if (extname(out).toLowerCase() === '.xlsx') return writeTextWorkbook(file, lines);
  let text = byteOrderMark;
  let count = 0;
  for (const line of lines) {
    text += separatedLine(line, separator);
    if (++count % linesAtOnce > 0) continue;
    file.write(text);
    text = '';
  }
  file.write(text);
}
