import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../../src/batch/file/database.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { validateContent, validateInSlices } from '../../../src/batch/library/validate-content.ts';
import { checkedBatch, chooseDateOrder, chooseDuplicates } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-validate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = Array.from({ length: 2_500 }, (_, n) => [`ref-${n}`, `AB ${n}`]);
const batch = () => checkedBatch(folder, [['Reference ID', 'Plate'], ...lines]);

test('content is validated a page of rows at a time, and it says how many are done', async () => {
  const document = await batch();
  chooseDuplicates(document, 'first');
  chooseDateOrder(document, 'day-first');
  const done = [...validateInSlices(document)];
  expect(done.filter((rows, at) => rows !== done[at - 1])).toEqual([0, 1_000, 2_000, 2_500]);
  expect(validateContent(document)).toEqual({ ok: true, value: null });
  document.close();
});

const edit = 'insert into edit (id, step, row, column, before, after, kind, who, at) values';

test.each([
  ['row.cells', "update row set cells = '[1]' where number = 2501"],
  ['row.cells', "update row set cells = '[1]' where number = 2"],
  ['row.edits', `update row set edits = '{"x":"1"}' where number = 1002`],
  ['row.state', 'update row set state = 7 where number = 1001'],
  ['row.number', "insert into row (number, cells) values (-9223372036854775808, '[]')"],
  ['row.number', "insert into row (number, cells) values (9223372036854775807, '[]')"],
  ['edit.step', `${edit} (9223372036854775807, 'x', 2, 1, '', '', 'edit', '', '')`],
  ['edit.step', `${edit} (-9223372036854775807, 'x', 2, 1, '', '', 'edit', '', '')`],
  ['edit.row', `${edit} (1, 1, 2, 0, '', 'first', 'duplicates', '', '')`],
  ['edit.row', `${edit} (1, 1, 0, 1, '', 'first', 'duplicates', '', '')`],
  ['edit.row', `${edit} (1, 1, 0, 0, '', 'day-first', 'duplicates', '', '')`],
  ['edit.row', `${edit} (1, 1, 0, 0, 'forged', 'day-first', 'date-order', '', '')`],
  ['edit.row', `${edit} (1, 1, 0, 1, '', '', 'edit', '', '')`],
  ['issue.code', "insert into issue (row, column, code) values (2501, 1, 'forged')"],
])('a wrong value is found wherever it stands: %s, %s', async (place, spoil) => {
  const made = await batch();
  made.close();
  const db = openDatabase(made.path, { defensive: false });
  db.exec(spoil);
  const document: BatchDocument = { path: made.path, db, close: () => db.close() };
  expect(validateContent(document)).toMatchObject({ failure: { code: 'batch-damaged', facts: { place } } });
  document.close();
});
