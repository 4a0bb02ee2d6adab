import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { redo, undo } from '../../src/batch/edits/edit.ts';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { rowsByNumber } from '../../src/batch/rows/rows.ts';
import { verifyBatch } from '../../src/batch/verify/verify-batch.ts';
import { connectionByHand } from '../../src/connections/connection.ts';
import { checkKnownNow } from '../../src/jobs/connection-check.ts';
import { findReferencesNow } from '../../src/jobs/find-references.ts';
import { openFile } from '../../src/jobs/open-file.ts';
import { type Practice, startPractice } from '../../src/opscom/practice/practice.ts';
import type { OperationName } from '../../src/permit/operation.ts';
import { push } from '../support/push-batch.ts';

let folder: string;
let practice: Practice;
const open: BatchDocument[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'find-references-'));
  practice = await startPractice();
});
afterEach(async () => {
  for (const document of open.splice(0)) document.close();
  await practice.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

async function file(operation: OperationName, ...lines: string[]): Promise<BatchDocument> {
  const source = join(folder, `file-${open.length}.csv`);
  writeFileSync(source, lines.join('\r\n'));
  const made = await openFile(folder, {
    source,
    operation,
    reading: {},
    maps: [],
    duplicates: null,
    connection: null,
    appVersion: '0',
    referenceOptional: false,
    addsReference: true,
    onProgress: () => {},
    signal: new AbortController().signal,
  });
  if (!made.ok) throw new Error(made.failure.code);
  open.push(made.value);
  return made.value;
}

const editor = { who: 'me', now: () => new Date() };
const here = () => connectionByHand(practice.url, 'OC-TEST');

/** What stands in the last column, where the reference IDs go, and the issues of each row. */
function rows(document: BatchDocument): [string, ...string[]][] {
  return rowsByNumber(document, [2, 3, 4]).map(({ cells, issues }) => [
    cells.at(-1) ?? '',
    ...issues.map(({ code }) => code),
  ]);
}

test('what was found is one step that undo takes back, is verified, and not found at another connection', async () => {
  const end = '2031-06-30T23:59:59';
  const made = await file(
    'create',
    'Permit No,Lot,Plate,End Date',
    `P-1,Lot 7,ABC 123,${end}`,
    `,Lot 7,TWIN 1,${end}`,
    `,Lot 8,TWIN 1,${end}`,
  );
  await push(made, practice.url);
  const [first = ''] = made.db
    .prepare('select reference_id from outcome order by row')
    .all()
    .map((line) => (line as { reference_id: string }).reference_id);
  const report = await file(
    'update',
    'Permit Number,Plates,Expiry Date',
    `P-1,,${end}`,
    `,TWIN 1,${end}`,
    `P-9,,${end}`,
  );

  const elsewhere = connectionByHand(practice.url, 'OC-OTHER');
  const none = await findReferencesNow(folder, report, elsewhere, editor);
  expect(none).toEqual({ ok: true, value: { found: 0, ambiguous: 0, missing: 3 } });
  const found = await findReferencesNow(folder, report, here(), editor);
  expect(found).toEqual({ ok: true, value: { found: 1, ambiguous: 1, missing: 1 } });
  const filled = [[first], ['', 'reference-ambiguous'], ['', 'reference-missing']];
  expect(rows(report)).toEqual(filled);
  expect(await verifyBatch(report)).toMatchObject({ first: null });
  // Looked up again before a push, several stay several; elsewhere nothing is known of them.
  await checkKnownNow(folder, report, here());
  expect(rows(report)).toEqual(filled);
  await checkKnownNow(folder, report, elsewhere);
  expect(rows(report)[1]).toEqual(['', 'reference-missing']);
  await findReferencesNow(folder, report, here(), editor);

  expect(undo(report).ok).toBe(true);
  expect(rows(report)[0]).toEqual(['', 'reference-missing']);
  expect(redo(report).ok).toBe(true);
  expect(rows(report)).toEqual(filled);
  expect(await verifyBatch(report)).toMatchObject({ first: null });
});
