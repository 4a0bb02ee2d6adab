import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { changeMany } from '../../../src/batch/edits/bulk/change-many.ts';
import { confirmAll } from '../../../src/batch/edits/confirm.ts';
import { editCell, redo, undo } from '../../../src/batch/edits/edit.ts';
import { repairAll } from '../../../src/batch/edits/repair.ts';
import { setCells } from '../../../src/batch/edits/set-cells.ts';
import { turnedStep } from '../../../src/batch/edits/turned-step.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-turned-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const batch = () =>
  checkedBatch(folder, [
    ['Reference ID', 'Plate', 'Amount', 'Currency', 'Remark'],
    ['ref-1', 'NONE', '$10.00', 'CAD', 'a'],
    ['ref-2', 'PL 2', '$20.00', 'CAD', 'b'],
    ['Total', '', '', '', ''],
  ]);

const rows = { rows: [2, 3] };

test.each([
  {
    name: 'repairs of one column',
    step: (of) => repairAll(of, { code: 'amount-format' }, editor),
    turned: { did: 'repair', of: 'amount', count: 2 },
  },
  {
    name: 'one edit',
    step: (of) => editCell(of, { row: 2, column: 2, value: 'PL 1' }, editor),
    turned: { did: 'change', of: 'plate', count: 1 },
  },
  {
    name: 'an edit of a column without a field',
    step: (of) => editCell(of, { row: 2, column: 5, value: 'c' }, editor),
    turned: { did: 'change', of: 'cell', count: 1 },
  },
  {
    name: 'edits of several columns',
    step: (of) => setCells(of, { rows: [2, 3], columns: [2, 3], values: [['X1', '1.00']] }, editor),
    turned: { did: 'change', of: 'cell', count: 4 },
  },
  {
    name: 'values that are kept',
    step: (of) => confirmAll(of, { code: 'placeholder' }, editor),
    turned: { did: 'keep', of: 'plate', count: 1 },
  },
  {
    name: 'whole rows that are kept',
    step: (of) => confirmAll(of, { code: 'not-a-permit' }, editor),
    turned: { did: 'keep', of: 'row', count: 1 },
  },
  {
    name: 'rows that are left out',
    step: (of) => changeMany(of, { scope: rows, change: { kind: 'leave-out', reason: 'by-hand' } }, editor),
    turned: { did: 'leave-out', of: 'row', count: 2 },
  },
  {
    name: 'rows that are brought back',
    before: (of) => changeMany(of, { scope: rows, change: { kind: 'leave-out', reason: 'by-hand' } }, editor),
    step: (of) => changeMany(of, { scope: rows, change: { kind: 'bring-back' } }, editor),
    turned: { did: 'bring-back', of: 'row', count: 2 },
  },
] satisfies readonly Case[])('undo and redo tell of $name', async ({ before, step, turned }: Case) => {
  const document = await batch();
  // A step that is taken back and gone for good has the number of the next one.
  expect(editCell(document, { row: 3, column: 4, value: 'USD' }, editor).ok).toBe(true);
  expect(undo(document).ok).toBe(true);
  expect(before?.(document).ok ?? true).toBe(true);
  expect(step(document).ok).toBe(true);
  expect(undo(document).ok).toBe(true);
  expect(turnedStep(document, 'undo')).toEqual(turned);
  expect(redo(document).ok).toBe(true);
  expect(turnedStep(document, 'redo')).toEqual(turned);
  document.close();
});

test('nothing is told where nothing was taken back', async () => {
  const document = await batch();
  expect(turnedStep(document, 'undo')).toBeNull();
  document.close();
});

interface Case {
  readonly name: string;
  readonly before?: (of: Document) => { readonly ok: boolean };
  readonly step: (of: Document) => { readonly ok: boolean };
  readonly turned: ReturnType<typeof turnedStep>;
}

type Document = Awaited<ReturnType<typeof batch>>;
