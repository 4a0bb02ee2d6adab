import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import fc from 'fast-check';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { editCell, redo, undo } from '../../../src/batch/edits/edit.ts';
import { repairAll } from '../../../src/batch/edits/repair.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { piecesWith, readText, textOf } from '../../../src/batch/rows/row-text.ts';
import { rowPage } from '../../../src/batch/rows/rows.ts';
import {
  addGrams,
  fourBytes,
  piecesIn,
  type TextPiece,
  textPieces,
  threeBytes,
} from '../../../src/batch/rows/text-pieces.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-text-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const words = ['Zoë', 'ÉCOLE', 'x"y', 'back\\slash', 'two\nlines', '日本', 'p, [q]', ''];
const records = [
  ['Reference ID', 'Plate', 'Currency'],
  ...Array.from({ length: 2_500 }, (_, n) => [
    `r-${(n * 7_919) % 100_003}`,
    `${words[n % words.length]} ${n % 97}`,
    n % 2 === 0 ? 'cad' : 'CAD',
  ]),
];

let document: BatchDocument;
beforeEach(async () => {
  document = await checkedBatch(folder, records);
  return () => document.close();
});

const rowsWith = (text: string): number[] =>
  rowPage(document, { filter: { text }, offset: 0, limit: 10 }).rows.map(({ number }) => number);

test('no piece with a text is passed over, and most others are', async () => {
  await readText(document);
  const kept = textOf(document);
  if (!kept) throw new Error('No text was kept.');
  expect(kept.pieces.at(-1)?.last).toBe(records.length);
  const part = fc.record({
    row: fc.integer({ min: 1, max: records.length - 1 }),
    column: fc.nat({ max: 1 }),
    from: fc.nat(),
    to: fc.nat(),
  });
  fc.assert(
    fc.property(part, ({ row, column, from, to }) => {
      const characters = [...(records[row]?.[column] ?? '')];
      const start = from % characters.length;
      const text = characters.slice(start, start + 1 + (to % (characters.length - start))).join('');
      const position = kept.pieces.findIndex(({ last }) => last >= row + 1);
      expect(piecesWith(kept, text.toUpperCase().replace('Ë', 'ë'))(position)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
  for (const text of ['r-999999', 'nowhere', 'zzz', 'qq', 'r-1é']) {
    const mayHold = piecesWith(kept, text);
    expect(kept.pieces.filter((_, position) => mayHold(position))).toEqual([]);
  }
});

test('what is kept follows edits, those made while it is read too, until they are many', async () => {
  const edit = (row: number, value: string) => editCell(document, { row, column: 2, value }, editor);
  edit(77, 'edited before');
  const reading = readText(document);
  edit(500, 'edited meanwhile');
  await reading;
  edit(900, 'edited after');
  expect(rowsWith('EDITED')).toEqual([77, 500, 900]);
  expect(textOf(document)?.changed.size).toBe(2);
  undo(document);
  undo(document);
  expect(rowsWith('edited')).toEqual([77]);
  redo(document);
  expect(rowsWith('edited')).toEqual([77, 500]);
  expect(textOf(document)).not.toBeNull();

  expect(repairAll(document, { code: 'currency-unknown' }, editor).ok).toBe(true);
  expect(textOf(document)).toBeNull();
  expect(rowsWith('cad')).toHaveLength(10);
  await readText(document);
  expect(rowsWith('edited')).toEqual([77, 500]);
});

test('only the batch read last is kept, and none as soon as another hand has edited it', async () => {
  await readText(document);
  const other = await checkedBatch(folder, records.slice(0, 5));
  await readText(other);
  expect(textOf(document)).toBeNull();
  expect(textOf(other)).not.toBeNull();
  const elsewhere = new DatabaseSync(other.path);
  elsewhere.exec(
    "insert into edit (step, row, column, before, after, kind, who, at) values (1, 2, 2, '', '', 'edit', '', '')",
  );
  elsewhere.close();
  expect(textOf(other)).toBeNull();
  other.close();
});

test('more text than is to be held is left to the database', () => {
  const read = (most: number): TextPiece[] | null => {
    const pieces: TextPiece[] = [];
    const tools = { DatabaseSync, addGrams, fourBytes, threes: new Uint8Array(threeBytes) };
    const isWhole = textPieces(
      { ...tools, found: (some) => pieces.push(...piecesIn(some)) },
      document.path,
      most,
    );
    return isWhole ? pieces : null;
  };
  expect(read(20_000)).toBeNull();
  expect(read(1_000_000)?.map(({ last }) => last)).toEqual([
    ...Array.from({ length: 19 }, (_, n) => 1 + (n + 1) * 128),
    records.length,
  ]);
});
