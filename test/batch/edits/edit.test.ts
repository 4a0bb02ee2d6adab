import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { summarise } from '../../../src/batch/check/summary.ts';
import { editCell, redo, undo } from '../../../src/batch/edits/edit.ts';
import { readCounts } from '../../../src/batch/file/counts.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { rowPage } from '../../../src/batch/rows/rows.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-edit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const headers = ['Reference ID', 'License Plate', 'Amount', 'Currency'];

const batchOf = (rows: readonly (readonly string[])[]) => checkedBatch(folder, [headers, ...rows]);

/** All that checking says about a batch; `edited` is left out, for a fresh batch knows of no edits. */
function checked(document: BatchDocument) {
  const { rows } = rowPage(document, { filter: {}, offset: 0, limit: 100 });
  return { counts: readCounts(document), rows: rows.map(({ edited, ...row }) => row) };
}

const row = fc.tuple(
  fc.constantFrom('ref-1', 'ref-2', ' ref-1', 'ref 3', 'ref-4'),
  fc.constantFrom('ABC', '', 'A'.repeat(40)),
  fc.constantFrom('14.50', '14,50', '', '0.00', '#REF!'),
  fc.constantFrom('CAD', 'cad', '', 'peso'),
);
const edit = fc.record({ at: fc.nat(5), column: fc.integer({ min: 1, max: 4 }), from: row });

test('checking says the same after edits as of a file that was so from the start', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 6 }),
      fc.array(edit, { maxLength: 6 }),
      async (rows, edits) => {
        const document = await batchOf(rows);
        const original = checked(document);

        const now: string[][] = rows.map((cells) => [...cells]);
        for (const { at, column, from } of edits) {
          const index = at % rows.length;
          const value = from[column - 1] ?? '';
          expect(editCell(document, { row: index + 2, column, value }, editor).ok).toBe(true);
          const cells = now[index];
          if (cells) cells[column - 1] = value;
        }
        const edited = checked(document);
        const fresh = await batchOf(now);
        expect(edited).toEqual(checked(fresh));
        fresh.close();

        let undone = 0;
        while (undo(document).ok) undone++;
        expect(undone).toBeLessThanOrEqual(edits.length);
        expect(checked(document)).toEqual(original);
        while (undone-- > 0) expect(redo(document).ok).toBe(true);
        expect(redo(document)).toMatchObject({ failure: { code: 'nothing-to-redo' } });
        expect(checked(document)).toEqual(edited);
        document.close();
      },
    ),
    { numRuns: 8 },
  );
});

test('a duplicate that becomes another error is no longer counted as a duplicate', async () => {
  const document = await batchOf([
    ['ref-1', 'ABC', '', ''],
    ['ref-1', 'ABC', '', ''],
  ]);
  const counted = checked(document);
  expect(editCell(document, { row: 3, column: 1, value: 'ref 3' }, editor).ok).toBe(true);
  expect(readCounts(document).issues).toEqual({
    'reference-characters': { count: 1, safe: 0 },
    // Another reference ID is another permit.
    'plate-repeated': { count: 2, safe: 0 },
  });
  expect(undo(document).ok).toBe(true);
  expect(checked(document)).toEqual(counted);
  document.close();
});

test('a row that the controller accepted is locked', async () => {
  const document = await batchOf([['ref-1', 'ABC', '', '']]);
  document.db.exec("insert into outcome (row, run, status) values (2, 1, 'accepted')");
  const locked = editCell(document, { row: 2, column: 2, value: 'DEF' }, editor);
  expect(locked).toMatchObject({ ok: false, failure: { code: 'row-locked' } });
  expect(rowPage(document, { filter: {}, offset: 0, limit: 1 }).rows[0]?.cells[1]).toBe('ABC');
  document.close();
});

test('the summary names the step that undo takes back, so that a change which made none is known', async () => {
  const document = await batchOf([['ref-1', 'ABC', '', '']]);
  const lastStep = () => summarise(document).lastStep;
  const edited = (value: string) => editCell(document, { row: 2, column: 2, value }, editor);
  const seen = [lastStep()];
  for (const step of [() => edited('DEF'), () => edited('DEF'), () => edited('GHI')]) {
    expect(step().ok).toBe(true);
    seen.push(lastStep());
  }
  for (const step of [undo, redo, undo, undo]) {
    expect(step(document).ok).toBe(true);
    seen.push(lastStep());
  }
  expect(seen).toEqual([0, 1, 1, 2, 1, 2, 1, 0]);
  document.close();
});
