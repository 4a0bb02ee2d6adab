import { openTable } from '../../batch/reading/table.ts';
import type { ReadingChoice, ReadingProgress, UnderstoodFile } from '../../bridge/files.ts';

const shown = 5;

/**
 * The header and the first rows of a file as they would be read with its header in `headerRow`, for a person to
 * confirm or not; null where it cannot be read so.
 */
export async function firstRowsBelow(
  source: string,
  choice: ReadingChoice,
  headerRow: number,
): Promise<ReadingProgress['preview']> {
  const opened = await openTable(source, { ...choice, headerRow });
  if (!opened.ok) return null;
  const table = opened.value;
  const rows: (readonly string[])[] = [];
  try {
    for await (const block of table.rows()) {
      rows.push(...block.rows.slice(0, shown - rows.length));
      if (rows.length >= shown) break;
    }
    return { headers: table.headers, rows };
  } finally {
    await table.close();
  }
}

/**
 * How a file is understood whose header row, or sheet, is in question: what else there is to choose; null where it is no
 * table at all. A sheet that was chosen stays, unless there is none of that name.
 */
export async function understoodFile(
  source: string,
  { sheet, headerRow: _, ...choice }: ReadingChoice,
): Promise<UnderstoodFile | null> {
  const chosen = sheet === undefined ? {} : { sheet };
  const named = await openTable(source, { ...choice, ...chosen });
  const opened = named.ok || sheet === undefined ? named : await openTable(source, choice);
  if (!opened.ok) return null;
  const { format, encoding, delimiter, sheets, headerRow, sheet: read } = opened.value;
  await opened.value.close();
  const all = read !== null && sheets.length === 0 ? [read] : sheets;
  return { format, encoding, delimiter, sheet: read, sheets: all, headerRow };
}
