import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { batchFolder } from '../../src/batch/file/data-folder.ts';
import { openDocument } from '../../src/batch/file/open-document.ts';
import { schemaVersion } from '../../src/batch/file/schema.ts';
import { tally } from '../../src/batch/file/tally.ts';
import { validateContent } from '../../src/batch/library/validate-content.ts';
import { verifyBatch } from '../../src/batch/verify/verify-batch.ts';
import { withBook } from '../../src/book/book.ts';
import { bookStatus } from '../../src/book/holdings.ts';

const golden = join(import.meta.dirname, '../fixtures/batches/version-3.permitbatch');

test('a batch of version 3, which knew nothing of the permit book, opens, verifies and is in the book', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'permit-loader-'));
  const path = join(batchFolder(folder), 'version-3.permitbatch');
  copyFileSync(golden, path);
  const opened = openDocument(path);
  if (!opened.ok) throw new Error(opened.failure.code);
  const document = opened.value;
  expect(document.db.prepare('pragma user_version').get()).toMatchObject({ user_version: schemaVersion });
  expect(tally(document)).toEqual({ accepted: 3, rejected: 0, unknown: 0, unsent: 0, skipped: 1 });
  expect(await verifyBatch(document)).toMatchObject({ first: null, discrepancies: 0 });
  expect(validateContent(document)).toEqual({ ok: true, value: null });
  const { controller } = document.db.prepare('select controller from run').get() as { controller: string };
  const status = withBook(folder, (book) => bookStatus(book, { controller, client: 'OC-TEST' }));
  expect(status).toMatchObject({ ok: true, value: { permits: 3, batches: 1 } });
  document.close();
});
