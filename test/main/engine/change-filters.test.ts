import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bookPath } from '../../../src/book/book.ts';
import type { BridgeEvent } from '../../../src/bridge/contract.ts';
import type { RowFilter } from '../../../src/bridge/rows.ts';
import {
  type Connection,
  connectionByHand,
  practiceConnection,
} from '../../../src/connections/connection.ts';
import { type EngineCalls, engineCalls } from '../../../src/main/engine/calls.ts';
import type { Result } from '../../../src/permit/result.ts';
import { removeFolder } from '../../support/remove-folder.ts';

let folder: string;
let heard: BridgeEvent[];
let engine: EngineCalls;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engine-change-filters-'));
  heard = [];
  const onBug = (bug: unknown) => {
    throw bug;
  };
  engine = engineCalls({ folder, appVersion: '0' }, { tell: (event) => heard.push(event), onBug });
});
afterEach(() => removeFolder(folder));

type Heard<Kind extends BridgeEvent['kind']> = Extract<BridgeEvent, { readonly kind: Kind }>;

async function next<Kind extends BridgeEvent['kind']>(kind: Kind): Promise<Heard<Kind>> {
  const find = () => heard.find((event): event is Heard<Kind> => event.kind === kind);
  await expect.poll(find).toBeDefined();
  const found = find();
  if (!found) throw new Error(kind);
  heard = heard.filter((event) => event !== found);
  return found;
}

function value<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

async function read(name: string, rows: readonly string[]): Promise<string> {
  const source = join(folder, name);
  writeFileSync(source, ['Reference ID,Plate,End Date', ...rows].join('\r\n'));
  const reading = {
    reading: name,
    source,
    choice: {},
    operation: 'update' as const,
    connection: practiceConnection,
  };
  engine.read({ ...reading, replaces: null, carriesOver: false, sameForAll: null });
  const { result } = await next('reading-ended');
  if (result === 'cancelled') throw new Error('cancelled');
  return value(result).batch;
}

async function practise(batch: string): Promise<void> {
  await begin(batch, false);
  await next('push-ended');
}

async function begin(batch: string, trial: boolean): Promise<void> {
  const begun = await engine.push({
    batch,
    kind: 'push',
    connection: practiceConnection,
    token: null,
    out: null,
    proxy: null,
    signingKey: null,
    leaveOut: false,
    onlyValid: true,
    unknownToo: false,
    again: false,
    trial,
    outcomes: null,
    language: 'en',
  });
  value(begun);
}

const [end, later] = ['2031-06-30T23:59:59', '2031-12-31T23:59:59'];

/** Rows 2 to 8: nothing, a plate, an end date, both, an error, a permit that is not known, nothing. */
const second = [
  `a,AAA1,${end}`,
  `b,NEW2,${end}`,
  `c,AAA3,${later}`,
  `d,NEW4,${later}`,
  'e,AAA5,30/30/2031',
  `x,AAA6,${end}`,
  `f,AAA7,${end}`,
];

async function pushedThenRead(): Promise<string> {
  const first = ['a,AAA1', 'b,AAA2', 'c,AAA3', 'd,AAA4', 'e,AAA5', 'f,AAA7'];
  await practise(
    await read(
      'first.csv',
      first.map((row) => `${row},${end}`),
    ),
  );
  return read('second.csv', second);
}

async function shown(batch: string, filter: RowFilter, of = engine): Promise<number[]> {
  for (;;) {
    const page = value(await of.rows({ batch, filter, offset: 0, limit: 100 }));
    if (page.counted) return page.rows.map(({ number }) => number);
  }
}

test('Rows are found by what they would change of what is known, each time as the batch and the book stand', async () => {
  const batch = await pushedThenRead();
  expect(value(await engine.permitsKnown({ batch }))).toBe(true);
  expect(value(await engine.changeCounts({ batch }))).toMatchObject({ changed: 3, unchanged: 2, unknown: 1 });
  expect(await shown(batch, { change: 'changed' })).toEqual([3, 4, 5]);
  expect(await shown(batch, { change: 'unchanged' })).toEqual([2, 8]);
  expect(await shown(batch, { change: 'unknown' })).toEqual([7]);
  expect(await shown(batch, { changedField: 'plate' })).toEqual([3, 5]);
  expect(await shown(batch, { changedField: 'endDate' })).toEqual([4, 5]);
  expect(await shown(batch, { changedField: 'plate', text: 'new4' })).toEqual([5]);
  expect(await shown(batch, { change: 'changed', sort: { column: 2, descending: true } })).toEqual([5, 3, 4]);

  value(await engine.editCell({ batch, row: 2, column: 2, value: 'NEW1' }));
  expect(await shown(batch, { change: 'changed' })).toEqual([2, 3, 4, 5]);
  value(await engine.undo({ batch }));
  expect(await shown(batch, { change: 'changed' })).toEqual([3, 4, 5]);

  await practise(await read('third.csv', [`x,AAA6,${end}`]));
  await next('checked');
  expect(await shown(batch, { change: 'unknown' })).toEqual([]);
  expect(await shown(batch, { change: 'unchanged' })).toEqual([2, 7, 8]);
});

const step = fc.oneof(
  fc.record({
    kind: fc.constant('edit' as const),
    row: fc.integer({ min: 2, max: 8 }),
    cell: fc.constantFrom(
      { column: 1, value: 'a' },
      { column: 1, value: 'x' },
      { column: 2, value: 'AAA1' },
      { column: 2, value: 'NEW9' },
      { column: 3, value: end },
      { column: 3, value: later },
      { column: 3, value: '30/30/2031' },
    ),
  }),
  fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const) }),
  fc.record({
    kind: fc.constant('bulk' as const),
    filter: fc.constantFrom<RowFilter>({}, { change: 'changed' }, { change: 'unchanged' }, { text: 'new' }),
    change: fc.constantFrom(
      { kind: 'leave-out', reason: 'by-hand' } as const,
      { kind: 'bring-back' } as const,
      { kind: 'column', column: 3, change: { action: 'set', value: later } } as const,
      { kind: 'column', column: 1, change: { action: 'set', value: 'b' } } as const,
    ),
  }),
  fc.record({ kind: fc.constant('duplicates' as const), keep: fc.constantFrom('first', 'last', null) }),
);

const filters: readonly RowFilter[] = [
  { change: 'changed' },
  { change: 'unchanged' },
  { change: 'unknown' },
  { changedField: 'plate' },
  { changedField: 'endDate' },
];

test('Whatever is changed, taken back or done again, the rows are those that are found when all are looked at anew', async () => {
  const batch = await pushedThenRead();
  const told = async (of: EngineCalls) => ({
    rows: await Promise.all(filters.map((filter) => shown(batch, filter, of))),
    counts: value(await of.changeCounts({ batch })),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      for (const one of steps) {
        if (one.kind === 'edit') value(await engine.editCell({ batch, row: one.row, ...one.cell }));
        else if (one.kind === 'bulk')
          value(await engine.changeBulk({ batch, scope: { filter: one.filter }, change: one.change }));
        else if (one.kind === 'duplicates') value(await engine.chooseDuplicates({ batch, keep: one.keep }));
        // There may be nothing to take back, or to do again.
        else await engine[one.kind]({ batch });
        const fresh = engineCalls({ folder, appVersion: '0' }, { tell: () => {}, onBug: () => {} });
        expect(await told(engine)).toEqual(await told(fresh));
      }
    }),
    { numRuns: 12 },
  );
});

test('A book that is damaged meanwhile is made anew of the batches, and the same rows are found', async () => {
  const batch = await pushedThenRead();
  expect(await shown(batch, { change: 'changed' })).toEqual([3, 4, 5]);
  for (const suffix of ['-wal', '-shm']) rmSync(`${bookPath(folder)}${suffix}`, { force: true });
  writeFileSync(bookPath(folder), 'no book');
  expect(await shown(batch, { change: 'changed' })).toEqual([3, 4, 5]);
});

test('What acts on the rows that are shown takes the same rows', async () => {
  const batch = await pushedThenRead();
  const filter = { change: 'changed' } as const;
  expect(value(await engine.countRows({ batch, filter }))).toBe(3);
  expect(value(await engine.rowNumbers({ batch, filter, offset: 0, limit: 100 })).numbers).toEqual([3, 4, 5]);
  expect(value(await engine.permitKeys({ batch, filter }))).toEqual(['b', 'c', 'd']);
  expect(value(await engine.columnValues({ batch, filter, column: 3, search: '' })).values).toEqual([
    { value: later, rows: 2 },
    { value: end, rows: 1 },
  ]);
  const change = { kind: 'leave-out', reason: 'by-hand' } as const;
  const preview = value(await engine.previewBulk({ batch, scope: { filter }, change }));
  expect(preview).toMatchObject({ rows: 3, changing: 3 });
  // Edited since it was looked up: only what would change something now.
  value(await engine.editCell({ batch, row: 3, column: 2, value: 'AAA2' }));
  const changed = value(await engine.changeBulk({ batch, scope: { filter }, change }));
  expect(changed.leftOut.rows).toBe(2);
  expect(await shown(batch, { state: 'left-out' })).toEqual([4, 5]);
  expect(await shown(batch, filter)).toEqual([]);
});

test('A change of rows that nobody has looked up takes those that it names', async () => {
  const batch = await pushedThenRead();
  const scope = { filter: { change: 'unchanged', text: 'aaa1' } } as const;
  const change = { kind: 'column', column: 2, change: { action: 'set', value: 'SET1' } } as const;
  value(await engine.changeBulk({ batch, scope, change }));
  expect(await shown(batch, { text: 'SET1' })).toEqual([2]);
});

test('While rows are being sent, those that would change something stay the same rows', async () => {
  const permits = Array.from({ length: 12 }, (_, n) => `p-${n}`);
  await practise(
    await read(
      'twelve.csv',
      permits.map((id) => `${id},AAA1,${end}`),
    ),
  );
  const batch = await read(
    'twelve-new.csv',
    permits.map((id) => `${id},BBB2,${end}`),
  );
  const before = await shown(batch, { change: 'changed' });
  expect(before).toHaveLength(12);
  await begin(batch, true);
  const asked = () => heard.some((event) => event.kind === 'push' && event.phase === 'asking');
  await expect.poll(asked).toBe(true);
  expect(await shown(batch, { change: 'changed' })).toEqual(before);
  engine.cancelPush({ batch });
  await next('push-ended');
  expect(await shown(batch, { change: 'changed' })).toEqual(before.slice(10));
});

test('Where rows cannot be held against anything, none is found by what it would change, and nothing is offered', async () => {
  const batch = await pushedThenRead();
  const elsewhere: Connection = { ...connectionByHand('http://127.0.0.1:1', 'OC-TEST'), name: 'Lot 7' };
  value(await engine.checkFor({ batch, connection: elsewhere }));
  expect(value(await engine.permitsKnown({ batch }))).toBe(false);
  expect(value(await engine.changeCounts({ batch }))).toBe(null);
  for (const change of ['changed', 'unchanged', 'unknown'] as const) {
    expect(await shown(batch, { change })).toEqual([]);
  }
  const change = { kind: 'leave-out', reason: 'by-hand' } as const;
  const changed = value(await engine.changeBulk({ batch, scope: { filter: { change: 'unknown' } }, change }));
  expect(changed.leftOut.rows).toBe(0);
});
