import { writeFileSync } from 'node:fs';
import { inspectSource } from '../../src/batch/import/inspect.ts';

/** Reads a file of these bytes as a table is read; throws with the code where it is refused. */
export async function readTable(path: string, content: string | Buffer) {
  writeFileSync(path, content);
  const rows: (readonly string[])[] = [];
  const numbers: number[] = [];
  const marks: unknown[] = [];
  const found = await inspectSource(
    path,
    {},
    {
      onRows: (block) => {
        rows.push(...block.rows);
        numbers.push(...block.numbers);
        marks.push(...block.rows.map((_, at) => block.marks?.get(at) ?? null));
      },
    },
  );
  if (!found.ok) throw new Error(found.failure.code);
  return { ...found.value, rows, numbers, marks, codes: found.value.notes.map(({ code }) => code) };
}
