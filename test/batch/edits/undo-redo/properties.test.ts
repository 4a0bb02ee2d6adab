import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redo, undo } from '../../../../src/batch/edits/edit.ts';
import { verifyBatch } from '../../../../src/batch/verify/verify-batch.ts';
import {
  agreesWithAFreshOne,
  folder,
  headers,
  lasting,
  row,
  rowsOf,
  stepsOf,
  stored,
  storedWithLog,
  turnable,
  turns,
  withFolder,
} from '../../../support/batch-changes.ts';
import { checkedBatch } from '../../../support/checked-batch.ts';

withFolder();

test('after any changes, choices, undos and redos a batch is what a fresh one of the corrected file would be', async () => {
  await fc.assert(
    fc.asyncProperty(
      rowsOf,
      fc.array(fc.oneof(turnable, turns, lasting), { maxLength: 10 }),
      async (rows, changes) => {
        const document = await checkedBatch(folder, [headers, ...rows]);
        for (const change of changes) change(document, rows.length);
        await agreesWithAFreshOne(document);
        document.close();
      },
    ),
    { numRuns: 15 },
  );
});

test('taking everything back leaves the tables byte for byte as they were, and doing it again as they were then', async () => {
  const ragged = fc.oneof(
    row,
    row.map((cells) => cells.slice(0, 3)),
    row.map((cells) => [...cells, 'more', '']),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(ragged, { minLength: 1, maxLength: 6 }),
      fc.array(turnable, { minLength: 1, maxLength: 8 }),
      async (rows, changes) => {
        const document = await checkedBatch(folder, [headers, ...rows]);
        const states = [stored(document)];
        for (const change of changes) {
          const steps = stepsOf(document);
          change(document, rows.length);
          if (stepsOf(document) > steps) states.push(stored(document));
          else expect(stored(document)).toEqual(states.at(-1));
        }
        for (const state of states.slice(0, -1).reverse()) {
          expect(undo(document).ok).toBe(true);
          expect(stored(document)).toEqual(state);
        }
        expect(undo(document)).toMatchObject({ failure: { code: 'nothing-to-undo' } });
        for (const state of states.slice(1)) {
          expect(redo(document).ok).toBe(true);
          expect(stored(document)).toEqual(state);
        }
        expect(redo(document)).toMatchObject({ failure: { code: 'nothing-to-redo' } });
        document.close();
      },
    ),
    { numRuns: 15 },
  );
});

test('another connection leaves the same tables, log and trail as the document’s own, whatever comes after what', async () => {
  await fc.assert(
    fc.asyncProperty(
      rowsOf,
      fc.array(fc.oneof(turnable, turns, lasting), { minLength: 2, maxLength: 8 }),
      async (rows, changes) => {
        const here = await checkedBatch(folder, [headers, ...rows]);
        const aside = await checkedBatch(folder, [headers, ...rows]);
        for (const change of changes) {
          change(here, rows.length);
          change(aside, rows.length, true);
          expect(storedWithLog(aside)).toEqual(storedWithLog(here));
        }
        await agreesWithAFreshOne(aside);
        // Not always none: an edit with a NUL is told of as unreadable.
        const { discrepancies, first } = await verifyBatch(here);
        expect(await verifyBatch(aside)).toMatchObject({ discrepancies, first });
        here.close();
        aside.close();
      },
    ),
    { numRuns: 8 },
  );
}, 30_000);
