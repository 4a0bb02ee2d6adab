import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { decideDuplicates } from '../../../src/batch/edits/decide-duplicates.ts';
import { editCell, undo } from '../../../src/batch/edits/edit.ts';
import { runAtOnce } from '../../../src/batch/edits/sliced-step.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { duplicateGroup } from '../../../src/batch/rows/duplicate-group.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-groups-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const batchOf = (...references: string[]) =>
  checkedBatch(folder, [['Reference ID', 'Plate'], ...references.map((one, at) => [one, `PL ${at}`])]);

/** Its place among all, the rows with what was decided of each, and how many groups are decided. */
function at(document: BatchDocument, place: number | null, most = 10) {
  const group = duplicateGroup(document, place, most);
  return (
    group && {
      place: `${group.key}: ${group.at} of ${group.total}`,
      rows: group.rows.map(({ number, decision }) => [number, decision]),
      size: group.size,
      decided: group.decided,
    }
  );
}

test('groups stand in the order of their first rows, keep their place when decided, and the first open one is found', async () => {
  const document = await batchOf('x', ' b', 'a', 'a', 'b', 'c', 'b');
  const open = {
    rows: [
      [3, null],
      [6, null],
      [8, null],
    ],
    size: 3,
    decided: 0,
  };
  expect(at(document, null)).toEqual({ place: 'b: 0 of 2', ...open });
  expect(at(document, 0)).toEqual({ place: 'b: 0 of 2', ...open });
  runAtOnce(decideDuplicates(document, { row: 3, rows: 3, send: [6, 8] }, editor));
  const decided = [
    [3, 'left-out'],
    [6, 'sent-too'],
    [8, 'sent-too'],
  ];
  expect(at(document, 0)).toEqual({ place: 'b: 0 of 2', rows: decided, size: 3, decided: 1 });
  expect(at(document, null)).toEqual({
    place: 'a: 1 of 2',
    rows: [
      [4, null],
      [5, null],
    ],
    size: 2,
    decided: 1,
  });
  runAtOnce(decideDuplicates(document, { row: 4, rows: 2, send: [] }, editor));
  // All are decided: from the first on.
  expect(at(document, null)).toMatchObject({ place: 'b: 0 of 2', decided: 2 });
  expect(at(document, 99)).toMatchObject({ place: 'a: 1 of 2' });
  undo(document);
  undo(document);
  expect(at(document, null)).toEqual({ place: 'b: 0 of 2', ...open });
});

test('a group that an edit makes or ends is there, or gone, and only its first rows are handed over', async () => {
  const document = await batchOf('a', 'b', 'c', 'd');
  expect(duplicateGroup(document, null, 10)).toBeNull();
  editCell(document, { row: 2, column: 1, value: 'd' }, editor);
  editCell(document, { row: 3, column: 1, value: 'd' }, editor);
  expect(at(document, null, 2)).toEqual({
    place: 'd: 0 of 1',
    rows: [
      [2, null],
      [3, null],
    ],
    size: 3,
    decided: 0,
  });
  document.db.exec("insert into outcome (row, run, status) values (3, 1, 'accepted')");
  expect(duplicateGroup(document, 0, 9)?.rows.map(({ locked }) => locked)).toEqual([false, true, false]);
  document.db.exec('delete from outcome');
  undo(document);
  undo(document);
  expect(duplicateGroup(document, 0, 10)).toBeNull();
});
