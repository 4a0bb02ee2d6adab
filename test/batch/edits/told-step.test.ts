import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { changeMany } from '../../../src/batch/edits/bulk/change-many.ts';
import { confirmAll } from '../../../src/batch/edits/confirm.ts';
import { editCell, redo, undo } from '../../../src/batch/edits/edit.ts';
import { repairAll } from '../../../src/batch/edits/repair.ts';
import { setCells } from '../../../src/batch/edits/set-cells.ts';
import { toldStep } from '../../../src/batch/edits/told-step.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-told-'));
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
    told: { did: 'repair', of: 'amount', count: 2 },
  },
  {
    name: 'one edit',
    step: (of) => editCell(of, { row: 2, column: 2, value: 'PL 1' }, editor),
    told: { did: 'change', of: 'plate', count: 1 },
  },
  {
    name: 'an edit of a column without a field',
    step: (of) => editCell(of, { row: 2, column: 5, value: 'c' }, editor),
    told: { did: 'change', of: 'cell', count: 1 },
  },
  {
    name: 'edits of several columns',
    step: (of) => setCells(of, { rows: [2, 3], columns: [2, 3], values: [['X1', '1.00']] }, editor),
    told: { did: 'change', of: 'cell', count: 4 },
  },
  {
    name: 'values that are kept',
    step: (of) => confirmAll(of, { code: 'placeholder' }, editor),
    told: { did: 'keep', of: 'plate', count: 1 },
  },
  {
    name: 'whole rows that are kept',
    step: (of) => confirmAll(of, { code: 'not-a-permit' }, editor),
    told: { did: 'keep', of: 'row', count: 1 },
  },
  {
    name: 'rows that are left out',
    step: (of) => changeMany(of, { scope: rows, change: { kind: 'leave-out', reason: 'by-hand' } }, editor),
    told: { did: 'leave-out', of: 'row', count: 2 },
  },
  {
    name: 'rows that are brought back',
    before: (of) => changeMany(of, { scope: rows, change: { kind: 'leave-out', reason: 'by-hand' } }, editor),
    step: (of) => changeMany(of, { scope: rows, change: { kind: 'bring-back' } }, editor),
    told: { did: 'bring-back', of: 'row', count: 2 },
  },
] satisfies readonly Case[])('undo and redo tell of $name', async ({ before, step, told }: Case) => {
  const document = await batch();
  // A step that is taken back and gone for good has the number of the next one.
  expect(editCell(document, { row: 3, column: 4, value: 'USD' }, editor).ok).toBe(true);
  expect(undo(document).ok).toBe(true);
  expect(before?.(document).ok ?? true).toBe(true);
  expect(step(document).ok).toBe(true);
  expect(undo(document).ok).toBe(true);
  expect(toldStep(document, 'redo')).toEqual(told);
  expect(redo(document).ok).toBe(true);
  expect(toldStep(document, 'undo')).toEqual(told);
  expect(toldStep(document, 'redo')).toBeNull();
  document.close();
});

test('nothing is told where there is no step', async () => {
  const document = await batch();
  for (const direction of ['undo', 'redo'] as const) expect(toldStep(document, direction)).toBeNull();
  document.close();
});

interface Case {
  readonly name: string;
  readonly before?: (of: Document) => { readonly ok: boolean };
  readonly step: (of: Document) => { readonly ok: boolean };
  readonly told: ReturnType<typeof toldStep>;
}

type Document = Awaited<ReturnType<typeof batch>>;
