import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, expect, it } from 'vitest';
import { inspectSource } from '../../../../src/batch/import/inspect.ts';
import type { ReadingOptions } from '../../../../src/batch/reading/reading-options.ts';

const scratch = mkdtempSync(join(tmpdir(), 'permit-properties-'));
afterAll(() => rmSync(scratch, { recursive: true }));

async function readBack(bytes: Buffer, reading: ReadingOptions, blockSize: number) {
  const path = join(scratch, 'table.csv');
  writeFileSync(path, bytes);
  const rows: (readonly string[])[] = [];
  const numbers: number[] = [];
  let unbalanced = 0;
  const read = await inspectSource(path, reading, {
    blockSize,
    onRows: (block) => {
      rows.push(...block.rows);
      numbers.push(...block.numbers);
      unbalanced += block.unbalanced?.size ?? 0;
    },
  });
  return { read, rows, numbers, unbalanced };
}

// White space alone makes a record blank, and blank records are no rows: the first cell always has a letter.
const letters = fc.string({
  unit: fc.constantFrom(...'abcXYZ019-,;|\t"\' .éà€\n\r\u00a0日😀'),
  maxLength: 12,
});
const table = fc
  .integer({ min: 2, max: 6 })
  .chain((width) =>
    fc.array(
      fc.tuple(
        fc.stringMatching(/^[a-z0-9]{1,8}$/),
        fc.array(letters, { minLength: width - 1, maxLength: width - 1 }),
      ),
      { minLength: 1, maxLength: 12 },
    ),
  );

it('reads back what a foreign writer wrote, when encoding and delimiter are given', async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\r\n', '\n', '\r'),
      fc.constantFrom('utf8', 'utf16le') as fc.Arbitrary<'utf8' | 'utf16le'>,
      fc.boolean(),
      fc.integer({ min: 1, max: 40 }),
      async (rows, delimiter, newline, encoding, quotes, blockSize) => {
        const cells = rows.map(([first, rest]) => [first, ...rest]);
        const headers = (cells[0] ?? []).map((_, at) => `column ${at}`);
        const text = Papa.unparse([headers, ...cells], { delimiter, newline, quotes });
        const back = await readBack(
          Buffer.from(text, encoding),
          { encoding: encoding === 'utf8' ? 'utf-8' : 'utf-16le', delimiter, quote: '"', headerRow: 1 },
          blockSize,
        );
        expect(back.read.ok).toBe(true);
        expect(back.rows).toEqual(cells);
        expect(back.unbalanced).toBe(0);
        expect(back.numbers).toEqual(cells.map((_, at) => at + 2));
      },
    ),
    { numRuns: 150 },
  );
});

const permit = fc.record({
  reference: fc.uuid(),
  plate: fc.stringMatching(/^[A-Z]{2,3} ?[0-9]{2,4}$/),
  end: fc
    .date({ min: new Date('2026-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 19)),
  amount: fc.integer({ min: 1, max: 99_999 }).map((cents) => (cents / 100).toFixed(2)),
  currency: fc.constantFrom('CAD', 'USD'),
  notes: fc.constantFrom(
    '',
    'réservé',
    'Lot 4, niveau 2',
    'a; b',
    'l’hiver',
    'dit "Bob"',
    'one\ntwo',
    'x | y',
  ),
});

it('detects delimiter and encoding of tables of a real export’s shape', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(permit, { minLength: 1, maxLength: 30 }),
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('utf8', 'utf8 mark', 'utf16le mark') as fc.Arbitrary<string>,
      fc.boolean(),
      async (permits, delimiter, written, quotes) => {
        const cells = permits.map((one) => Object.values(one));
        const headers = ['Reference ID', 'Licence Plate', 'End Date', 'Amount', 'Currency', 'Notes'];
        const text = Papa.unparse([headers, ...cells], { delimiter, quotes });
        const [encoding = 'utf8', mark] = written.split(' ');
        const bytes = Buffer.from((mark ? '\uFEFF' : '') + text, encoding as BufferEncoding);
        const back = await readBack(bytes, {}, 64);
        if (!back.read.ok) throw new Error(back.read.failure.code);
        expect(back.read.value).toMatchObject({
          delimiter,
          headerRow: 1,
          encoding: encoding === 'utf8' ? 'utf-8' : 'utf-16le',
        });
        expect(back.rows).toEqual(cells);
      },
    ),
    { numRuns: 80 },
  );
});

const expected = /^(file-(?!unreadable|missing)|encoding-unclear$)/;

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      ',',
      '"',
      '""',
      '\n',
      '\r',
      '\r\n',
      ';',
      "'",
      '\\"',
      'a',
      'Plate',
      'Reference ID',
      ' ',
      'sep=',
      '\uFEFF',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  ),
  { maxLength: 60 },
);
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
  pieces.map((list) => Buffer.from(list.join(''))),
  pieces.map((list) => Buffer.from(list.join(''), 'latin1')),
);
const plain = ({ read, ...rest }: Awaited<ReturnType<typeof readBack>>) => ({
  read: read.ok ? { ...read.value } : read.failure.code,
  ...rest,
});

it('answers any bytes at all with rows or a stated failure', async () => {
  await fc.assert(
    fc.asyncProperty(anyBytes, fc.integer({ min: 1, max: 9 }), async (content, blockSize) => {
      const whole = await readBack(content, {}, 1 << 20);
      if (!whole.read.ok) expect(whole.read.failure.code).toMatch(expected);
      // How a file is written is found out in blocks too, be they as small as they like.
      expect(plain(await readBack(content, {}, blockSize))).toEqual(plain(whole));
    }),
    { numRuns: 300 },
  );
});

/** More than what is looked at to find out how a file is written: only behind it are records read in blocks. */
const filler = Buffer.from(
  `Reference ID,Plate,End Date\r\n${'ref-1,"PL, 1",2031-06-01T23:59:59\r\n'.repeat(7_700)}`,
);

it('reads any bytes behind the first stretch the same in blocks of any size', async () => {
  let cut = 0;
  await fc.assert(
    fc.asyncProperty(anyBytes, fc.integer({ min: 251, max: 1_999 }), async (content, blockSize) => {
      // Again and again, so that blocks end at many places in it.
      const copies = Math.ceil(6_000 / Math.max(1, content.length));
      const tail = Buffer.concat(Array.from({ length: copies }, () => content));
      const bytes = Buffer.concat([filler, tail]);
      const whole = await readBack(bytes, {}, 1 << 20);
      expect(plain(await readBack(bytes, {}, blockSize))).toEqual(plain(whole));
      cut += Math.floor(tail.length / blockSize);
    }),
    { numRuns: 10 },
  );
  expect(filler.length).toBeGreaterThan(256 * 1024);
  expect(cut).toBeGreaterThan(20);
});

it('lets no odd row swallow or shift another', async () => {
  const row = fc.tuple(
    fc.uuid(),
    fc.stringMatching(/^[A-Z]{3}[0-9]{3}$/),
    fc.constantFrom('CAD', 'USD', '"a, b"'),
    fc.constantFrom('x', '"y ""z"""', ''),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 6, maxLength: 20 }),
      fc.nat(),
      fc.nat({ max: 3 }),
      fc.constantFrom('"', 'in"side', '""', 'end"'),
      async (rows, position, column, stray) => {
        const at = position % rows.length;
        const lines = rows.map((cells, index) =>
          cells.map((cell, c) =>
            index === at && c === column ? `${stray}${cell.replaceAll('"', '')}` : cell,
          ),
        );
        if (stray === '""' && column !== 0 && lines[at]?.[column] === '""') return;
        const text = [['Reference ID', 'Plate', 'Currency', 'Notes'], ...lines]
          .map((cells) => cells.join(','))
          .join('\r\n');
        const back = await readBack(Buffer.from(text), {}, 50);
        const meant = rows.map((cells) =>
          cells.map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)),
        );
        expect(back.rows.length).toBe(rows.length);
        for (const [index, cells] of meant.entries())
          if (index !== at) expect(back.rows[index]).toEqual(cells);
      },
    ),
    { numRuns: 300 },
  );
});
