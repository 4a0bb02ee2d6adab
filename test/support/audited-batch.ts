import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editCell, undo } from '../../src/batch/edits/edit.ts';
import { repairAll } from '../../src/batch/edits/repair.ts';
import { batchFolder } from '../../src/batch/file/data-folder.ts';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { chooseDateOrder, createTestBatch } from './checked-batch.ts';
import { push } from './push-batch.ts';
import { accept, answerJson, scriptedController } from './scripted-controller.ts';

const editor = { who: 'somebody', now: () => new Date('2026-03-01T10:00:00Z') };

const lines = [
  'Reference ID,License Plate,End Date,Amount,Currency,Name',
  ...Array.from({ length: 12 }, (_, n) => `ref-${n},PLATE ${n},2031-12-31T23:59:59,14.50,CAD,Person ${n}`),
  'ref-late,PLATE L,2031-12-31,14.50,cad,Person L',
  'ref-3,PLATE D,2031-12-31T23:59:59,14.50,CAD,Person D',
];

/**
 * A batch that has been through everything: read, chosen for, edited, repaired, undone, mapped, pushed with rejections, one row
 * left without an answer, then retried with an edit; one row is rejected again.
 */
export async function auditedBatch(
  folder = mkdtempSync(join(tmpdir(), 'permit-loader-')),
): Promise<BatchDocument> {
  const source = join(folder, 'march.csv');
  writeFileSync(source, `${lines.join('\r\n')}\r\n`);
  const made = await createTestBatch(source, batchFolder(folder), {
    duplicates: 'first',
    by: 'somebody',
    appVersion: '0.1.0',
    now: () => new Date('2026-03-01T09:00:00Z'),
  });
  if (!made.ok) throw new Error(made.failure.code);
  const document = made.value;
  chooseDateOrder(document, 'day-first');
  editCell(document, { row: 4, column: 2, value: 'PLATE 2b' }, editor);
  editCell(document, { row: 5, column: 4, value: '15.00' }, editor);
  undo(document);
  repairAll(document, {}, editor);
  const controller = await scriptedController((request, response) => {
    const { referenceId, earlier } = request;
    if ((referenceId === 'ref-5' && earlier === 0) || referenceId === 'ref-9') {
      const plate = `PLATE ${referenceId.slice(-1)}`;
      answerJson(response, { ErrorCode: 9021, ErrorMessage: `${plate} is <b>too long</b>` });
    } else if (referenceId === 'ref-6' && earlier < 6) response.destroy();
    else accept(request, response);
  });
  try {
    await push(document, controller.url, { onlyValid: true, backoffMs: 1 });
    editCell(document, { row: 7, column: 2, value: 'PL5' }, editor);
    await push(document, controller.url, { kind: 'retry', backoffMs: 1 });
  } finally {
    await controller.close();
  }
  return document;
}

/** Permits that were created, one of them after a person had its unanswered request sent again. */
export async function createdBatch(): Promise<BatchDocument> {
  const folder = mkdtempSync(join(tmpdir(), 'permit-loader-'));
  const source = join(folder, 'new.csv');
  writeFileSync(
    source,
    'Permit No,Zone,Start Date,End Date,Plate\r\nP-1,Lot 7,2030-01-01T00:00:00,2031-01-01T00:00:00,PLATE 1\r\nP-2,Lot 8,2030-02-01T00:00:00,2031-02-01T00:00:00,PLATE 2\r\n',
  );
  const made = await createTestBatch(source, batchFolder(folder), {
    operation: 'create',
    duplicates: 'first',
    by: 'somebody',
    appVersion: '0.1.0',
    now: () => new Date('2026-03-01T09:00:00Z'),
  });
  if (!made.ok) throw new Error(made.failure.code);
  const document = made.value;
  const controller = await scriptedController((request, response) => {
    if (request.referenceId === 'P-2' && request.earlier === 0) response.destroy();
    else accept({ ...request, referenceId: `new-${request.referenceId}` }, response);
  });
  try {
    await push(document, controller.url, { backoffMs: 1 });
    await push(document, controller.url, { kind: 'retry', unknownToo: true, backoffMs: 1 });
  } finally {
    await controller.close();
  }
  return document;
}
