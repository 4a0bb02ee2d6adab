import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { changeMany } from '../../../src/batch/edits/bulk/change-many.ts';
import { carryOver } from '../../../src/batch/edits/carry-over.ts';
import { decideDuplicates, type GroupDecision } from '../../../src/batch/edits/decide-duplicates.ts';
import { editCell, redo, undo } from '../../../src/batch/edits/edit.ts';
import { remap } from '../../../src/batch/edits/remap.ts';
import { runAtOnce } from '../../../src/batch/edits/sliced-step.ts';
import { readCounts, recount } from '../../../src/batch/file/counts.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { rowPage } from '../../../src/batch/rows/rows.ts';
import { verifyBatch } from '../../../src/batch/verify/verify-batch.ts';
import { checkedBatch, chooseDuplicates, editor } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-decide-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const headers = ['Reference ID', 'License Plate', 'Amount', 'Currency'];
const batchOf = (...references: string[]) =>
  checkedBatch(folder, [headers, ...references.map((reference, at) => [reference, `PL ${at}`, '', ''])]);

const decide = (document: BatchDocument, decision: GroupDecision) =>
  runAtOnce(decideDuplicates(document, decision, editor));

/** By row: `sent`, why it is left out, or `error`. */
function standing(document: BatchDocument): string[] {
  const { rows } = rowPage(document, { filter: {}, offset: 0, limit: 100 });
  return rows.map(({ state, leftOut }) => leftOut ?? (state === 'invalid' ? 'error' : 'sent'));
}

async function expectSound(document: BatchDocument): Promise<void> {
  expect(readCounts(document)).toEqual(recount(document));
  expect((await verifyBatch(document)).first).toBeNull();
}

const out = 'duplicate-by-hand';

test('the row that is chosen is sent, the others of its reference ID are left out, and undo takes back one decision', async () => {
  const document = await batchOf('a', 'b', 'a', 'b', 'a', 'c');
  expect(standing(document)).toEqual(['sent', 'sent', 'error', 'error', 'error', 'sent']);
  expect(decide(document, { row: 2, rows: 3, send: [6] })).toEqual({ ok: true, value: null });
  expect(standing(document)).toEqual([out, 'sent', out, 'error', 'sent', 'sent']);
  expect(decide(document, { row: 5, rows: 2, send: [] }).ok).toBe(true);
  expect(standing(document)).toEqual([out, out, out, out, 'sent', 'sent']);
  expect(readCounts(document)).toMatchObject({ issues: {}, leftOut: { reasons: { [out]: 4 } } });
  await expectSound(document);
  undo(document);
  expect(standing(document)).toEqual([out, 'sent', out, 'error', 'sent', 'sent']);
  undo(document);
  expect(standing(document)).toEqual(['sent', 'sent', 'error', 'error', 'error', 'sent']);
  expect(undo(document).ok).toBe(false);
  redo(document);
  expect(standing(document)).toEqual([out, 'sent', out, 'error', 'sent', 'sent']);
  await expectSound(document);
});

test('all, or some, are sent beside each other, and another decision takes the place of the first', async () => {
  const document = await batchOf('a', 'a', 'a');
  decide(document, { row: 2, rows: 3, send: 'all' });
  expect(standing(document)).toEqual(['sent', 'sent', 'sent']);
  expect(readCounts(document).issues).toEqual({});
  await expectSound(document);
  decide(document, { row: 3, rows: 3, send: [2, 4] });
  expect(standing(document)).toEqual(['sent', out, 'sent']);
  decide(document, { row: 3, rows: 3, send: [3] });
  expect(standing(document)).toEqual([out, 'sent', out]);
  await expectSound(document);
  const { edits } = document.db.prepare('select count(*) as edits from edit').get() as { edits: number };
  decide(document, { row: 3, rows: 3, send: [3] });
  // The same again is no step.
  expect(document.db.prepare('select count(*) as edits from edit').get()).toEqual({ edits });
});

test('a further row with the ID asks again; a row that leaves it is no longer left out for it', async () => {
  const document = await batchOf('a', 'a', 'b', 'c');
  decide(document, { row: 2, rows: 2, send: 'all' });
  editCell(document, { row: 4, column: 1, value: 'a' }, editor);
  expect(standing(document)).toEqual(['sent', 'error', 'error', 'sent']);
  decide(document, { row: 2, rows: 3, send: [4] });
  expect(standing(document)).toEqual([out, out, 'sent', 'sent']);
  editCell(document, { row: 3, column: 1, value: 'd' }, editor);
  expect(standing(document)).toEqual([out, 'sent', 'sent', 'sent']);
  editCell(document, { row: 5, column: 1, value: 'a' }, editor);
  expect(standing(document)).toEqual([out, 'sent', 'sent', 'error']);
  await expectSound(document);
  undo(document);
  undo(document);
  expect(standing(document)).toEqual([out, out, 'sent', 'sent']);
});

test('the choice for all leaves what was decided as it is, and so does another mapping', async () => {
  const document = await batchOf('a', 'a', 'b', 'b', 'c', 'c');
  decide(document, { row: 2, rows: 2, send: [3] });
  decide(document, { row: 4, rows: 2, send: 'all' });
  chooseDuplicates(document, 'first');
  const decided = [out, 'sent', 'sent', 'sent', 'sent', 'duplicate'];
  expect(standing(document)).toEqual(decided);
  remap(document, ['referenceId', 'plate', null, null]);
  expect(standing(document)).toEqual(decided);
  // One may decide otherwise than all at once.
  decide(document, { row: 6, rows: 2, send: [7] });
  expect(standing(document)).toEqual([...decided.slice(0, 4), out, 'sent']);
  chooseDuplicates(document, null);
  expect(standing(document)).toEqual([...decided.slice(0, 4), out, 'sent']);
  await expectSound(document);
});

test('a row that was left out so is brought back as any other, and is a duplicate again', async () => {
  const document = await batchOf('a', 'a');
  decide(document, { row: 2, rows: 2, send: [2] });
  changeMany(document, { scope: { rows: [3] }, change: { kind: 'bring-back' } }, editor);
  expect(standing(document)).toEqual(['sent', 'error']);
  await expectSound(document);
});

test('what is decided of rows that changed meanwhile, or were sent, is refused', async () => {
  const document = await batchOf('a', 'a', 'a', 'b');
  const refused = (decision: GroupDecision, code: string) =>
    expect(decide(document, decision)).toMatchObject({ failure: { code } });
  refused({ row: 2, rows: 2, send: [2] }, 'duplicates-changed');
  refused({ row: 2, rows: 3, send: [5] }, 'duplicates-changed');
  refused({ row: 5, rows: 1, send: [5] }, 'duplicates-changed');
  refused({ row: 9, rows: 1, send: [9] }, 'duplicates-changed');
  document.db.exec("insert into outcome (row, run, status) values (2, 1, 'accepted')");
  refused({ row: 2, rows: 3, send: [3] }, 'row-locked');
  refused({ row: 2, rows: 3, send: 'all' }, 'row-locked');
  expect(standing(document)).toEqual(['sent', 'error', 'error', 'sent']);
  expect(decide(document, { row: 2, rows: 3, send: [2] }).ok).toBe(true);
  expect(standing(document)).toEqual(['sent', out, out, 'sent']);
});

test('a new reading of the file gets the decisions too', async () => {
  const document = await batchOf('a', 'a', 'b', 'b');
  decide(document, { row: 2, rows: 2, send: [3] });
  decide(document, { row: 4, rows: 2, send: 'all' });
  const fresh = await batchOf('a', 'a', 'b', 'b');
  expect(carryOver(document, fresh, editor).ok).toBe(true);
  expect(standing(fresh)).toEqual([out, 'sent', 'sent', 'sent']);
  await expectSound(fresh);
});

test('whatever is decided, edited, chosen and taken back: counts and checks are those of the rows', async () => {
  const reference = fc.constantFrom('a', ' a', 'b', 'c d', '');
  type Change = (document: BatchDocument, rows: number) => unknown;
  const turnable: fc.Arbitrary<Change> = fc.oneof(
    fc
      .record({ at: fc.nat(6), send: fc.subarray([2, 3, 4, 5, 6, 7]), size: fc.integer({ min: 2, max: 4 }) })
      .map(
        ({ at, send, size }): Change =>
          (document, rows) =>
            decide(document, { row: 2 + (at % rows), rows: size, send: send.slice(0, size) }),
      ),
    fc.record({ at: fc.nat(6), size: fc.integer({ min: 2, max: 4 }) }).map(
      ({ at, size }): Change =>
        (document, rows) =>
          decide(document, { row: 2 + (at % rows), rows: size, send: 'all' }),
    ),
    fc.record({ at: fc.nat(6), value: reference }).map(
      ({ at, value }): Change =>
        (document, rows) =>
          editCell(document, { row: 2 + (at % rows), column: 1, value }, editor),
    ),
  );
  const choice = fc.constantFrom('first' as const, 'last' as const, 'all' as const, null).map(
    (keep): Change =>
      (document) =>
        chooseDuplicates(document, keep),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(reference, { minLength: 2, maxLength: 6 }),
      fc.array(fc.oneof({ weight: 5, arbitrary: turnable }, { weight: 1, arbitrary: choice }), {
        maxLength: 8,
      }),
      async (references, changes) => {
        const document = await batchOf(...references);
        for (const change of changes) change(document, references.length);
        const changed = { stands: standing(document), counts: readCounts(document) };
        await expectSound(document);
        let undone = 0;
        while (undo(document).ok) undone++;
        await expectSound(document);
        while (undone-- > 0) redo(document);
        expect({ stands: standing(document), counts: readCounts(document) }).toEqual(changed);
        document.close();
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);
