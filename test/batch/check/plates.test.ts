import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PlateIndex } from '../../../src/batch/check/plate-index.ts';
import { changeMany } from '../../../src/batch/edits/bulk/change-many.ts';
import { changeCells, editCell, redo, undo } from '../../../src/batch/edits/edit.ts';
import { remap } from '../../../src/batch/edits/remap.ts';
import { readCounts, recount } from '../../../src/batch/file/counts.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { rowPage } from '../../../src/batch/rows/rows.ts';
import { verifyBatch } from '../../../src/batch/verify/verify-batch.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'permit-plates-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const headers = ['Reference ID', 'Plate', 'Note'];
const batchOf = (rows: readonly (readonly string[])[]) => checkedBatch(folder, [headers, ...rows]);

/** Of each row that has it: the row that its plate stands in too. */
function repeated(document: BatchDocument): Record<number, unknown> {
  const { rows } = rowPage(document, { filter: {}, offset: 0, limit: 1_000 });
  return Object.fromEntries(
    rows.flatMap(({ number, issues }) =>
      issues.flatMap(({ code, facts }) => (code === 'plate-repeated' ? [[number, facts['row']]] : [])),
    ),
  );
}

const all = (document: BatchDocument) => {
  const { rows } = rowPage(document, { filter: {}, offset: 0, limit: 1_000 });
  return {
    counts: readCounts(document),
    rows: rows.map(({ number, state, issues }) => [number, state, issues.map(({ code }) => code)]),
    repeated: repeated(document),
  };
};

test('a plate on another permit is told on both, however it is written', async () => {
  const document = await batchOf([
    ['r-1', 'ABC 123', ''],
    ['r-2', 'abc-123', ''],
    ['r-3', 'XYZ 1', ''],
    ['r-4', 'ABC123', ''],
    ['r-5', '', ''],
    ['r-6', '', ''],
  ]);
  expect(repeated(document)).toEqual({ 2: 3, 3: 2, 5: 2 });
  expect(readCounts(document)).toMatchObject({
    valid: 1,
    warned: 3,
    issues: { 'plate-repeated': { count: 3 } },
  });
  document.close();
});

test('rows of one permit are no two permits, and a placeholder is no plate', async () => {
  const document = await batchOf([
    ['r-1', 'ABC 123', ''],
    ['r-1', 'ABC 123', ''],
    ['r-2', 'N/A', ''],
    ['r-3', 'N/A', ''],
  ]);
  expect(repeated(document)).toEqual({});
  document.close();
});

test('an edit of a plate or of its permit tells and untells both, and undo takes that back', async () => {
  const document = await batchOf([
    ['r-1', 'ABC 123', ''],
    ['r-2', 'XYZ 1', ''],
    ['r-2', 'ABC 123', ''],
  ]);
  const before = all(document);
  expect(repeated(document)).toEqual({ 2: 4, 4: 2 });
  editCell(document, { row: 2, column: 2, value: 'QQ 1' }, editor);
  expect(repeated(document)).toEqual({});
  editCell(document, { row: 3, column: 2, value: 'qq1' }, editor);
  expect(repeated(document)).toEqual({ 2: 3, 3: 2 });
  expect((await verifyBatch(document)).first).toBeNull();
  expect(undo(document).ok && undo(document).ok).toBe(true);
  expect(all(document)).toEqual(before);
  editCell(document, { row: 4, column: 1, value: 'r-1' }, editor);
  expect(repeated(document)).toEqual({});
  document.close();
});

test('a column that is left out has no plates any more', async () => {
  const document = await batchOf([
    ['r-1', 'ABC 123', 'x'],
    ['r-2', 'ABC 123', 'x'],
  ]);
  expect(remap(document, ['referenceId', null, null]).ok).toBe(true);
  expect(repeated(document)).toEqual({});
  expect(remap(document, ['referenceId', null, 'plate']).ok).toBe(true);
  expect(repeated(document)).toEqual({ 2: 3, 3: 2 });
  document.close();
});

test('what is stored of it and is not so is found', async () => {
  const document = await batchOf([
    ['r-1', 'ABC 123', ''],
    ['r-2', 'ABC 123', ''],
    ['r-3', 'XYZ', ''],
  ]);
  expect((await verifyBatch(document)).first).toBeNull();
  document.db.exec('update row set twin = 4 where number = 2');
  expect((await verifyBatch(document)).first).toMatchObject({ code: 'check-changed', about: 2 });
  document.close();
});

const cell = fc.record({
  row: fc.integer({ min: 2, max: 9 }),
  column: fc.constantFrom(1, 2),
  value: fc.constantFrom('A1', 'a-1', 'B 2', 'B2', 'N/A', '', 'r-1', 'r-2'),
});

test('whatever is edited, many cells at once too, the batch is as one that was read so', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
      async (steps) => {
        const cells = Array.from({ length: 8 }, (_, n) => [`r-${n}`, n % 2 ? 'A1' : 'B2', '']);
        const document = await batchOf(cells);
        for (const step of steps) {
          const changes = new Map(step.map((change) => [`${change.row} ${change.column}`, change]));
          const page = [...changes.values()].map((change) => ({ ...change, kind: 'edit' as const }));
          expect(changeCells(document, [page], editor).ok).toBe(true);
          for (const { row, column, value } of page) {
            const line = cells[row - 2];
            if (line) line[column - 1] = value;
          }
        }
        const fresh = await batchOf(cells.map((line) => [...line.slice(0, 2), 'x']));
        expect(all(document)).toEqual(all(fresh));
        document.close();
        fresh.close();
      },
    ),
    { numRuns: 25 },
  );
});

/** All that is stored of plates on several permits. */
const stored = ({ db }: BatchDocument) => ({
  rows: db.prepare('select number, state, skipped, twin from row order by number').all(),
  issues: db.prepare('select row, column, code, repair from issue order by row, column').all(),
});

test.each([
  ['most of them', 1_100],
  ['few', 40],
])(
  'a plate for many rows, %s, is told as if the file had it, taken back and done again too',
  async (_, last) => {
    // Ten permits have two rows each, one of them that of the first row with the plate.
    const cells = Array.from({ length: 1_200 }, (_, n) => [
      `r-${n < 1_100 ? n % 1_090 : n}`,
      n % 3 ? `P${n % 800}` : `q ${n}`,
      '',
    ]);
    const document = await batchOf(cells);
    const leaveOut = {
      scope: { rows: [5, 9, 1_150] },
      change: { kind: 'leave-out', reason: 'by-hand' },
    } as const;
    expect(changeMany(document, leaveOut, editor).ok).toBe(true);
    const before = stored(document);
    const rows = cells.map((_, n) => n + 2).slice(0, last);
    const change = { kind: 'column', column: 2, change: { action: 'set', value: 'P700' } } as const;
    expect(changeMany(document, { scope: { rows }, change }, editor).ok).toBe(true);
    const after = stored(document);
    const fresh = await batchOf(cells.map(([id = '', plate = ''], n) => [id, n < last ? 'P700' : plate, '']));
    expect(changeMany(fresh, leaveOut, editor).ok).toBe(true);
    expect(after).toEqual(stored(fresh));
    const isCounted = () => expect(readCounts(document)).toEqual(recount(document));
    isCounted();
    expect(undo(document).ok).toBe(true);
    expect(stored(document)).toEqual(before);
    isCounted();
    expect(redo(document).ok).toBe(true);
    expect(stored(document)).toEqual(after);
    isCounted();
    expect((await verifyBatch(document)).first).toBeNull();
    document.close();
    fresh.close();
  },
);

test('the numbers add up where the plate of a left-out row is told or untold by an edit of another', async () => {
  const document = await batchOf([
    ['r-1', 'ABC 123', ''],
    ['r-2', 'ABC 123', ''],
  ]);
  const scope = { rows: [2] };
  expect(changeMany(document, { scope, change: { kind: 'leave-out', reason: 'by-hand' } }, editor).ok).toBe(
    true,
  );
  for (const value of ['XYZ 1', 'abc123']) {
    editCell(document, { row: 3, column: 2, value }, editor);
    expect(readCounts(document)).toEqual(recount(document));
  }
  document.close();
});

test('an index holds rows by their plates, among many', () => {
  const index = new PlateIndex();
  for (let row = 2; row < 20_000; row++) index.add(`P${row % 9_000}`, row);
  expect(index.rows('P7')).toEqual([7, 9_007, 18_007]);
  index.add('P7', 30_000_000);
  expect(index.rows('P7')).toEqual([7, 9_007, 18_007, 30_000_000]);
  expect(index.rows('Q')).toEqual([]);
  expect([...index.groups()].map(({ rows }) => rows).filter((rows) => rows.includes(7))).toEqual([
    [7, 9_007, 18_007, 30_000_000],
  ]);
});

test('rows that move are found at the plate that they have now, and nowhere else', () => {
  const index = new PlateIndex();
  for (let row = 2; row < 10; row++) index.add('P1', row);
  index.move(
    new Map([
      [3, { plate: 'P2' }],
      [4, { plate: '' }],
      [5, { plate: 'P1' }],
    ]),
  );
  expect(index.rows('P1').sort()).toEqual([2, 5, 6, 7, 8, 9]);
  expect(index.rows('P2')).toEqual([3]);
  expect([...index.groups()].map(({ rows }) => rows.length)).toEqual([6]);
});
