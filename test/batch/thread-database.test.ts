import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createDocument } from '../../src/batch/document.ts';
import { databaseInThread } from '../../src/batch/thread-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-thread-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a thread that does not answer is given up, and nobody waits for it again', () => {
  const document = createDocument(join(folder, 'held.permitbatch'));
  // The thread waits five seconds for the file, which this connection holds.
  document.db.exec('begin immediate');
  const aside = databaseInThread(document.path, 300);
  if (!aside) throw new Error('No thread that can load the database.');
  expect(() => aside.exec('begin immediate')).toThrow('does not answer');
  expect(aside.open).toBe(false);
  // Would throw again, had it to wait for an answer.
  aside.close();
  document.db.exec('rollback');
  document.db.exec('begin immediate; rollback');
  document.close();
});
