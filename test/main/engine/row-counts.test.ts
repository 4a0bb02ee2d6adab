import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editCell } from '../../../src/batch/edits/edit.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { rowPageWithin } from '../../../src/batch/rows/rows.ts';
import type { RowFilter } from '../../../src/bridge/rows.ts';
import { rowCounts } from '../../../src/main/engine/row-counts.ts';
import { ok } from '../../../src/permit/result.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-counts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** More rows than are looked at in one go. */
const count = 9_000;
let document: BatchDocument;
beforeAll(async () => {
  const rows = Array.from({ length: count }, (_, n) => [`r-${n}`, `P${n}`]);
  document = await checkedBatch(folder, [['Reference ID', 'Plate'], ...rows]);
});
afterAll(() => document.close());

const look = <Value>(_batch: string, at: (document: BatchDocument) => Value): Value => at(document);
const asIs = async (_batch: string, filter: RowFilter) => ok(filter);

test('All are counted, whatever else is asked of the batch meanwhile', async () => {
  const counts = rowCounts(look, asIs, { sliceMs: 0, waitMs: 3_000 });
  const counting = counts.count('', { text: 'edited' });
  // The same filter, sorted.
  const filter = { text: 'edited', sort: { column: 2, descending: true } };
  counts.want('', filter);
  expect(rowPageWithin(document, { filter, offset: 0, limit: 1 }, 0)).toEqual({
    total: 0,
    counted: false,
    rows: [],
  });
  // Among the rows that were looked at already.
  editCell(document, { row: 2, column: 2, value: 'EDITED' }, editor);
  counts.want('another batch', { text: 'x' });
  expect(await counting).toEqual(ok(1));
});

test('Nobody waits for the count of a filter that another has overtaken', async () => {
  const counts = rowCounts(look, asIs, { sliceMs: 0, waitMs: 3_000 });
  const first = counts.count('', { text: 'p1' });
  const second = counts.count('', { text: 'p2' });
  expect(await first).toEqual(ok(null));
  const third = counts.count('', { text: 'p3' });
  counts.want('', {});
  expect(await third).toEqual(ok(null));
  expect(await second).toEqual(ok(null));
});

test('A batch that changes all the time is counted in one go at last', async () => {
  let turns = 0;
  const counts = rowCounts(
    (_batch, at) => {
      turns++;
      document.db.exec("update meta set value = value where key = 'notes'");
      return at(document);
    },
    asIs,
    { sliceMs: 0, waitMs: 20 },
  );
  expect(await counts.count('', { text: 'r-8999' })).toEqual(ok(1));
  expect(turns).toBeGreaterThan(1);
});
