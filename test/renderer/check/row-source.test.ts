import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDatasource } from 'ag-grid-community';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { countOn, rowPage, rowPageWithin } from '../../../src/batch/rows/rows.ts';
import { ok, type Result } from '../../../src/permit/result.ts';
import { type RowCount, type RowSourceParts, rowSource } from '../../../src/renderer/check/row-source.ts';
import { checkedBatch } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-source-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** More rows than are looked at in one go; the last one alone has another plate. */
const count = 9_000;
let document: BatchDocument;
beforeAll(async () => {
  document = await checkedBatch(folder, [
    ['Reference ID', 'Plate'],
    ...Array.from({ length: count }, (_, n) => [
      `r-${n}`,
      n === count - 1 ? 'LAST' : `P${(n * 7919) % count}`,
    ]),
  ]);
});
afterAll(() => document.close());

const everyRow: RowSourceParts['filter'] = {
  state: null,
  code: null,
  noRepair: false,
  outcome: null,
  text: '',
  textColumn: null,
  resultText: '',
  values: [],
  toSend: false,
  confirmed: null,
  answer: null,
  change: null,
  changedField: null,
};

/** The engine's part, where nobody has time: a page is only what was found before. */
const bridge: RowSourceParts['bridge'] = {
  rows: async (wish) => {
    const page = rowPageWithin(document, wish, 0);
    return ok({ ...page, rows: page.rows.map((row) => ({ ...row, was: [] })) });
  },
  countRows: async ({ filter }) => {
    for (;;) {
      const counted = countOn(document, filter, 0);
      if (counted !== null) return ok(counted);
      await Promise.resolve();
    }
  },
};

async function ask<Value>(call: Promise<Result<Value>>): Promise<Value | null> {
  const answer = await call;
  return answer.ok ? answer.value : null;
}

/** The grid's part: asks for a block, and once more when it is told that rows were missing. */
function shown(parts: Partial<RowSourceParts>, wish: { startRow: number; endRow: number; sort?: string }) {
  const told: (RowCount | null)[] = [];
  const blocks: { rows: number[]; lastRow: number | undefined }[] = [];
  return new Promise<{ told: typeof told; blocks: typeof blocks; total: number | null }>((resolve) => {
    const { startRow, endRow, sort } = wish;
    const get = (source: IDatasource) =>
      source.getRows({
        startRow,
        endRow,
        sortModel: sort === undefined ? [] : [{ colId: sort, sort: 'asc' }],
        filterModel: null,
        context: null,
        // The grid's own, which is not asked.
        api: undefined as never,
        successCallback: (rows: { number: number }[], lastRow) => {
          blocks.push({ rows: rows.map(({ number }) => number), lastRow });
          if (told.at(-1)?.kind === 'counted') resolve({ told, blocks, total: null });
        },
        failCallback: () => resolve({ told, blocks, total: null }),
      });
    const source = rowSource({
      bridge,
      batch: '',
      filter: everyRow,
      ask,
      onCount: (one) => told.push(one),
      onTotal: (total, missing) => (missing ? get(source) : resolve({ told, blocks, total })),
      ...parts,
    });
    get(source);
  });
}

const numbersOf = (filter: Parameters<typeof rowPage>[1]['filter'], offset: number, limit: number) =>
  rowPage(document, { filter, offset, limit }).rows.map(({ number }) => number);

/** A change in the batch, so that all is found anew; and one look for what passes, of which there is more. */
function begin(filter: Parameters<typeof countOn>[1]): void {
  document.db.exec("update meta set value = value where key = 'notes'");
  expect(countOn(document, filter, 0)).toBeNull();
}

test('A page that is found is shown while the others are counted', async () => {
  begin({ text: 'P' });
  const { told, blocks, total } = await shown(
    { filter: { ...everyRow, text: 'P' } },
    { startRow: 0, endRow: 200 },
  );
  expect(blocks).toEqual([{ rows: numbersOf({ text: 'P' }, 0, 200), lastRow: undefined }]);
  expect(total).toBe(count - 1);
  expect(told).toEqual([null, { kind: 'counted', total: count - 1 }]);
});

test('A page that is found in part is shown, and asked for again', async () => {
  begin({ text: 'P1' });
  const numbers = numbersOf({ text: 'P1' }, 0, 5_000);
  begin({ text: 'P1' });
  const { told, blocks } = await shown(
    { filter: { ...everyRow, text: 'P1' } },
    { startRow: 0, endRow: 1_000 },
  );
  expect(blocks).toHaveLength(2);
  const [first, second] = blocks;
  expect(first?.rows.length).toBeGreaterThan(0);
  expect(first?.rows.length).toBeLessThan(1_000);
  expect(first?.lastRow).toBe(first?.rows.length);
  expect(first?.rows).toEqual(numbers.slice(0, first?.rows.length));
  expect(second).toEqual({ rows: numbers.slice(0, 1_000), lastRow: numbers.length });
  expect(told.at(-1)).toEqual({ kind: 'counted', total: numbers.length });
});

test.each([undefined, '2'])(
  'Where no row is found at once none is shown before it is (sorted by %s)',
  async (sort) => {
    begin({ text: 'LAST' });
    const { told, blocks } = await shown(
      { filter: { ...everyRow, text: 'LAST' } },
      { startRow: 0, endRow: 200, ...(sort === undefined ? {} : { sort }) },
    );
    expect(blocks.at(-1)).toEqual({ rows: [count + 1], lastRow: 1 });
    expect(told).toEqual([null, { kind: 'counted', total: 1 }]);
  },
);

test('What takes long is told, and what another filter has overtaken is not shown', async () => {
  vi.useFakeTimers();
  try {
    let answer: (counted: Result<number | null>) => void = () => {};
    const slow = {
      ...bridge,
      countRows: () => new Promise<Result<number | null>>((resolve) => (answer = resolve)),
    };
    begin({ text: 'P' });
    const found = shown({ bridge: slow, filter: { ...everyRow, text: 'P' } }, { startRow: 0, endRow: 200 });
    await vi.advanceTimersByTimeAsync(300);
    answer(ok(7));
    const { told, total } = await found;
    expect(told).toEqual([null, { kind: 'counting', soFar: 4_096 }, { kind: 'counted', total: 7 }]);
    expect(total).toBe(7);

    begin({ text: 'LAST' });
    const overtaken = shown(
      { bridge: slow, filter: { ...everyRow, text: 'LAST' } },
      { startRow: 0, endRow: 200 },
    );
    await vi.advanceTimersByTimeAsync(300);
    answer(ok(null));
    expect(await overtaken).toEqual({ told: [null, { kind: 'searching' }], blocks: [], total: null });

    const rows = () => new Promise<never>(() => {});
    const told2: (RowCount | null)[] = [];
    void shown(
      { bridge: { ...bridge, rows }, onCount: (one) => told2.push(one) },
      { startRow: 0, endRow: 200, sort: '2' },
    );
    await vi.advanceTimersByTimeAsync(300);
    expect(told2).toEqual([{ kind: 'sorting' }]);
  } finally {
    vi.useRealTimers();
  }
});
