import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readCounts, recount } from '../../../src/batch/file/counts.ts';
import { readMeta } from '../../../src/batch/file/meta.ts';
import { rowsByNumber } from '../../../src/batch/rows/rows.ts';
import { seededRatio } from '../../../src/opscom/practice/random.ts';
import { checkStateOf } from '../../../src/permit/issue.ts';
import { createTestBatch } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-blocks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cells = [
  ['r', 'r', 'r', 'r', 'R 1', '{r}', ''],
  ['ABC', 'ABC', 'ABC', '', 'A plate of more than 25 letters', ' ', 'É'],
  [
    '2031-06-01T23:59:59',
    '2031-06-01T23:59:59',
    '23/04/2031',
    '2020-01-01T00:00:00',
    '2031-02-30T00:00:00',
    '',
  ],
  ['10.00', '10.00', '10.00', '$14.5', 'US$ 3', '-1.00', '', ' '],
  ['CAD', 'CAD', 'CAD', 'USD', 'cad', 'zloty', '', ' '],
];

const header = 'Reference ID,Plate,End Date,Amount,Currency';
/** More than what is looked at to find out how a file is written: only behind it does a file come in blocks. */
const filler = Array.from({ length: 5_500 }, (_, n) => `filler-${n},PLATE,2031-06-01T23:59:59,14.50,CAD`);

/** Most rows with one odd cell, of few kinds: the same cells come again and again. */
function lines(seed: number): string[] {
  return Array.from({ length: 2_500 }, (_, n) => {
    const row = cells.map((_choices, at) => (at === 0 ? `r${n % 2_400}` : cells[at]?.[0]));
    const odd = Math.floor(seededRatio(seed, 'odd', n) * cells.length);
    for (const [at, choices] of cells.entries()) {
      if (at !== odd && seededRatio(seed, `other ${at}`, n) > 0.1) continue;
      const value = choices[Math.floor(seededRatio(seed, `value ${at}`, n) * choices.length)];
      row[at] = at === 0 ? value?.replace('r', `r${n % 2_400}`) : value;
    }
    return row.join(',');
  });
}

test.each([
  [1, 499],
  [2, 4_001],
  [3, 32_000],
])(
  'what is said of a row is the same as of it alone, however many are alike, in blocks of any size (%i: %i bytes)',
  async (seed, blockSize) => {
    const source = join(folder, 'rows.csv');
    writeFileSync(source, [header, ...filler, ...lines(seed), ''].join('\n'));
    const made = await createTestBatch(source, folder, { blockSize });
    if (!made.ok) throw new Error(made.failure.code);
    const document = made.value;
    const stored = document.db
      .prepare('select row, column, code, repair from issue order by row, column')
      .all();
    const numbers = (
      document.db.prepare('select number from row order by 1').all() as { number: number }[]
    ).map(({ number }) => number);
    const rows = rowsByNumber(document, numbers);
    const alone = rows.flatMap(({ number, issues }) =>
      issues.map(({ column, code, repair }) => ({
        row: number,
        column: column ?? 0,
        code,
        repair: repair === null ? 0 : repair.safe ? 2 : 1,
      })),
    );
    for (const { state, issues } of rows) expect(state).toBe(checkStateOf(issues));
    expect(stored).toEqual(alone);
    expect(alone.length).toBeGreaterThan(1_500);
    expect(readMeta(document, 'settings')?.dateOrder).toBe('day-first');
    const counts = readCounts(document);
    const states = document.db.prepare('select state, count(*) as rows from row group by 1 order by 1').all();
    expect(states).toEqual([
      { state: 0, rows: counts.valid },
      { state: 1, rows: counts.warned },
      { state: 2, rows: counts.invalid },
    ]);
    expect(recount(document)).toEqual(counts);
    document.close();
  },
);
