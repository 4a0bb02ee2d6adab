import { openTable } from '../../batch/reading/table.ts';
import type { ReadingChoice, ReadingProgress } from '../../bridge/files.ts';

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
