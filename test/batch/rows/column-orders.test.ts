import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { columnOrders } from '../../../src/batch/rows/column-orders.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-columns-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Row = { readonly cells: readonly string[]; readonly edits: Readonly<Record<string, string>> | null };

/** The tables of a batch, as far as orders are about them. */
function filled(name: string, rows: readonly { cells: string; edits: string | null }[]): string {
  const path = join(folder, name);
  rmSync(path, { force: true });
  const db = new DatabaseSync(path);
  db.exec('pragma synchronous = off; create table row (number integer primary key, cells text, edits text)');
  db.prepare(
    "insert into row select key * 3 + 2, value ->> 'cells', value ->> 'edits' from json_each(?)",
  ).run(JSON.stringify(rows));
  db.close();
  return path;
}

const stored = (rows: readonly Row[]) =>
  rows.map(({ cells, edits }) => ({ cells: JSON.stringify(cells), edits: edits && JSON.stringify(edits) }));

function ordersOf(path: string, columns: number[], mostBytes: number, wanted: number | null = null) {
  const found: [number, number[]][] = [];
  columnOrders(
    {
      DatabaseSync,
      found: (column, numbers) => found.push([column, [...numbers]]),
      wanted: () => wanted,
      mostBytes,
    },
    path,
    columns,
  );
  return found;
}

function sqlOrder(path: string, column: number): number[] {
  const db = new DatabaseSync(path);
  const cell = `coalesce(edits ->> '$."${column}"', cells ->> ${column - 1}, '')`;
  const rows = db.prepare(`select number from row order by ${cell} collate nocase, number`).all();
  db.close();
  return (rows as { number: number }[]).map(({ number }) => number);
}

/** Alike at the beginning, differing in case, beyond ASCII, ending early, and what JSON escapes. */
const cell = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '2031-06-01T23:59:59',
    '2031-06-10T23:59:59',
    'a"b',
    'a\\b',
    'tab\t',
    '\u001f',
    'É',
    'é',
    '𝒜',
    '豈',
  ),
  fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'Z', '[', '_', '}', 'é', '\u007f'), maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 5 }).map((text) => text.replaceAll('\0', '')),
);
const row: fc.Arbitrary<Row> = fc.record({
  cells: fc.array(cell, { maxLength: 4 }),
  edits: fc.option(fc.dictionary(fc.constantFrom('1', '2', '5'), cell, { maxKeys: 2 }), { freq: 4 }),
});

test('columns order rows as the database does, whatever stands in them, in one reading or several', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 120 }), fc.constantFrom(0, 400, 1e9), (rows, mostBytes) => {
      const path = filled('random', stored(rows));
      const found = ordersOf(path, [2, 1, 5, 3], mostBytes);
      expect(found.map(([column]) => column).sort()).toEqual([1, 2, 3, 5]);
      for (const [column, numbers] of found) expect(numbers).toEqual(sqlOrder(path, column));
    }),
    { numRuns: 60 },
  );
});

test('more rows than are read at once stand in order, alike ones as in the file', () => {
  const cells = (n: number): string[] => [
    `r-${(n * 7919) % 10_007}`,
    'Same',
    `2031-06-${10 + (n % 19)}T00:00`,
  ];
  const path = filled(
    'many',
    stored(Array.from({ length: 9_500 }, (_, n) => ({ cells: cells(n), edits: null }))),
  );
  for (const [column, numbers] of ordersOf(path, [1, 2, 3], 1e9)) {
    expect(numbers).toEqual(sqlOrder(path, column));
  }
});

test('cells longer than all that is usual stand in order with the others', () => {
  const long = 'm'.repeat((1 << 20) - 2);
  const rows = ['z', 'a', 'm', 'long', 'Mz', 'y'].map((one) => ({
    cells: [one === 'long' ? long : one, one],
    edits: one === 'y' ? { '2': `${long}n` } : null,
  }));
  const path = filled('long', stored(rows));
  for (const [column, numbers] of ordersOf(path, [1, 2], 1e9)) {
    expect(numbers).toEqual(sqlOrder(path, column));
  }
});

test('the column that somebody waits for comes first', () => {
  const path = filled('waited', stored([{ cells: ['b', 'a', 'c'], edits: null }]));
  expect(ordersOf(path, [1, 2, 3], 1e9, 3).map(([column]) => column)).toEqual([3, 1, 2]);
});

test.each([
  ['a cell that is no text', '["a",1]'],
  ['a cell of cells', '["a",["b"]]'],
  ['no array', '{"a":"b"}'],
  ['an array that does not end', '["a"'],
  ['a cell that does not end', '["a'],
  ['nothing', ''],
  ['the character 0', '["a\\u0000b"]'],
])('what the database may order otherwise is refused: %s', (_, cells) => {
  const path = filled('odd', [
    { cells: '["x"]', edits: null },
    { cells, edits: null },
  ]);
  expect(() => ordersOf(path, [1, 2], 1e9)).toThrow();
});
