import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { BulkChange } from '../../../../../src/batch/edits/bulk/bulk-change.ts';
import { changeMany } from '../../../../../src/batch/edits/bulk/change-many.ts';
import type { RowScope } from '../../../../../src/batch/edits/bulk/scope.ts';
import { carryOver } from '../../../../../src/batch/edits/carry-over.ts';
import { redo, undo } from '../../../../../src/batch/edits/edit.ts';
import { remap } from '../../../../../src/batch/edits/remap.ts';
import { repairAll } from '../../../../../src/batch/edits/repair.ts';
import { writeReport } from '../../../../../src/batch/exports/report/write-report.ts';
import { writeResults } from '../../../../../src/batch/exports/results.ts';
import { readCounts } from '../../../../../src/batch/file/counts.ts';
import type { BatchDocument } from '../../../../../src/batch/file/document.ts';
import { tally } from '../../../../../src/batch/file/tally.ts';
import { validateContent } from '../../../../../src/batch/library/validate-content.ts';
import { rowPage, rowsByNumber } from '../../../../../src/batch/rows/rows.ts';
import { verifyBatch } from '../../../../../src/batch/verify/verify-batch.ts';
import { verifyReport } from '../../../../../src/batch/verify/verify-report.ts';
import { startPractice } from '../../../../../src/opscom/practice/practice.ts';
import { wordsIn } from '../../../../../src/words/words.ts';
import { checkedBatch, createTestBatch, editor } from '../../../../support/checked-batch.ts';
import { push, testToken, tryPush } from '../../../../support/push-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-left-out-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const records = [
  ['Reference ID', 'Plate', 'Amount', 'Currency', 'Lot'],
  ['ref-1', 'ABC1', '', '', 'Lot 7'],
  ['ref-2', 'ABC2', 'ten', 'CAD', 'Lot 8'],
  ['ref-1', 'ABC3', '', '', 'Lot 7'],
  ['Total', '', '20.00', '', ''],
];

const table = (more: Parameters<typeof checkedBatch>[2] = {}) => checkedBatch(folder, records, more);
const change = (document: BatchDocument, scope: RowScope, change: BulkChange) =>
  expect(changeMany(document, { scope, change }, editor)).toEqual({ ok: true, value: null });
const leaveOut = (document: BatchDocument, ...rows: number[]) =>
  change(document, { rows }, { kind: 'leave-out', reason: 'by-hand' });
const shown = (document: BatchDocument) =>
  rowPage(document, { filter: {}, offset: 0, limit: 10 }).rows.map(({ state, leftOut }) => leftOut ?? state);

test('rows that are left out keep their check, count apart, and may be brought back', async () => {
  const document = await table();
  expect(shown(document)).toEqual(['valid', 'invalid', 'invalid', 'invalid']);
  leaveOut(document, 3, 5);
  expect(shown(document)).toEqual(['valid', 'by-hand', 'invalid', 'by-hand']);
  expect(readCounts(document)).toMatchObject({
    rows: 4,
    valid: 1,
    invalid: 3,
    leftOut: { valid: 0, invalid: 2, reasons: { 'by-hand': 2 } },
  });
  const passing = (filter: Parameters<typeof rowPage>[1]['filter']) =>
    rowPage(document, { filter, offset: 0, limit: 10 }).rows.map(({ number }) => number);
  expect(passing({ state: 'left-out' })).toEqual([3, 5]);
  expect(passing({ state: 'invalid' })).toEqual([4]);
  expect(passing({ code: 'not-a-permit' })).toEqual([]);
  change(document, { filter: { state: 'left-out' } }, { kind: 'bring-back' });
  expect(shown(document)).toEqual(['valid', 'invalid', 'invalid', 'invalid']);
  expect(readCounts(document).leftOut).toEqual({ valid: 0, warned: 0, invalid: 0, issues: {}, reasons: {} });
  document.close();
});

test('of two rows of a permit either may be left out, and the other is no duplicate then', async () => {
  const document = await table();
  leaveOut(document, 2);
  expect(shown(document)).toEqual(['by-hand', 'invalid', 'valid', 'invalid']);
  undo(document);
  leaveOut(document, 4);
  expect(shown(document)).toEqual(['valid', 'invalid', 'by-hand', 'invalid']);
  undo(document);
  expect(shown(document)).toEqual(['valid', 'invalid', 'invalid', 'invalid']);
  redo(document);
  expect(shown(document)).toEqual(['valid', 'invalid', 'by-hand', 'invalid']);
  document.close();
});

test('a row that the choice among duplicates leaves out says so, and its numbers add up', async () => {
  const document = await table({ duplicates: 'last' });
  expect(shown(document)).toEqual(['duplicate', 'invalid', 'valid', 'invalid']);
  expect(readCounts(document).leftOut).toMatchObject({ valid: 1, invalid: 0, reasons: { duplicate: 1 } });
  // With the last one left out by hand the first is sent.
  leaveOut(document, 4);
  expect(shown(document)).toEqual(['valid', 'invalid', 'by-hand', 'invalid']);
  expect(remap(document, ['referenceId', 'plate', null, null, null])).toMatchObject({ ok: true });
  expect(shown(document)).toEqual(['valid', 'valid', 'by-hand', 'invalid']);
  document.close();
});

test('left-out rows do not refuse a push, stay unsent, and stand in results, trail and report with their reason', async () => {
  const practice = await startPractice({ token: testToken });
  const document = await table();
  expect(await tryPush(document, practice.url)).toMatchObject({ failure: { code: 'rows-invalid' } });
  leaveOut(document, 3);
  change(document, { rows: [4, 5] }, { kind: 'leave-out', reason: 'only' });
  await push(document, practice.url);
  expect(tally(document)).toEqual({ accepted: 1, rejected: 0, unknown: 0, unsent: 0, skipped: 3 });
  const written = await writeResults(document, wordsIn('en'), { out: join(folder, 'results.csv') });
  const lines = readFileSync(written.ok ? written.value : '', 'utf8').split('\r\n');
  expect(lines[2]).toBe('ref-2,ABC2,ten,CAD,Lot 8,skipped,,,,,Left out by hand.,0,,');
  expect(lines[3]).toContain('skipped,,,,,Left out: not among the rows that were asked for with --only.,0');
  expect(await verifyBatch(document)).toMatchObject({ discrepancies: 0, first: null });
  expect(validateContent(document)).toEqual({ ok: true, value: null });
  const now = editor.now();
  const choice = { format: 'json', redacted: false, allRows: false, words: wordsIn('en'), now } as const;
  const report = await writeReport(document, join(folder, 'report.json'), choice);
  expect(await verifyReport(report.ok ? report.value.path : '')).toMatchObject({
    value: { discrepancies: 0 },
  });
  document.close();
  await practice.close();
});

test('repairs of all rows leave those alone that are left out', async () => {
  const rows = [
    ['ref-5', 'abc1', '', 'cad', ''],
    ['ref-6', 'abc1', '5.00', 'cad', ''],
    ['ref-7', 'abc2', '1.00', 'cad', ''],
  ];
  const document = await checkedBatch(folder, [records[0] ?? [], ...rows]);
  leaveOut(document, 3);
  expect(repairAll(document, {}, editor).ok).toBe(true);
  const column = (at: number) => rowsByNumber(document, [2, 3, 4]).map(({ cells }) => cells[at]);
  expect(column(3)).toEqual(['CAD', 'cad', 'CAD']);
  document.close();
});

test('whoever leaves out a row in the file itself is found out', async () => {
  const document = await table();
  leaveOut(document, 3);
  document.db.exec(
    'update row set skipped = 0 where number = 3; update row set skipped = 2 where number = 2',
  );
  const { discrepancies } = await verifyBatch(document);
  expect(discrepancies).toBeGreaterThan(0);
  document.close();
});

test('the same file read again leaves out the same rows', async () => {
  const document = await table();
  leaveOut(document, 3, 5);
  const again = await createTestBatch(join(folder, 'table.csv'), folder);
  if (!again.ok) throw new Error(again.failure.code);
  expect(carryOver(document, again.value, editor)).toMatchObject({ ok: true });
  expect(shown(again.value)).toEqual(['valid', 'by-hand', 'invalid', 'by-hand']);
  document.close();
  again.value.close();
});
