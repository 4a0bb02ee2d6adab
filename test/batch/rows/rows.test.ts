import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editCell, undo } from '../../../src/batch/edits/edit.ts';
import { repairAll } from '../../../src/batch/edits/repair.ts';
import { stateNumbers } from '../../../src/batch/file/counts.ts';
import { eachRow } from '../../../src/batch/file/current-row.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { outcomeSql, outcomes } from '../../../src/batch/file/tally.ts';
import { beginRun } from '../../../src/batch/push/run.ts';
import type { PickedRows, RowFilter } from '../../../src/batch/rows/row-filter.ts';
import { countOn, firstRowsRead, rowPage, rowPageWithin } from '../../../src/batch/rows/rows.ts';
import { seededRatio } from '../../../src/opscom/practice/random.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';
import { plainRun } from '../../support/made-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-pages-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const some = <Value>(values: readonly Value[], ...seed: (string | number)[]): Value =>
  values[Math.floor(seededRatio(1, 'pages', seed.join(' ')) * values.length)] as Value;

const plates = [
  'abc',
  'ABC',
  'Abd',
  'b%_!',
  '',
  'a plate of more than 25 letters',
  'x"y\\',
  'p, [q]',
  'two\nlines',
  'x\tz',
];
const currencies = ['CAD', 'CAD', 'CAD', 'CAD', 'cad', 'zloty'];
const amounts = ['1.00', '1.00', '1.00', '-3.00', ''];
/** More than are looked at in one slice, with blank records between them, and a few of a kind only far below. */
const count = 9_000;
const records = [
  ['Reference ID', 'Plate', 'Amount', 'Currency'],
  ...Array.from({ length: count }, (_, n) => {
    if (n % 100 === 50) return [''];
    const reference = n % 50 === 7 ? `r-${n - 1}` : `r-${n}`;
    const currency = n < 4_500 ? 'CAD' : some(currencies, 'c', n);
    return [reference, some(plates, 'p', n), some(amounts, 'a', n), currency];
  }),
];

let document: BatchDocument;
let ran = false;

beforeAll(async () => {
  document = await checkedBatch(folder, records);
});
afterAll(() => document.close());

/** The present cells of all rows by row, ASCII letters small, as of the last change. */
let cellsAt = { change: -1, rows: new Map<number, string[]>() };

/** The rows of which a cell holds the text now. */
function holding(text: string, column?: number): number[] {
  const small = (value: string): string => value.toLowerCase();
  const { change } = document.db.prepare('select total_changes() as change').get() as { change: number };
  if (cellsAt.change !== change) {
    cellsAt = { change, rows: new Map() };
    for (const { number, cells } of eachRow(document)) cellsAt.rows.set(number, cells.map(small));
  }
  return [...cellsAt.rows].flatMap(([row, cells]) =>
    cells.some((cell, at) => (column ?? at + 1) === at + 1 && cell.includes(small(text))) ? row : [],
  );
}

/** The rows that pass, told by one query over all of them. */
function truth({
  state,
  code,
  noRepair,
  text,
  textColumn,
  values = [],
  outcome,
  picked,
  sort,
}: RowFilter): number[] {
  const parts = ['1'];
  const parameters: (string | number)[] = [];
  const and = (sql: string, ...more: (string | number)[]): void => {
    parts.push(sql);
    parameters.push(...more);
  };
  if (state !== undefined) {
    if (state === 'left-out') and('r.skipped > 0');
    else and('r.skipped = 0 and r.state = ?', stateNumbers[state]);
  }
  if (code !== undefined) {
    const unsure = noRepair ? ' and repair <> 2' : '';
    and(`r.skipped = 0 and r.number in (select row from issue where code = ?${unsure})`, code);
  }
  if (text !== undefined) {
    and('r.number in (select value from json_each(?))', JSON.stringify(holding(text, textColumn)));
  }
  if (outcome !== undefined) and(`${outcomeSql} = ?`, outcome);
  if (picked !== undefined) {
    const numbers = [...picked.bytes].flatMap((byte, at) => (byte === 1 ? at + 1 : []));
    and('r.number in (select value from json_each(?))', JSON.stringify(numbers));
  }
  const cellOf = (column: number) => `coalesce(r.edits ->> '$."${column}"', r.cells ->> ${column - 1}, '')`;
  for (const one of values) {
    and(`${cellOf(one.column)} in (select value from json_each(?))`, JSON.stringify(one.values));
  }
  const cell = cellOf(sort?.column ?? 1);
  const found = document.db
    .prepare(
      `select r.number, trim(${cell}) = '' as blank
       from row r left join outcome o on o.row = r.number where ${parts.join(' and ')}
       order by ${sort ? `${cell} collate nocase, ` : ''} r.number`,
    )
    .all(...parameters) as { number: number; blank: number }[];
  if (!sort) return found.map(({ number }) => number);
  const filled = found.filter(({ blank }) => blank === 0);
  const inOrder = sort.descending ? filled.reverse() : filled;
  return [...inOrder, ...found.filter(({ blank }) => blank === 1)].map(({ number }) => number);
}

/** Some of which JSON puts between cells, or instead of what they hold. */
const texts = [
  ...[
    'ab',
    'zlo',
    'r-8999',
    '%_!',
    'x"y\\',
    'nowhere',
    'édité',
    'É',
    '1',
    '4',
    '9',
    'n',
    'N',
    't',
    'q]',
    'o\nl',
  ],
  ...[',', '[', ']', '"', '","', ':', '{', '\\', '\\n', '-89', '00', 'r-123', 'R-45', ' of more', 'b%_'],
];

/** One row of so many, and none of the last ones. */
function oneOf(size: number): PickedRows {
  const bytes = Uint8Array.from({ length: count - 500 }, (_, at) => Number((at + 1) % size === 0));
  return { name: `one of ${size}`, bytes };
}

const rowNumber = fc.integer({ min: 2, max: count + 1 });
const filter: fc.Arbitrary<RowFilter> = fc.record(
  {
    state: fc.constantFrom('valid', 'warned', 'invalid'),
    code: fc.constantFrom('currency-unknown', 'plate-too-long', 'reference-duplicate', 'too-many-cells'),
    noRepair: fc.constant(true as const),
    text: fc.constantFrom(...texts),
    textColumn: fc.integer({ min: 1, max: 5 }),
    values: fc.array(
      fc.record({
        column: fc.integer({ min: 1, max: 4 }),
        values: fc.constantFrom(['CAD'], ['', 'cad'], ['AB"1']),
      }),
      { maxLength: 2 },
    ),
    outcome: fc.constantFrom(...outcomes),
    picked: fc.constantFrom(3, 700).map(oneOf),
    sort: fc.record({ column: fc.integer({ min: 1, max: 4 }), descending: fc.boolean() }),
  },
  { requiredKeys: [] },
);
const page = fc.record({
  filter,
  offset: fc.constantFrom(0, 0, 3, 150, 6_000),
  limit: fc.constantFrom(1, 100),
});
const edit = fc.record({
  row: rowNumber,
  column: fc.integer({ min: 1, max: 4 }),
  value: fc.constantFrom('édité', 'abc', 'CAD', 'r-1'),
});
const change = fc.oneof(
  edit.map((cell) => () => void editCell(document, cell, editor)),
  fc.constant(() => void undo(document)),
  fc.constant(() => void repairAll(document, { code: 'currency-unknown' }, editor)),
  fc
    .tuple(rowNumber, fc.constantFrom('sending', 'accepted', 'rejected', 'unknown', 'unsent'))
    .map(([row, status]) => () => {
      document.db
        .prepare(
          'insert or replace into outcome (row, run, status) select number, 1, ? from row where number >= ? limit 400',
        )
        .run(status, row);
    }),
);

test('however little at a time is looked at, and whatever changes meanwhile, a page tells the rows that pass, and no total before it is certain', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(page, change), { minLength: 1, maxLength: 4 }), (steps) => {
      for (const [wish, alter] of steps) {
        let numbers = truth(wish.filter);
        for (let turn = 0, altered = false; ; turn++) {
          const expected = numbers.slice(wish.offset, wish.offset + wish.limit);
          const shown = rowPageWithin(document, wish, turn % 2);
          const rows = shown.rows.map(({ number }) => number);
          expect(rows).toEqual(expected.slice(0, rows.length));
          if (shown.counted) {
            expect(rows).toEqual(expected);
            expect(shown.total).toBe(numbers.length);
          } else {
            expect(shown.total).toBeLessThanOrEqual(numbers.length);
          }
          if (turn === 1 && !altered) {
            alter();
            altered = true;
            numbers = truth(wish.filter);
          } else if (countOn(document, wish.filter, 0) !== null && turn > 2) break;
        }
        expect(rowPage(document, wish).total).toBe(numbers.length);
      }
      if (!ran) beginRun(document, plainRun, new Date(0));
      ran = true;
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('a text is looked for in what cells hold, not in how they are stored', () => {
  const agree = () => {
    for (const text of texts) {
      const { rows, total } = rowPage(document, { filter: { text }, offset: 0, limit: 20 });
      expect([text, total, ...rows.map(({ number }) => number)]).toEqual([
        text,
        holding(text).length,
        ...holding(text).slice(0, 20),
      ]);
    }
  };
  editCell(document, { row: 2, column: 4, value: 'x\ty' }, editor);
  editCell(document, { row: 3, column: 3, value: '' }, editor);
  agree();
});

test('the total of a state is told as soon as a page lacks nothing, and no earlier', () => {
  const filter: RowFilter = { state: 'valid' };
  const numbers = truth(filter);
  editCell(document, { row: numbers.at(-1) ?? 0, column: 2, value: 'another' }, editor);
  const page = (offset: number, ms: number) => {
    const { rows, ...rest } = rowPageWithin(document, { filter, offset, limit: 10 }, ms);
    return { ...rest, rows: rows.map(({ number }) => number) };
  };
  expect(page(0, 0)).toEqual({ total: 0, counted: false, rows: [] });
  expect(countOn(document, filter, 0)).toBe(numbers.length);
  const last = numbers.length - 5;
  expect(page(last, 0)).toMatchObject({ counted: false, rows: [] });
  const inTime = Number.POSITIVE_INFINITY;
  expect(page(0, inTime)).toEqual({ total: numbers.length, counted: true, rows: numbers.slice(0, 10) });
  expect(page(last, 0)).toMatchObject({ counted: false, rows: [] });
  expect(page(last, inTime)).toEqual({ total: numbers.length, counted: true, rows: numbers.slice(last) });
});

test('rows that were picked are kept by their name: others of another name are found anew', () => {
  const numbers = (size: number) => {
    const filter = { picked: oneOf(size) };
    return rowPage(document, { filter, offset: 0, limit: 2 }).rows.map(({ number }) => number);
  };
  expect(numbers(9)).toEqual([9, 18]);
  expect(numbers(11)).toEqual([11, 22]);
});

test('what was read stays as it was, whatever is changed', async () => {
  const read = await checkedBatch(folder, [
    ['Reference ID', 'Plate'],
    ['r-2', 'AB 2'],
    ['r-3', 'AB 3'],
  ]);
  editCell(read, { row: 2, column: 2, value: 'NEW' }, editor);
  expect(firstRowsRead(read, 1)).toEqual([{ number: 2, cells: ['r-2', 'AB 2'] }]);
  expect(rowPage(read, { filter: {}, offset: 0, limit: 1 }).rows[0]?.cells).toEqual(['r-2', 'NEW']);
  read.close();
});

test('of the rows with an issue those are told that no repair fits, found by the issue or among others', async () => {
  const mixed = await checkedBatch(folder, [
    ['Reference ID', 'Amount', 'Currency'],
    ['r-2', '10', 'CAD'],
    ['r-3', 'ten', 'CAD'],
    ['r-4', '12.50', 'CAD'],
    ['r-5', 'x', 'cad'],
  ]);
  const rowsOf = (filter: RowFilter) =>
    rowPage(mixed, { filter, offset: 0, limit: 10 }).rows.map(({ number }) => number);
  const code = 'amount-format';
  expect(rowsOf({ code })).toEqual([2, 3, 5]);
  expect(rowsOf({ code, noRepair: true })).toEqual([3, 5]);
  expect(rowsOf({ code, noRepair: true, sort: { column: 1, descending: true } })).toEqual([5, 3]);
  mixed.close();
});
