import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { editCell } from '../../src/batch/edits/edit.ts';
import { summariseTrail } from '../../src/batch/exports/report/report-rows.ts';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { openDocument } from '../../src/batch/file/open-document.ts';
import { tally } from '../../src/batch/file/tally.ts';
import { rowsByNumber } from '../../src/batch/rows/rows.ts';
import { entries } from '../../src/batch/trail/trail.ts';
import { verifyBatch } from '../../src/batch/verify/verify-batch.ts';
import { push } from '../support/push-batch.ts';
import { accept, scriptedController } from '../support/scripted-controller.ts';

const golden = join(import.meta.dirname, '../fixtures/trail/early.permitbatch');

/** A batch as the first version left it: pushed, with a repair, a rejection and a row that was left out. */
function early(): BatchDocument {
  const path = join(mkdtempSync(join(tmpdir(), 'permit-loader-')), 'early.permitbatch');
  copyFileSync(golden, path);
  const opened = openDocument(path);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

const editor = { who: 'somebody', now: () => new Date('2026-03-01T10:00:00Z') };

test('a batch of the first version opens with all that it held, and says that it has no trail', async () => {
  const document = early();
  expect(tally(document)).toEqual({ accepted: 3, rejected: 1, unknown: 0, unsent: 0, skipped: 1 });
  expect(rowsByNumber(document, [4])[0]).toMatchObject({
    cells: ['ref-2', 'PLATE 2', '2031-12-31T23:59:59', '14.50', 'CAD', 'Person 2'],
    edited: [3, 5],
  });
  expect((await verifyBatch(document)).first?.code).toBe('no-trail');
  document.close();
});

test('its trail begins late, with what was found, and goes on from there', async () => {
  const document = early();
  expect(editCell(document, { row: 5, column: 2, value: 'PL3' }, editor).ok).toBe(true);
  const controller = await scriptedController(accept);
  try {
    await push(document, controller.url, { kind: 'retry' });
  } finally {
    await controller.close();
  }
  expect(await verifyBatch(document)).toMatchObject({ first: null, discrepancies: 0 });
  const told = [...entries(document.db)];
  expect(told[0]).toMatchObject({ kind: 'read', late: true });
  expect(told.map(({ kind }) => kind)).toEqual([
    'read',
    'run-started',
    'outcomes',
    'run-ended',
    'edit',
    'edit',
    'run-started',
    'outcomes',
    'run-ended',
  ]);
  expect(summariseTrail(document, false)?.summary.tally).toEqual(tally(document));
  document.db.exec("update outcome set message = 'nothing' where row = 2");
  expect((await verifyBatch(document)).first).toMatchObject({ code: 'outcomes-changed', seq: 3 });
  document.close();
});
