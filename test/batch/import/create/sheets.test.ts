import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readMeta } from '../../../../src/batch/file/meta.ts';
import { createTestBatch } from '../../../support/checked-batch.ts';
import { textRow, workbookOf } from '../../../support/workbook-file.ts';

test('A batch knows all sheets of its workbook, in their order', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sheets-'));
  const source = join(folder, 'permits.xlsx');
  const rows = textRow(1, ['Reference ID', 'Plate']) + textRow(2, ['abc-1', 'PL8RDR']);
  writeFileSync(source, workbookOf({ sheets: { Cover: '', March: rows, April: rows } }));
  const made = await createTestBatch(source, folder, {
    reading: { sheet: 'April' },
  });
  if (!made.ok) throw new Error(made.failure.code);
  expect(readMeta(made.value, 'source')).toMatchObject({
    sheet: 'April',
    sheets: ['Cover', 'March', 'April'],
  });
  made.value.close();
});
