import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TableOptions } from '../../../../src/batch/reading/reading-options.ts';
import { openTable } from '../../../../src/batch/reading/table.ts';

const folder = join(import.meta.dirname, '../../../fixtures/records');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.input.csv'))
  .map((name) => name.slice(0, -'.input.csv'.length));

const parse = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** All that reading answers about a file, in the shape of the expected ones. */
async function understood(path: string, options: TableOptions): Promise<object> {
  const opened = await openTable(path, options);
  if (!opened.ok) return { failure: opened.failure.code };
  const table = opened.value;
  const rows: (string | number)[][] = [];
  const unbalanced: number[] = [];
  const holdRows: unknown[] = [];
  for await (const block of table.rows()) {
    block.rows.forEach((cells, at) => {
      rows.push([block.numbers[at] ?? 0, ...cells]);
      if (block.unbalanced?.has(at)) unbalanced.push(block.numbers[at] ?? 0);
      const held = block.marks?.get(at)?.holdsRows;
      if (held) holdRows.push([block.numbers[at], ...held]);
    });
  }
  const finished = await table.finished();
  await table.close();
  if (!finished.ok) return { failure: finished.failure.code };
  const { encoding, delimiter, quote, escape, headerRow, headers, notes } = table;
  return {
    encoding,
    delimiter,
    quote,
    escape,
    headerRow,
    headers,
    rows,
    unbalanced,
    ...(holdRows.length > 0 && { holdRows }),
    notes: notes.map(({ code }) => code),
  };
}

test.each(names)('%s', async (name) => {
  const path = join(folder, name);
  const options = existsSync(`${path}.options.json`) ? (parse(`${path}.options.json`) as TableOptions) : {};
  const expected = parse(`${path}.expected.json`);
  // How a file is written is found out in blocks too; for its records see record-reader.test.ts.
  for (const blockSize of [1, 7, undefined]) {
    const found = await understood(`${path}.input.csv`, {
      ...options,
      ...(blockSize === undefined ? {} : { blockSize }),
    });
    expect(found, `in blocks of ${blockSize ?? 'the usual size'}`).toEqual(expected);
  }
});
