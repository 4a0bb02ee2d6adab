import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { confirmIssue } from '../../../src/batch/edits/confirm.ts';
import { editCell, undo } from '../../../src/batch/edits/edit.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { countPending, scopeFromNow } from '../../../src/batch/push/pending.ts';
import { pushPreview } from '../../../src/batch/push/preview.ts';
import { rejections } from '../../../src/batch/push/rejections.ts';
import type { RowConditions } from '../../../src/batch/rows/row-filter.ts';
import { rowNumbers } from '../../../src/batch/rows/rows.ts';
import type { OperationName } from '../../../src/permit/operation.ts';
import { checkedBatch, createTestBatch, editor } from '../../support/checked-batch.ts';
import { makeBatch } from '../../support/made-batch.ts';
import { textRow, workbookOf } from '../../support/workbook-file.ts';

let folder: string;
const opened: BatchDocument[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'preview-'));
});
afterEach(() => {
  for (const document of opened.splice(0)) document.close();
  rmSync(folder, { recursive: true, force: true });
});

const now = scopeFromNow('push');

async function batchOf(...rows: string[][]): Promise<BatchDocument> {
  const headers = ['Reference ID', 'Plate', 'End Date', 'Amount', 'Currency', 'Lot'];
  const document = await checkedBatch(folder, [headers, ...rows]);
  opened.push(document);
  return document;
}

function shown(document: BatchDocument, filter: RowConditions): number[] {
  return [...rowNumbers(document, { filter, offset: 0, limit: 1_000 })];
}

test('what is about to be sent is told from its rows alone, each figure with the rows behind it', async () => {
  const document = await batchOf(
    ['ref-1', 'A 1', '2031-06-30T23:59:59', '0.10', 'CAD', 'Lot 7'],
    ['ref-2', 'A 2', '2031-12-31T23:59:59', '0.20', ' CAD ', 'Lot 7'],
    ['ref-3', 'A 3', '2001-12-31T23:59:59', '999999.99', 'USD', 'Lot 9'],
    ['ref-4', 'A 4', '2099-12-31T23:59:59', '12', 'CAD', 'Lot 9'],
    ['ref-5', 'none', '2031-07-01T23:59:59', '5.00', '', ''],
  );
  expect(confirmIssue(document, { row: 6, column: 2 }, editor)).toMatchObject({ ok: true });
  const preview = await pushPreview(document, now, 6);
  expect(preview).toMatchObject({
    rows: 4,
    endDates: { first: { value: '2001-12-31T23:59:59' }, last: { value: '2031-12-31T23:59:59' }, utc: false },
    groups: {
      column: 6,
      values: [
        { value: 'Lot 7', rows: 2 },
        { value: '', rows: 1 },
        { value: 'Lot 9', rows: 1 },
      ],
      distinct: 3,
    },
    confirmed: 1,
    hidden: 0,
  });
  expect(preview.amounts.map(({ currency, total, rows }) => [currency, total, rows])).toEqual([
    ['CAD', '0.30', 2],
    ['', '5.00', 1],
    ['USD', '999999.99', 1],
  ]);
  expect(preview.warnings).toEqual([
    { code: 'amount-without-currency', rows: 1 },
    { code: 'end-date-past', rows: 1 },
  ]);
  expect(shown(document, { toSend: true })).toEqual([2, 3, 4, 6]);
  expect(
    shown(document, {
      toSend: true,
      values: preview.amounts.slice(0, 1).flatMap(({ cells }) => cells ?? []),
    }),
  ).toEqual([2, 3]);
  expect(shown(document, { toSend: true, values: preview.endDates?.first.cells ?? [] })).toEqual([4]);
  expect(shown(document, { toSend: true, confirmed: 'any' })).toEqual([6]);
  expect(shown(document, { confirmed: 'row-hidden' })).toEqual([]);
  expect(shown(document, { confirmed: 'placeholder' })).toEqual([6]);
});

test('sums of many amounts are exact', async () => {
  const document = await batchOf(
    ...Array.from({ length: 3_000 }, (_, at) => [`ref-${at}`, '', '', '999999.99', 'CAD', 'x']),
  );
  const { amounts } = await pushPreview(document, now, null);
  expect(amounts).toMatchObject([{ total: '2999999970.00', rows: 3_000 }]);
});

test.each(['update', 'create', 'delete'] satisfies OperationName[])(
  'the filter of rows to be sent finds those that a push of %s sends',
  (operation) => {
    const document = makeBatch(folder, { rows: 12, invalid: [3], skipped: [4], operation });
    opened.push(document);
    const add = document.db.prepare(
      'insert into outcome (row, run, status, attempts, completed_at, error_code, message) values (?, 1, ?, 1, ?, ?, ?)',
    );
    add.run(5, 'accepted', 'now', null, null);
    add.run(6, 'rejected', 'now', 9005, 'no');
    add.run(7, 'unknown', 'now', null, null);
    add.run(8, 'unknown', null, null, null);
    add.run(9, 'unsent', null, null, null);
    add.run(10, 'sending', null, null, null);
    add.run(11, 'rejected', 'now', 9009, 'not found');
    add.run(12, 'rejected', 'now', 9009, 'not found');
    expect(shown(document, { toSend: true })).toHaveLength(countPending(document, now));
    expect(shown(document, { toSend: true }).includes(7)).toBe(operation !== 'create');
    expect(rejections(document)).toEqual([
      { errorCode: 9009, message: 'not found', rows: 2, waiting: 2 },
      { errorCode: 9005, message: 'no', rows: 1, waiting: 1 },
    ]);
    expect(shown(document, { answer: { errorCode: 9009, message: 'not found' } })).toEqual([11, 12]);
  },
);

test('a row that its workbook hides counts as such once a person sends it all the same', async () => {
  const path = join(folder, 'hidden.xlsx');
  const cells = (row: number) =>
    `<c r="A${row}" t="inlineStr"><is><t>R${row}</t></is></c><c r="B${row}" t="inlineStr"><is><t>AB ${row}</t></is></c>`;
  const rows = `<row r="2" hidden="1">${cells(2)}</row><row r="3">${cells(3)}</row>`;
  writeFileSync(path, workbookOf({ sheets: { A: textRow(1, ['Reference ID', 'Plate']) + rows } }));
  const made = await createTestBatch(path, folder);
  if (!made.ok) throw new Error(made.failure.code);
  opened.push(made.value);
  expect(await pushPreview(made.value, now, null)).toMatchObject({ rows: 1, confirmed: 0, hidden: 0 });
  expect(confirmIssue(made.value, { row: 2, column: 0 }, editor)).toMatchObject({ ok: true });
  expect(await pushPreview(made.value, now, null)).toMatchObject({ rows: 2, confirmed: 1, hidden: 1 });
});

test('of the rows of a push it is told which were rejected, and mended since', async () => {
  const document = await batchOf(
    ...Array.from({ length: 6 }, (_, at) => [`ref-${at}`, `A ${at}`, '', '', '', 'x']),
  );
  const add = document.db.prepare(
    "insert into outcome (row, run, status, attempts, completed_at, error_code, message) values (?, 1, ?, 1, ?, 9009, 'no')",
  );
  const long = '2020-01-01T00:00:00.000Z';
  for (const row of [2, 3, 4]) add.run(row, 'rejected', long);
  add.run(5, 'accepted', long);
  add.run(6, 'unknown', long);
  editCell(document, { row: 3, column: 2, value: 'B 3' }, editor);
  editCell(document, { row: 4, column: 2, value: 'B 4' }, editor);
  editCell(document, { row: 4, column: 6, value: 'y' }, editor);
  const told = async () => (await pushPreview(document, now, null)).before;
  expect(await told()).toEqual({ neverSent: 1, mended: 2, rejected: 1, unknown: 1 });
  undo(document);
  expect(await told()).toMatchObject({ mended: 2 });
  undo(document);
  expect(await told()).toMatchObject({ mended: 1, rejected: 2 });
  // Rejected after it was changed: that change mended nothing.
  document.db.prepare("update outcome set completed_at = '2999-01-01T00:00:00.000Z' where row = 3").run();
  expect(await told()).toMatchObject({ mended: 0, rejected: 3 });
  document.db.prepare('update row set skipped = 2 where number = 2').run();
  expect(await told()).toMatchObject({ mended: 0, rejected: 2 });
  expect(rejections(document)).toEqual([{ errorCode: 9009, message: 'no', rows: 3, waiting: 2 }]);
});
