import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changeMany } from '../../../src/batch/edits/bulk/change-many.ts';
import { confirmIssue } from '../../../src/batch/edits/confirm.ts';
import { editCell, redo, undo } from '../../../src/batch/edits/edit.ts';
import { repairAll } from '../../../src/batch/edits/repair.ts';
import { eachRow } from '../../../src/batch/file/current-row.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { verifyBatch } from '../../../src/batch/verify/verify-batch.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-shape-'));
const value = '2031-12-31T23:59:59';
const table = [
  ['Reference ID', 'Plate', 'Notes'],
  ['ref-1', 'AB 1', 'as the header says'],
  ['ref-2', 'AB 2'],
  ['ref-3', 'AB 3', 'one more', 'cell'],
  ['Total', '', ''],
];

/** A batch whose rows got one end date for a field that the file lacks, where their cells stand as the header says. */
async function withEndDates(): Promise<BatchDocument> {
  const document = await checkedBatch(folder, table, { added: [{ field: 'endDate', value }] });
  const set = { kind: 'column', column: 4, change: { action: 'set', value } } as const;
  expect(changeMany(document, { scope: { filter: {} }, change: set }, editor).ok).toBe(true);
  expect(endDates(document)).toEqual([value, '', '', '']);
  return document;
}

const endDates = (document: BatchDocument) => [...eachRow(document)].map(({ cells }) => cells[3] ?? '');

test.each<[string, number, (document: BatchDocument) => { readonly ok: boolean }]>([
  ['missing cells that are repaired', 1, (document) => repairAll(document, {}, editor)],
  ['an edit', 1, (document) => editCell(document, { row: 3, column: 3, value: 'typed' }, editor)],
  ['a cell too many that is cleared', 2, (made) => editCell(made, { row: 4, column: 5, value: '' }, editor)],
  ['a word that it is a permit', 3, (document) => confirmIssue(document, { row: 5, column: 0 }, editor)],
])('%s: a row that comes into shape gets the value of all rows, in the same step', async (_, at, mend) => {
  const document = await withEndDates();
  expect(mend(document).ok).toBe(true);
  const mended = endDates(document);
  expect(mended[at]).toBe(value);
  expect(mended.filter((date) => date !== '')).toHaveLength(2);
  expect(undo(document).ok).toBe(true);
  expect(endDates(document)).toEqual([value, '', '', '']);
  expect(redo(document).ok).toBe(true);
  expect(endDates(document)).toEqual(mended);
  // Who blanks the cell of a row in shape means it.
  expect(editCell(document, { row: 2, column: 4, value: '' }, editor).ok).toBe(true);
  expect(endDates(document)[0]).toBe('');
  expect(await verifyBatch(document)).toMatchObject({ discrepancies: 0 });
  document.close();
});
