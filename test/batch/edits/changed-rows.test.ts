import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changesOf } from '../../../src/batch/check/indexes.ts';
import { changeMany } from '../../../src/batch/edits/bulk/change-many.ts';
import { changedRowsSince, mostChanged } from '../../../src/batch/edits/changed-rows.ts';
import { changeCells, editCell, undo, undoOrRedo } from '../../../src/batch/edits/edit.ts';
import { remap } from '../../../src/batch/edits/remap.ts';
import { runAtOnce } from '../../../src/batch/edits/sliced-step.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { openDocument } from '../../../src/batch/file/open-document.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'permit-changed-rows-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const batchOf = (rows: readonly (readonly string[])[]) =>
  checkedBatch(folder, [['Reference ID', 'Plate', 'Note'], ...rows]);

function another(document: BatchDocument): BatchDocument {
  const opened = openDocument(document.path);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

test('the rows of all steps since are told, those of undo by another connection too', async () => {
  const document = await batchOf(Array.from({ length: 9 }, (_, n) => [`r-${n}`, `P${n}`, '']));
  const first = changesOf(document);
  expect(changedRowsSince(document, first)).toEqual([]);
  editCell(document, { row: 7, column: 2, value: 'QQ 1' }, editor);
  const second = changesOf(document);
  const change = { kind: 'leave-out', reason: 'by-hand' } as const;
  expect(changeMany(document, { scope: { rows: [3, 4] }, change }, editor).ok).toBe(true);
  expect(changedRowsSince(document, first)).toEqual([3, 4, 7]);
  expect(changedRowsSince(document, second)).toEqual([3, 4]);
  const third = changesOf(document);
  const writer = another(document);
  expect(runAtOnce(undoOrRedo(document, 'undo', writer)).ok).toBe(true);
  writer.close();
  expect(changedRowsSince(document, third)).toEqual([3, 4]);
  document.close();
});

test('a row that becomes a duplicate by an edit of another, or is none any more, is told', async () => {
  const document = await batchOf(Array.from({ length: 5 }, (_, n) => [`r-${n}`, `P${n}`, '']));
  const first = changesOf(document);
  editCell(document, { row: 5, column: 1, value: 'r-0' }, editor);
  expect(changedRowsSince(document, first)).toEqual([2, 5]);
  const second = changesOf(document);
  undo(document);
  expect(changedRowsSince(document, second)).toEqual([2, 5]);
  document.close();
});

test('after anything else that changes the batch, whoever does it, it is not known which rows', async () => {
  const document = await batchOf([
    ['r-1', 'ABC 1', ''],
    ['r-2', 'ABC 2', ''],
  ]);
  const first = changesOf(document);
  expect(remap(document, ['referenceId', null, 'plate']).ok).toBe(true);
  expect(changedRowsSince(document, first)).toBeNull();
  const second = changesOf(document);
  editCell(document, { row: 2, column: 2, value: 'QQ 1' }, editor);
  expect(changedRowsSince(document, first)).toBeNull();
  expect(changedRowsSince(document, second)).toEqual([2]);
  const other = another(document);
  editCell(other, { row: 3, column: 2, value: 'QQ 2' }, editor);
  other.close();
  expect(changedRowsSince(document, second)).toBeNull();
  document.close();
});

test('of very many rows, or very many duplicates, it is not known which', async () => {
  const document = await batchOf(
    Array.from({ length: mostChanged + 1 }, (_, n) => [`r-${n}`, `P${n}`, `${n}`]),
  );
  const first = changesOf(document);
  const change = { kind: 'leave-out', reason: 'by-hand' } as const;
  expect(changeMany(document, { scope: { filter: {} }, change }, editor).ok).toBe(true);
  expect(changedRowsSince(document, first)).toBeNull();
  undo(document);
  const second = changesOf(document);
  const edits = Array.from({ length: 600 }, (_, n) => ({ row: n + 2, column: 1, value: `r-${n + 700}` }));
  expect(changeCells(document, [edits.map((edit) => ({ ...edit, kind: 'edit' as const }))], editor).ok).toBe(
    true,
  );
  expect(changedRowsSince(document, second)).toBeNull();
  document.close();
});
