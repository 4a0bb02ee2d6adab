import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { indexesOf, prepareIndexes } from '../../../src/batch/check/indexes.ts';
import { editCell } from '../../../src/batch/edits/edit.ts';
import { readCounts } from '../../../src/batch/file/counts.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { openDocument } from '../../../src/batch/file/open-document.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-references-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const count = 2_500;
let document: BatchDocument;

beforeEach(async () => {
  const made = await checkedBatch(folder, [
    ['Reference ID', 'Plate'],
    ...Array.from({ length: count }, (_, n) => [`r-${n}`, 'ABC']),
  ]);
  made.close();
  const opened = openDocument(made.path);
  if (!opened.ok) throw new Error(opened.failure.code);
  document = opened.value;
  return () => document.close();
});

test('what was prepared is there for the first edit', async () => {
  await prepareIndexes(document);
  // Nothing tells of this: an index that were built from here on would be empty.
  document.db.exec("update row set cells = '[]'");
  expect(indexesOf(document).references.rows('r-7')).toEqual([9]);
});

test('what is edited while the index is prepared, here or elsewhere, is known to it', async () => {
  const preparing = prepareIndexes(document);
  editCell(document, { row: 2, column: 1, value: 'here' }, editor);
  const other = openDocument(document.path);
  if (!other.ok) throw new Error(other.failure.code);
  editCell(other.value, { row: 3, column: 1, value: 'elsewhere' }, editor);
  other.value.close();
  await preparing;
  expect(indexesOf(document).references.rows('here')).toEqual([2]);
  expect(indexesOf(document).references.rows('elsewhere')).toEqual([3]);
  expect(indexesOf(document).references.rows('r-0')).toEqual([]);
  editCell(document, { row: 4, column: 1, value: 'here' }, editor);
  expect(readCounts(document).issues['reference-duplicate']?.count).toBe(1);
});

test('a batch that is closed meanwhile is left alone', async () => {
  const preparing = prepareIndexes(document);
  document.close();
  await expect(preparing).resolves.toBeUndefined();
  document = await checkedBatch(folder, [['Reference ID'], ['r-1']]);
});
