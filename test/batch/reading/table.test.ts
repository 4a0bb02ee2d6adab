import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { checkerOf } from '../../../src/batch/check/recheck.ts';
import { eachRow } from '../../../src/batch/file/current-row.ts';
import { readMeta } from '../../../src/batch/file/meta.ts';
import { isBlank } from '../../../src/batch/reading/header.ts';
import { RecordReader } from '../../../src/batch/reading/record-reader.ts';
import { openTable } from '../../../src/batch/reading/table.ts';
import { rowsDigest } from '../../../src/batch/trail/rows-digest.ts';
import { createTestBatch } from '../../support/checked-batch.ts';

const scratch = mkdtempSync(join(tmpdir(), 'permit-lines-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const header = 'Reference ID,Plate,End Date,Amount,Currency\r\n';
const usual = 'ref-1,PLATE,2031-06-01T23:59:59,14.50,CAD\r\n';
/** More than what is looked at to find out how a file is written: only behind it does a text come in blocks. */
const filler = usual.repeat(Math.ceil((256 * 1024) / usual.length));

const usualCell = fc.constantFrom('ref-7', 'PL 8', '2031-06-01T23:59:59', '9.99', 'USD', '', ' ', 'x');
const oddCell = fc.constantFrom(
  ...['é', '日本', '😀', '\u00a0', '\uFEFF', '\\', '\t', '\u0001', '/', '\u2028', '\u007f'],
);
const quotedCell = fc.constantFrom('"q"', '"a,b"', '"two\r\nlines"', 'in"side', '"open');
const cell = fc.oneof(
  { weight: 60, arbitrary: usualCell },
  { weight: 20, arbitrary: oddCell },
  { weight: 1, arbitrary: quotedCell },
);
const line = fc.oneof(
  { weight: 12, arbitrary: fc.array(cell, { minLength: 5, maxLength: 5 }).map((cells) => cells.join(',')) },
  { weight: 1, arbitrary: fc.array(cell, { maxLength: 7 }).map((cells) => cells.join(',')) },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', ',,,,', ',\u00a0,,,') },
);
const lines = fc
  .array(fc.tuple(line, fc.constantFrom('\r\n', '\r\n', '\n', '\n', '\r')), { minLength: 20, maxLength: 120 })
  .map((pairs) => pairs.flat().join(''));

it('gives the rows behind the first stretch as cutting the whole text at once gives them', async () => {
  await fc.assert(
    fc.asyncProperty(
      lines,
      fc.constantFrom(333, 1000, 1 << 18),
      fc.constantFrom('utf8', 'utf8', 'utf16le') as fc.Arbitrary<BufferEncoding>,
      fc.nat({ max: 200 }),
      async (tail, blockSize, encoding, damage) => {
        const path = join(scratch, 'table.csv');
        const bytes = Buffer.from(header + filler + tail, encoding);
        if (damage < 100) bytes[bytes.length - 1 - damage] = 0xe9;
        writeFileSync(path, bytes);
        const opened = await openTable(path, {
          encoding: encoding === 'utf8' ? 'utf-8' : 'utf-16le',
          blockSize: encoding === 'utf8' ? blockSize : 4096,
        });
        if (!opened.ok) throw new Error(opened.failure.code);
        const table = opened.value;
        const found: unknown[] = [];
        for await (const block of table.rows()) {
          block.rows.forEach((cells, at) => {
            found.push([block.numbers[at], block.unbalanced?.has(at) ?? false, ...cells]);
          });
        }
        await table.close();

        const text = new TextDecoder(encoding === 'utf8' ? 'utf-8' : 'utf-16le').decode(bytes);
        const reader = new RecordReader({
          delimiter: ',',
          quote: '"',
          escape: '"',
          width: 5,
          headerWidth: 5,
        });
        const expected: unknown[] = [];
        let number = 0;
        for (const { records, unbalanced } of [reader.push(text), reader.end()]) {
          for (const [at, record] of records.entries()) {
            number++;
            if (number === 1 || isBlank(record)) continue;
            expected.push([number, unbalanced?.has(at) ?? false, ...record]);
          }
        }
        expect(found.slice(-100)).toEqual(expected.slice(-100));
        expect(found.length).toBe(expected.length);
      },
    ),
    { numRuns: 40 },
  );
});

it('stores and checks such rows as their cells say, one by one', async () => {
  await fc.assert(
    fc.asyncProperty(lines, fc.constantFrom(333, 4096, 1 << 18), async (tail, blockSize) => {
      const source = join(scratch, 'stored.csv');
      writeFileSync(source, header + filler + tail);
      const made = await createTestBatch(source, mkdtempSync(join(scratch, 'batches-')), {
        settings: { zone: 'America/Toronto', endDate: 'utc', dayEnd: '23:59:59', dateOrder: null },
        blockSize,
      });
      if (!made.ok) throw new Error(made.failure.code);
      const document = made.value;
      expect(rowsDigest(document)).toBe(readMeta(document, 'rowsDigest'));
      const { check } = checkerOf(document);
      const issues = document.db.prepare(
        `select json_group_array(json_array(column, code) order by column) as said from issue
         where row = ? and code <> 'reference-duplicate'`,
      );
      const from = filler.length / usual.length;
      for (const row of eachRow(document)) {
        if (row.number < from) continue;
        const said = check(row.cells, row.reading).map(({ column, code }) => [column ?? 0, code]);
        expect(issues.get(row.number)).toMatchObject({ said: JSON.stringify(said) });
      }
      document.close();
    }),
    {
      numRuns: 15,
      // A row with a quote that does not close holds no plate, though its cells look like that of others.
      examples: [
        [`ref-7,ref-7,,,\r\nref-8,ref-7,,,\r\n"open,ref-7\r\n${'ref-9,,,9.99,CAD\r\n'.repeat(20)}`, 333],
      ],
    },
  );
}, 120_000);

it.each([
  ['in the middle of a block', 1 << 18],
  ['at the end of a block', 1000],
])('stores a byte that is no UTF-8 as U+FFFD, %s', async (_what, blockSize) => {
  const source = join(scratch, 'damaged.csv');
  const before = Buffer.from(header + filler);
  // The damaged byte is the last of its block: a decoder waits for what belongs to it in the next one.
  const space = Buffer.from(usual.repeat(Math.ceil(2000 / usual.length)));
  const fill = (1000 - ((before.length + space.length + 8) % 1000)) % 1000;
  const damaged = Buffer.concat([
    Buffer.from(`ref,${'P'.repeat(fill)}Q,,`),
    Buffer.from([0xe9]),
    Buffer.from(',CAD\r\n'),
  ]);
  writeFileSync(source, Buffer.concat([before, space, damaged, Buffer.from(usual.repeat(50))]));
  const made = await createTestBatch(source, mkdtempSync(join(scratch, 'batches-')), {
    reading: { encoding: 'utf-8' },
    blockSize,
  });
  if (!made.ok) throw new Error(made.failure.code);
  const { db } = made.value;
  const odd = db.prepare("select cells ->> 3 as cell from row where cells ->> 0 = 'ref'").all();
  expect(odd).toMatchObject([{ cell: '\uFFFD' }]);
  const counted = db.prepare('select count(*) as rows, count(distinct cells) as different from row').get();
  expect(counted).toMatchObject({
    rows: filler.length / usual.length + space.length / usual.length + 51,
    different: 2,
  });
  made.value.close();
});
