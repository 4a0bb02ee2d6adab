import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { summarise } from '../../../src/batch/check/summary.ts';
import { carryOver } from '../../../src/batch/edits/carry-over.ts';
import { confirmAll, confirmIssue } from '../../../src/batch/edits/confirm.ts';
import { editCell, redo, undo } from '../../../src/batch/edits/edit.ts';
import { changeSettings } from '../../../src/batch/edits/remap.ts';
import { repairAll, repairIssue } from '../../../src/batch/edits/repair.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { rowsByNumber } from '../../../src/batch/rows/rows.ts';
import { verifyBatch } from '../../../src/batch/verify/verify-batch.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-confirm-'));
const headers = ['Reference ID', 'Plate', 'End Date'];
const table = [
  headers,
  ['ref-1', 'NONE', '2031-12-31T23:59:59'],
  ['ref-2', 'N/A', '2031-12-31T23:59:59'],
  ['ref-3', 'nan', 'NULL'],
  ['Total', '', '2031-12-31T23:59:59'],
  ['ref-5', 'ABC 5'],
  ['ref-6', 'ABC 6', '2031-12-31T23:59:59'],
];

/** By row: its issues, `column code`. */
function found(document: BatchDocument): Record<number, string> {
  const rows = rowsByNumber(document, [2, 3, 4, 5, 6, 7]);
  return Object.fromEntries(
    rows
      .filter(({ issues }) => issues.length > 0)
      .map(({ number, issues }) => [
        number,
        issues.map(({ column, code }) => `${column ?? 'row'} ${code}`).join(', '),
      ]),
  );
}

const asRead = {
  2: '2 placeholder',
  3: '2 placeholder',
  4: '2 placeholder, 3 placeholder',
  5: 'row not-a-permit',
  6: 'row too-few-cells',
};
const counts = (document: BatchDocument) => {
  const { valid, warned, invalid } = summarise(document);
  return { valid, warned, invalid };
};
const whole = async (document: BatchDocument) => (await verifyBatch(document)).first;

describe('keeping a value as it is', () => {
  it('lifts that one doubt of one cell, and is taken back and done again', async () => {
    const document = await checkedBatch(folder, table);
    expect(found(document)).toEqual(asRead);
    expect(confirmIssue(document, { row: 2, column: 2 }, editor).ok).toBe(true);
    expect(found(document)).toEqual({ ...asRead, 2: undefined });
    expect(counts(document)).toEqual({ valid: 2, warned: 0, invalid: 4 });
    expect(await whole(document)).toBeNull();
    expect(undo(document).ok).toBe(true);
    expect(found(document)).toEqual(asRead);
    expect(redo(document).ok).toBe(true);
    expect(found(document)).toEqual({ ...asRead, 2: undefined });
    expect(await whole(document)).toBeNull();
    document.close();
  });

  it('works for all of a kind, or for one value alone', async () => {
    const document = await checkedBatch(folder, table);
    expect(confirmAll(document, { code: 'placeholder', value: 'NONE' }, editor).ok).toBe(true);
    expect(found(document)).toEqual({ ...asRead, 2: undefined });
    expect(confirmAll(document, { code: 'placeholder' }, editor).ok).toBe(true);
    expect(found(document)).toEqual({
      4: '3 end-date-format',
      5: 'row not-a-permit',
      6: 'row too-few-cells',
    });
    expect(confirmAll(document, { code: 'not-a-permit' }, editor).ok).toBe(true);
    expect(found(document)).toEqual({ 4: '3 end-date-format', 6: 'row too-few-cells' });
    for (let step = 0; step < 3; step++) expect(undo(document).ok).toBe(true);
    expect(found(document)).toEqual(asRead);
    expect(await whole(document)).toBeNull();
    document.close();
  });

  it('ends with an edit of the cell, which undo takes back with what it ended', async () => {
    const document = await checkedBatch(folder, table);
    confirmAll(document, { code: 'placeholder' }, editor);
    expect(editCell(document, { row: 2, column: 2, value: 'NULL' }, editor).ok).toBe(true);
    expect(found(document)[2]).toBe('2 placeholder');
    expect(undo(document).ok).toBe(true);
    expect(found(document)[2]).toBeUndefined();
    expect(redo(document).ok).toBe(true);
    expect(found(document)[2]).toBe('2 placeholder');
    // What is confirmed of a row ends with an edit of any of its cells.
    confirmIssue(document, { row: 5, column: 0 }, editor);
    expect(found(document)[5]).toBeUndefined();
    editCell(document, { row: 5, column: 3, value: '2031-11-30T00:00:00' }, editor);
    expect(found(document)[5]).toBe('row not-a-permit');
    expect(await whole(document)).toBeNull();
    document.close();
  });

  it('is not for what is certain, nor for a cell without an issue', async () => {
    const document = await checkedBatch(folder, table);
    for (const [row, column] of [
      [6, 0],
      [7, 2],
      [2, 3],
    ] as const) {
      expect(confirmIssue(document, { row, column }, editor)).toMatchObject({
        failure: { code: 'no-doubt' },
      });
    }
    expect(confirmIssue(document, { row: 99, column: 1 }, editor)).toMatchObject({
      failure: { code: 'row-missing' },
    });
    expect(found(document)).toEqual(asRead);
    document.close();
  });

  it('stays when the batch is checked again, and goes along to a new reading of the file', async () => {
    const document = await checkedBatch(folder, table);
    confirmAll(document, { code: 'placeholder' }, editor);
    const before = found(document);
    expect(changeSettings(document, { dayEnd: '12:00:00' }).ok).toBe(true);
    expect(found(document)).toEqual(before);
    const next = await checkedBatch(folder, table);
    expect(carryOver(document, next, editor).ok).toBe(true);
    expect(found(next)).toEqual(before);
    expect(await whole(next)).toBeNull();
    document.close();
    next.close();
  });
});

describe('what is confirmed', () => {
  it.each([
    ['a word taken away', 'update row set confirmed = null where number = 2'],
    ['a word put in', `update row set confirmed = '{"2":["placeholder"]}' where number = 4`],
    ['another code', `update row set confirmed = '{"2":["two-plates"]}' where number = 2`],
    ['no JSON', "update row set confirmed = 'x' where number = 2"],
    ['what the file says of a row', `update row set marks = '{"hidden":true}' where number = 7`],
  ])('is watched by the trail: %s', async (_, sql) => {
    const document = await checkedBatch(folder, table);
    confirmAll(document, { code: 'placeholder', value: 'NONE' }, editor);
    expect(await whole(document)).toBeNull();
    document.db.exec(sql);
    expect(await whole(document)).not.toBeNull();
    document.close();
  });
});

describe('missing last cells', () => {
  it('are taken as blank by the repair, for one row or for all, and back by undo', async () => {
    const document = await checkedBatch(folder, table);
    expect(repairIssue(document, { row: 6, column: 0 }, editor).ok).toBe(true);
    expect(found(document)).toEqual({ ...asRead, 6: undefined });
    undo(document);
    expect(repairAll(document, {}, editor).ok).toBe(true);
    expect(found(document)).toEqual({ ...asRead, 6: undefined });
    expect(undo(document).ok).toBe(true);
    expect(found(document)).toEqual(asRead);
    expect(await whole(document)).toBeNull();
    document.close();
  });
});
